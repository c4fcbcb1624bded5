package io.github.pywar.python.metadata;

import io.github.pywar.base.text.SyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Licence that a distribution declares: an SPDX expression, or names that SPDX does not have. Metadata has three fields for
 * it; the first of them that has a clear meaning is used: {@code License-Expression} (PEP 639), {@code License}, and the
 * classifiers. A licence is never guessed: {@code BSD License} can be one of several licences, so it stays a name.
 *
 * @param expression the expression in the normal form; empty if no field has a clear meaning
 * @param names what the fields say instead; empty if there is an expression, or if no licence is declared
 */
public record DeclaredLicense(Optional<String> expression, List<String> names) {

    /** Longer texts are the text of a licence, not its name. In characters. */
    private static final int LONGEST_NAME = 100;

    private static final String CLASSIFIER = "License :: ";
    private static final Set<String> NOTHING = Set.of("", "UNKNOWN", "NONE", "N/A", "OSI Approved");

    public DeclaredLicense {
        names = List.copyOf(names);
    }

    /** Returns the licence that metadata declares. */
    public static DeclaredLicense of(Metadata metadata) {
        Optional<String> standard =
                metadata.value(MetadataField.LICENSE_EXPRESSION).flatMap(DeclaredLicense::parse);
        Optional<String> text = metadata.value(MetadataField.LICENSE).flatMap(DeclaredLicense::ofText);
        List<String> classifiers = metadata.values(MetadataField.CLASSIFIER).stream()
                .map(String::strip)
                .filter(one -> one.startsWith(CLASSIFIER))
                .map(one -> one.substring(one.lastIndexOf("::") + 2).strip())
                .filter(one -> !NOTHING.contains(one))
                .toList();
        Optional<String> expression = standard.or(() -> text).or(() -> ofClassifiers(classifiers));
        return new DeclaredLicense(expression, expression.isPresent() ? List.of() : names(metadata, classifiers));
    }

    /** @return the expression in its normal form; empty if the text is not an SPDX expression */
    public static Optional<String> parse(String text) {
        try {
            return Optional.of(LicenseExpression.parse(text).text());
        } catch (SyntaxException other) {
            return Optional.empty();
        }
    }

    /** @return whether the text is one identifier of the SPDX licence list, in its spelling */
    public static boolean isIdentifier(String text) {
        return LicenseExpression.isLicense(text);
    }

    private static Optional<String> ofText(String text) {
        return text.length() > LONGEST_NAME ? Optional.empty() : parse(text).or(() -> LicenseNames.ofText(text));
    }

    /** Several classifiers may mean a choice or a sum, so only a single one is clear. */
    private static Optional<String> ofClassifiers(List<String> classifiers) {
        return classifiers.size() == 1 ? LicenseNames.ofClassifier(classifiers.get(0)) : Optional.empty();
    }

    private static List<String> names(Metadata metadata, List<String> classifiers) {
        Set<String> names = new LinkedHashSet<>();
        metadata.value(MetadataField.LICENSE_EXPRESSION).ifPresent(names::add);
        metadata.value(MetadataField.LICENSE).map(DeclaredLicense::firstLine).ifPresent(names::add);
        names.addAll(classifiers);
        List<String> shown = new ArrayList<>(names);
        shown.removeIf(name -> NOTHING.contains(name) || NOTHING.contains(name.toUpperCase(java.util.Locale.ROOT)));
        return shown;
    }

    /** The text of a licence usually begins with its name. */
    private static String firstLine(String text) {
        String line = text.lines()
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .findFirst()
                .orElse("");
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "...";
    }

    /** @return the expression, or the names with commas between them; empty if no licence is declared */
    public Optional<String> text() {
        return expression.or(() ->
                names.isEmpty() ? Optional.empty() : Optional.of(names.stream().collect(Collectors.joining(", "))));
    }
}
