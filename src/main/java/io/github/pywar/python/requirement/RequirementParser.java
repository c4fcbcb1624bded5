package io.github.pywar.python.requirement;

import io.github.pywar.base.text.Cursor;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.VersionSpecifier;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recursive descent parser of requirements ("Dependency specifiers"). Spaces and tabs are allowed between any two tokens.
 * Each method has its rule of the grammar.
 */
final class RequirementParser {

    private static final String NOT = "Not a requirement: ";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final Pattern OPERATOR = Pattern.compile("===|==|~=|!=|<=|>=|<|>");

    private final Cursor cursor;

    RequirementParser(String text) {
        this.cursor = new Cursor(text);
    }

    /**
     * <pre>
     * requirement = NAME [ extras ] ( "@" url [ BLANK ";" marker ] | specifiers [ ";" marker ] ) END
     * </pre>
     */
    Requirement parse() {
        cursor.skipBlanks();
        PackageName name = PackageName.parse(name("the name of a project"));
        cursor.skipBlanks();
        List<ExtraName> extras = extras();
        cursor.skipBlanks();
        if (cursor.accept("@")) {
            String url = url();
            return new Requirement(name, extras, VersionSpecifiers.ANY, url, marker());
        }
        VersionSpecifiers specifiers = specifiers();
        return new Requirement(name, extras, specifiers, null, marker());
    }

    private String name(String expected) {
        Optional<String> name = cursor.match(NAME);
        if (name.isEmpty()) {
            throw cursor.error(NOT + "expected " + expected);
        }
        return name.get();
    }

    /**
     * <pre>
     * extras = "[" [ NAME ( "," NAME )* ] "]"
     * </pre>
     */
    private List<ExtraName> extras() {
        List<ExtraName> extras = new ArrayList<>();
        int open = cursor.position();
        if (!cursor.accept("[")) {
            return extras;
        }
        cursor.skipBlanks();
        if (cursor.accept("]")) {
            return extras;
        }
        do {
            cursor.skipBlanks();
            extras.add(ExtraName.parse(name("the name of an extra")));
            cursor.skipBlanks();
        } while (cursor.accept(","));
        if (cursor.accept("]")) {
            return extras;
        }
        int here = cursor.position();
        throw cursor.match(NAME).isPresent()
                ? cursor.errorAt(here, cursor.position(), NOT + "expected a comma between two extras")
                : cursor.errorAt(open, cursor.position(), NOT + "the bracket is not closed");
    }

    /**
     * <pre>
     * url = ( any character except white space )+
     * </pre>
     *
     * <p>A {@code ;} without a blank before it is part of the URL.
     */
    private String url() {
        cursor.skipBlanks();
        int start = cursor.position();
        String url = cursor.takeWhile(c -> c != 0x7f && !isBlank((char) c));
        if (url.isEmpty()) {
            throw cursor.error(NOT + "expected a URL after `@`");
        }
        cursor.skipBlanks();
        if (url.endsWith(";") && !cursor.atEnd() && !cursor.looksAt(";")) {
            throw cursor.errorAt(start + url.length() - 1, NOT + "the `;` is part of the URL")
                    .hint("put a space before the `;` of the marker");
        }
        return url;
    }

    /**
     * <pre>
     * [ ";" marker ] END
     * </pre>
     */
    private Marker marker() {
        if (cursor.atEnd()) {
            return null;
        }
        if (!cursor.accept(";")) {
            throw cursor.error(NOT + "expected `;` and a marker, or the end");
        }
        Marker marker = Marker.read(cursor);
        if (!cursor.atEnd()) {
            throw cursor.error(NOT + "expected `and`, `or` or the end");
        }
        return marker;
    }

    /**
     * <pre>
     * specifiers = "(" clauses ")" | clauses
     * </pre>
     */
    private VersionSpecifiers specifiers() {
        int open = cursor.position();
        boolean isParenthesized = cursor.accept("(");
        VersionSpecifiers specifiers = clauses();
        if (isParenthesized && !cursor.accept(")")) {
            throw cursor.errorAt(open, cursor.position(), NOT + "the parenthesis is not closed");
        }
        cursor.skipBlanks();
        return specifiers;
    }

    /**
     * <pre>
     * clauses = [ clause ( "," clause )* [ "," ] ]
     * </pre>
     */
    private VersionSpecifiers clauses() {
        List<VersionSpecifier> clauses = new ArrayList<>();
        do {
            cursor.skipBlanks();
            int start = cursor.position();
            String clause = withoutTrailingBlanks(cursor.takeUntil(",;)"));
            if (clause.isEmpty() && cursor.peek() != ',') {
                break;
            }
            clauses.add(clause(clause, start, clauses.isEmpty()));
        } while (cursor.accept(","));
        return VersionSpecifiers.of(clauses);
    }

    private static String withoutTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * <pre>
     * clause = ( "===" | "==" | "~=" | "!=" | "&lt;=" | "&gt;=" | "&lt;" | "&gt;" ) VERSION [ ".*" ]
     * </pre>
     */
    private VersionSpecifier clause(String clause, int start, boolean isFirst) {
        boolean isTrimmed =
                !clause.isEmpty() && !isBlank(clause.charAt(0)) && !isBlank(clause.charAt(clause.length() - 1));
        Optional<VersionSpecifier> specifier = isTrimmed ? VersionSpecifier.tryParse(clause) : Optional.empty();
        if (specifier.isEmpty()) {
            throw notAClause(clause, start, isFirst);
        }
        return specifier.get();
    }

    /** Spaces and tabs are removed already. Any other white space, for example a line break, is an error. */
    private static boolean isBlank(char c) {
        return c <= ' ' || c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private SyntaxException notAClause(String clause, int start, boolean isFirst) {
        Cursor within = new Cursor(clause);
        Optional<String> operator = within.match(OPERATOR);
        if (operator.isEmpty()) {
            SyntaxException error = cursor.errorAt(
                    start,
                    start + clause.length(),
                    NOT + "expected a specifier such as `>=1.0`, `@` and a URL, `;` and a marker, or the end");
            if (clause.startsWith("=")) {
                return error.hint("use `==` for an exact version");
            }
            return isNextRequirement(clause, isFirst) ? error.hint("write each requirement on its own line") : error;
        }
        if (within.rest().isBlank()) {
            return cursor.errorAt(start + clause.length(), NOT + "expected a version after `" + operator.get() + "`");
        }
        SyntaxException error =
                cursor.errorAt(start, start + clause.length(), NOT + "`" + clause + "` is not a version specifier");
        return hint(clause).map(error::hint).orElse(error);
    }

    /**
     * Returns whether a comma is between this requirement and another one, instead of a line break. Digits are a version
     * without an operator.
     */
    private boolean isNextRequirement(String clause, boolean isFirst) {
        String next = clause.isEmpty() && cursor.peek() == ','
                ? cursor.rest().substring(1).strip()
                : clause;
        return !(isFirst && next.equals(clause))
                && NAME.matcher(next).lookingAt()
                && !Character.isDigit(next.charAt(0));
    }

    private static Optional<String> hint(String clause) {
        if (clause.matches("[<>=!~]=?[^<>=!~]+[<>=!~].*")) {
            return Optional.of("put a comma between two specifiers");
        }
        if (clause.endsWith(".*")) {
            return Optional.of("use `.*` only with `==` and `!=`, and only after a release number");
        }
        return clause.contains("+") ? Optional.of("use a local version only with `==` and `!=`") : Optional.empty();
    }
}
