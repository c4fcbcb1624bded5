package io.github.pywar.app.ansible;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version of a collection, which must be a semantic version, derived from a Maven version. */
final class CollectionVersion {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?!\\d)(.*)");

    /** Qualifiers of versions before the release. */
    private static final Pattern EARLY = Pattern.compile("(?i)(?:alpha|beta|milestone|snapshot|rc|cr|dev|[abm]\\d).*");

    private CollectionVersion() {}

    /** Returns the version; other qualifiers than those before a release become build metadata. */
    static String of(String version) {
        Matcher parts = NUMBERS.matcher(version);
        if (!parts.matches()) {
            return "0.0.0-" + identifiers(version);
        }
        List<String> numbers = new ArrayList<>();
        for (int part = 1; part <= 3; part++) {
            numbers.add(Optional.ofNullable(parts.group(part)).orElse("0").replaceFirst("^0+(?=\\d)", ""));
        }
        String rest = parts.group(4).replaceFirst("^[-._]+", "");
        String mark = EARLY.matcher(rest).matches() ? "-" : "+";
        return String.join(".", numbers) + (rest.isEmpty() ? "" : mark + identifiers(rest));
    }

    /** A semantic version has no leading zero in an identifier of digits. */
    private static String identifiers(String text) {
        return text.replaceAll("[^0-9A-Za-z-]+", "-").replaceFirst("^0+(?=\\d+$)", "");
    }
}
