package io.github.pywar.python.metadata;

import io.github.pywar.base.text.SyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Licence of a distribution (PEP 639): an expression of SPDX identifiers, or another text.
 *
 * @param expression the value of {@code License-Expression}
 * @param text the value of {@code License}; only if there is no expression
 */
public record LicenseText(Optional<String> expression, Optional<String> text) {

    /** Returns the licence for its declared text. */
    public static LicenseText of(String declared) {
        try {
            return new LicenseText(Optional.of(LicenseExpression.parse(declared).text()), Optional.empty());
        } catch (SyntaxException other) {
            return new LicenseText(Optional.empty(), Optional.of(declared));
        }
    }

    /**
     * Returns the licence for several texts, of which a user may choose one.
     *
     * @param declared identifiers or names; may be empty
     */
    public static LicenseText anyOf(List<String> declared) {
        List<LicenseText> all = declared.stream().map(LicenseText::of).toList();
        if (all.isEmpty()) {
            return new LicenseText(Optional.empty(), Optional.empty());
        }
        boolean areExpressions = all.stream().allMatch(one -> one.expression.isPresent());
        return areExpressions
                ? new LicenseText(
                        Optional.of(all.stream()
                                .map(one -> one.expression.orElseThrow())
                                .map(text -> all.size() > 1 && text.contains(" ") ? "(" + text + ")" : text)
                                .collect(Collectors.joining(" OR "))),
                        Optional.empty())
                : new LicenseText(Optional.empty(), Optional.of(String.join(", ", declared)));
    }
}
