package io.github.pywar.app.ospackage;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version of a package. dpkg and rpm sort a part after {@code ~} before the version without it. */
final class PackageVersion {

    private static final Set<String> BEFORE_RELEASE =
            Set.of("alpha", "a", "beta", "b", "milestone", "m", "rc", "cr", "snapshot", "dev");

    private static final Pattern PART = Pattern.compile("[-_.+]?(?<word>[A-Za-z]+|[0-9]+)");

    private PackageVersion() {}

    /** Returns a version that sorts like that of Maven: {@code 1.0-rc-1} is {@code 1.0~rc1}. */
    static String of(String maven) {
        StringBuilder version = new StringBuilder();
        boolean followsWord = false;
        Matcher parts = PART.matcher(maven);
        while (parts.find()) {
            String word = parts.group("word").toLowerCase(Locale.ROOT);
            boolean isNumber = Character.isDigit(word.charAt(0));
            if (version.length() > 0 && !(isNumber && followsWord)) {
                version.append(isNumber || !BEFORE_RELEASE.contains(word) ? "." : "~");
            }
            version.append(word);
            followsWord = !isNumber;
        }
        String text = version.toString();
        return text.isEmpty() || !Character.isDigit(text.charAt(0)) ? "0." + text : text;
    }
}
