package io.github.pywar.python.marker;

import io.github.pywar.base.text.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recursive descent parser of markers ("Dependency specifiers"). Spaces and tabs are allowed between any two tokens. Each
 * method has its rule of the grammar.
 */
final class MarkerParser {

    private static final int MAX_DEPTH = 100;
    private static final Pattern OR = Pattern.compile("\\bor\\b");
    private static final Pattern AND = Pattern.compile("\\band\\b");
    private static final Pattern OPERATOR = Pattern.compile("===|==|~=|!=|<=|>=|<|>|\\bin\\b");
    private static final Pattern NOT_IN = Pattern.compile("\\bnot[ \\t]+in\\b");
    private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_][A-Za-z0-9_.]*");

    private final Cursor cursor;
    private int depth;

    MarkerParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /**
     * <pre>
     * marker   = and-part ( "or" and-part )*
     * and-part = atom ( "and" atom )*
     * </pre>
     */
    Marker parse() {
        List<Marker> parts = new ArrayList<>();
        do {
            parts.add(andPart());
        } while (cursor.match(OR).isPresent());
        return parts.size() == 1 ? parts.get(0) : new Junction(false, parts);
    }

    private Marker andPart() {
        List<Marker> parts = new ArrayList<>();
        do {
            parts.add(atom());
        } while (cursor.match(AND).isPresent());
        return parts.size() == 1 ? parts.get(0) : new Junction(true, parts);
    }

    /**
     * <pre>
     * atom = "(" marker ")" | comparison
     * </pre>
     */
    private Marker atom() {
        cursor.skipBlanks();
        int open = cursor.position();
        Marker atom = cursor.accept("(") ? group(open) : comparison();
        cursor.skipBlanks();
        return atom;
    }

    private Marker group(int open) {
        if (++depth > MAX_DEPTH) {
            throw cursor.errorAt(open, "Not a marker: more than " + MAX_DEPTH + " nested parentheses");
        }
        Marker content = parse();
        if (!cursor.accept(")")) {
            throw cursor.errorAt(open, cursor.position(), "Not a marker: the parenthesis is not closed");
        }
        depth--;
        return content.grouped();
    }

    /**
     * <pre>
     * comparison = operand operator operand
     * </pre>
     */
    private Marker comparison() {
        Operand left = operand();
        cursor.skipBlanks();
        String operator = operator();
        cursor.skipBlanks();
        return Comparison.of(left, operator, operand());
    }

    /**
     * <pre>
     * operator = "===" | "==" | "~=" | "!=" | "&lt;=" | "&gt;=" | "&lt;" | "&gt;" | "in" | "not" BLANK+ "in"
     * </pre>
     */
    private String operator() {
        if (cursor.match(NOT_IN).isPresent()) {
            return "not in";
        }
        Optional<String> operator = cursor.match(OPERATOR);
        if (operator.isEmpty()) {
            throw cursor.error(
                    "Not a marker: expected one of `==`, `!=`, `<`, `<=`, `>`, `>=`, `~=`, `===`, `in`, `not in`");
        }
        return operator.get();
    }

    /**
     * <pre>
     * operand = VARIABLE | "'" string "'" | '"' string '"'
     * </pre>
     */
    private Operand operand() {
        if (cursor.peek() == '"' || cursor.peek() == '\'') {
            return new Operand(false, StringLiteral.read(cursor));
        }
        int start = cursor.position();
        Optional<String> word = cursor.match(WORD);
        if (word.isEmpty()) {
            throw cursor.error("Not a marker: expected a variable or a quoted string");
        }
        Optional<String> variable = MarkerVariables.normal(word.get());
        if (variable.isEmpty()) {
            throw cursor.errorAt(start, cursor.position(), "Not a marker: there is no variable `" + word.get() + "`")
                    .hint(MarkerVariables.hint(word.get()));
        }
        return new Operand(true, variable.get());
    }
}
