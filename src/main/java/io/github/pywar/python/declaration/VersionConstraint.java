package io.github.pywar.python.declaration;

import io.github.pywar.base.text.Cursor;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.version.VersionSpecifier;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Version constraint of Poetry, as version specifiers:
 *
 * <pre>
 * constraint   = alternative ( ( "||" | "|" ) alternative )*
 * alternative  = clause ( separator clause )* ","*
 * separator    = "," | BLANK
 * clause       = ANY | [ operator ] VERSION [ ".*" ]
 * operator     = "^" | "~" | "~=" | "==" | "=" | "!=" | "&lt;=" | "&gt;=" | "&lt;" | "&gt;"
 * </pre>
 *
 * <p>A version without an operator is the only one that fits. Each clause accepts the same versions as in Poetry.
 */
public final class VersionConstraint {

    private static final String NOT = "Not a version constraint: ";
    private static final Pattern ANY = Pattern.compile("(?i)v?[x*](\\.[x*])*+");
    private static final Pattern WILDCARDS = Pattern.compile("(\\.\\*)++$");
    private static final Pattern OPERATOR = Pattern.compile("\\^|~=|~|===|==|=|!=|<>|<=|>=|<|>");

    private final Cursor cursor;

    private VersionConstraint(String text) {
        this.cursor = new Cursor(text);
    }

    /**
     * Parses a constraint.
     *
     * @return the specifiers, with alternatives where the constraint has {@code ||}
     * @throws SyntaxException if the text is not a constraint; it marks the error
     */
    public static VersionSpecifiers parse(String text) {
        DeclaredRequirement.checkLength(text);
        return new VersionConstraint(text).constraint();
    }

    private VersionSpecifiers constraint() {
        List<VersionSpecifiers> alternatives = new ArrayList<>();
        do {
            alternatives.add(alternative());
        } while (cursor.accept("||") || cursor.accept("|"));
        if (!cursor.atEnd()) {
            throw cursor.error(NOT + "expected a comma, `||` or the end");
        }
        return VersionSpecifiers.anyOf(alternatives);
    }

    private VersionSpecifiers alternative() {
        cursor.skipBlanks();
        VersionSpecifiers all = clause();
        while (separator()) {
            all = all.and(clause());
        }
        return all;
    }

    /** Steps over a separator; returns whether a clause follows. */
    private boolean separator() {
        int end = cursor.position();
        cursor.skipBlanks();
        int commas = cursor.takeWhile(c -> c == ',').length();
        cursor.skipBlanks();
        boolean ends = cursor.atEnd() || cursor.peek() == '|';
        if (!ends && (cursor.position() == end || commas > 1)) {
            throw cursor.error(NOT + "expected a comma between two versions, `||` or the end");
        }
        return !ends;
    }

    private VersionSpecifiers clause() {
        int start = cursor.position();
        Optional<String> operator = cursor.match(OPERATOR);
        cursor.skipBlanks();
        int operand = cursor.position();
        String text = cursor.takeWhile(c -> c > ' ' && c != ',' && c != '|' && "^~=!<>".indexOf(c) < 0 || isEpoch(c));
        if (text.isEmpty()) {
            throw cursor.error(NOT + "expected a version"
                    + operator.map(sign -> " after `" + sign + "`").orElse(""));
        }
        if (operator.isEmpty() && ANY.matcher(text).matches()) {
            return VersionSpecifiers.ANY;
        }
        return specifiers(operator.orElse("=="), text)
                .orElseThrow(() -> notAClause(start, operand, operator.orElse(""), text));
    }

    /** The {@code !} of an epoch, not of {@code !=}. */
    private boolean isEpoch(int c) {
        return c == '!' && !cursor.looksAt("!=");
    }

    private static Optional<VersionSpecifiers> specifiers(String operator, String text) {
        String bare = WILDCARDS.matcher(text).replaceFirst("");
        boolean hasWildcard = bare.length() < text.length();
        Optional<ReleaseBound> bound = ReleaseBound.of(bare);
        return switch (operator) {
            case "^" -> bound.filter(known -> !hasWildcard).flatMap(ReleaseBound::caret);
            case "~" -> bound.filter(known -> !hasWildcard).flatMap(ReleaseBound::tilde);
            case "~=" -> bound.filter(known -> !hasWildcard).flatMap(ReleaseBound::compatible);
            case "==", "=" -> standard("==" + bare + (hasWildcard ? ".*" : ""));
            case "!=" -> standard("!=" + bare + (hasWildcard ? ".*" : ""));
            case "<", ">", "<=", ">=" -> standard(operator + bare);
            default -> Optional.empty();
        };
    }

    private static Optional<VersionSpecifiers> standard(String specifier) {
        return VersionSpecifier.tryParse(specifier).map(one -> VersionSpecifiers.of(List.of(one)));
    }

    private SyntaxException notAClause(int start, int operand, String operator, String text) {
        SyntaxException error = cursor.errorAt(
                start, operand + text.length(), NOT + "`" + operator + text + "` has no meaning in Poetry");
        if (text.contains("+")) {
            return error.hint("use a local version only with `==` and `!=`");
        }
        return "<>".equals(operator)
                ? error.hint("use `!=` to exclude a version")
                : error.hint("write for example `^1.2`, `~1.2`, `>=1.2,<2` or `1.*`");
    }
}
