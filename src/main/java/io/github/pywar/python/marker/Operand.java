package io.github.pywar.python.marker;

/**
 * Operand of a comparison.
 *
 * @param isVariable whether it is a variable, else a string literal
 * @param text the current name of the variable, or the value of the literal
 */
record Operand(boolean isVariable, String text) {

    /** @return a literal with the value; a variable is returned as it is */
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
