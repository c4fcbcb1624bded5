package io.github.pywar.python.marker;

/**
 * One side of a comparison.
 *
 * @param isVariable whether the text is a variable's name; else it is a literal
 * @param text the name in normal spelling, or the literal's value
 */
record Operand(boolean isVariable, String text) {

    /** @return a literal with another value, a variable as it is */
    Operand withLiteral(String value) {
        return isVariable ? this : new Operand(false, value);
    }

    boolean isVariable(String name) {
        return isVariable && text.equals(name);
    }

    @Override
    public String toString() {
        return isVariable ? text : StringLiteral.quote(text);
    }
}
