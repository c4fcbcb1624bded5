package io.github.pywar.python.metadata;

import io.github.pywar.base.text.SyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
        List<String> classifiers = classifiers(metadata);
        Optional<String> expression = expression(metadata, classifiers);
        return new DeclaredLicense(expression, expression.isPresent() ? List.of() : names(metadata, classifiers));
    }

    /** Returns the last parts of the classifiers of licences, without those that say nothing. */
    private static List<String> classifiers(Metadata metadata) {
        List<String> classifiers = new ArrayList<>();
        for (String classifier : metadata.values(MetadataField.CLASSIFIER)) {
            String stripped = classifier.strip();
            if (stripped.startsWith(CLASSIFIER)) {
                String last = stripped.substring(stripped.lastIndexOf("::") + 2).strip();
                if (!NOTHING.contains(last)) {
                    classifiers.add(last);
                }
            }
        }
        return classifiers;
    }

    private static Optional<String> expression(Metadata metadata, List<String> classifiers) {
        Optional<String> standard = metadata.value(MetadataField.LICENSE_EXPRESSION);
        Optional<String> expression = standard.isPresent() ? parse(standard.get()) : Optional.empty();
        if (expression.isPresent()) {
            return expression;
        }
        Optional<String> text = metadata.value(MetadataField.LICENSE);
        Optional<String> meant = text.isPresent() ? ofText(text.get()) : Optional.empty();
        return meant.isPresent() ? meant : ofClassifiers(classifiers);
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
        if (text.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        Optional<String> parsed = parse(text);
        return parsed.isPresent() ? parsed : LicenseNames.ofText(text);
    }

    /** Several classifiers may mean a choice or a sum, so only a single one is clear. */
    private static Optional<String> ofClassifiers(List<String> classifiers) {
        return classifiers.size() == 1 ? LicenseNames.ofClassifier(classifiers.get(0)) : Optional.empty();
    }

    private static List<String> names(Metadata metadata, List<String> classifiers) {
        Set<String> names = new LinkedHashSet<>();
        Optional<String> expression = metadata.value(MetadataField.LICENSE_EXPRESSION);
        if (expression.isPresent()) {
            names.add(expression.get());
        }
        Optional<String> text = metadata.value(MetadataField.LICENSE);
        if (text.isPresent()) {
            names.add(firstLine(text.get()));
        }
        names.addAll(classifiers);
        List<String> shown = new ArrayList<>();
        for (String name : names) {
            if (!NOTHING.contains(name) && !NOTHING.contains(name.toUpperCase(Locale.ROOT))) {
                shown.add(name);
            }
        }
        return shown;
    }

    /** The text of a licence usually begins with its name. */
    private static String firstLine(String text) {
        String stripped = text.strip(); // so that the first line is not blank
        String line =
                stripped.isEmpty() ? "" : stripped.lines().iterator().next().strip();
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "...";
    }

    /** @return the expression, or the names with commas between them; empty if no licence is declared */
    public Optional<String> text() {
        return expression.isPresent() || names.isEmpty() ? expression : Optional.of(String.join(", ", names));
    }
}
