package io.github.pywar.python.marker;

import io.github.pywar.base.text.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The grammar of markers:
 *
 * <pre>
 * marker     = and-part ( "or" and-part )*
 * and-part   = atom ( "and" atom )*
 * atom       = "(" marker ")" | operand operator operand
 * operand    = variable | quoted string
 * </pre>
 */
final class MarkerReader {

    private static final int DEEPEST = 100;
    private static final Pattern OR = Pattern.compile("\\bor\\b");
    private static final Pattern AND = Pattern.compile("\\band\\b");
    private static final Pattern OPERATOR = Pattern.compile("===|==|~=|!=|<=|>=|<|>|\\bin\\b");
    private static final Pattern NOT_IN = Pattern.compile("\\bnot[ \\t]+in\\b");
    private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_][A-Za-z0-9_.]*");

    private final Cursor cursor;
    private int depth;

    MarkerReader(Cursor cursor) {
        this.cursor = cursor;
    }

    Marker read() {
        return joined(false, OR, () -> joined(true, AND, this::atom));
    }

    private Marker joined(boolean all, Pattern word, Supplier<Marker> part) {
        List<Marker> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (cursor.match(word).isPresent());
        return parts.size() == 1 ? parts.get(0) : new Junction(all, parts);
    }

    private Marker atom() {
        cursor.skipBlanks();
        int open = cursor.position();
        Marker atom = cursor.accept("(") ? group(open) : comparison();
        cursor.skipBlanks();
        return atom;
    }

    private Marker group(int open) {
        if (++depth > DEEPEST) {
            throw cursor.errorAt(open, "Not a marker: more than " + DEEPEST + " parentheses in each other");
        }
        Marker content = read();
        if (!cursor.accept(")")) {
            throw cursor.errorAt(open, "Not a marker: the parenthesis is not closed");
        }
        depth--;
        return content.grouped();
    }

    private Marker comparison() {
        Operand left = operand();
        cursor.skipBlanks();
        String operator = operator();
        cursor.skipBlanks();
        return Comparison.of(left, operator, operand());
    }

    private String operator() {
        if (cursor.match(NOT_IN).isPresent()) {
            return "not in";
        }
        return cursor.match(OPERATOR)
                .orElseThrow(() -> cursor.error("Not a marker: expected one of `==`, `!=`, `<`, `<=`, `>`, `>=`, `~=`,"
                        + " `===`, `in`, `not in`"));
    }

    private Operand operand() {
        if (cursor.peek() == '"' || cursor.peek() == '\'') {
            return new Operand(false, StringLiteral.read(cursor));
        }
        int start = cursor.position();
        String word = cursor.match(WORD)
                .orElseThrow(() -> cursor.error("Not a marker: expected a variable or a quoted string"));
        Optional<String> variable = MarkerVariables.normal(word);
        return new Operand(
                true,
                variable.orElseThrow(() -> cursor.errorAt(
                                start, cursor.position(), "Not a marker: no variable is called `" + word + "`")
                        .hint(MarkerVariables.hint(word))));
    }
}
