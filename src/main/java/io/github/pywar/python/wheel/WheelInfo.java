package io.github.pywar.python.wheel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file WHEEL says ("Binary distribution format", the .dist-info directory).
 *
 * @param major of the format's version
 * @param minor of the format's version
 * @param rootIsPurelib whether the files at the root are for {@code purelib}; otherwise for {@code platlib}
 */
public record WheelInfo(int major, int minor, boolean rootIsPurelib) {

    private static final Pattern VERSION = Pattern.compile("\\s*([0-9]{1,4})(?:\\.([0-9]{1,4}))?(?:\\.[0-9]+)*+\\s*");

    static WheelInfo parse(String text, String wheel) {
        String version = field(text, "Wheel-Version").orElse("");
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw ZipErrors.forbidden(wheel, "its WHEEL names no version of the format: `" + version + "`");
        }
        int major = Integer.parseInt(matcher.group(1));
        if (major > 1) {
            throw ZipErrors.forbidden(
                    wheel, "it is of version " + version.strip() + " of the wheel format, and only 1.x is known");
        }
        boolean pure = field(text, "Root-Is-Purelib")
                .map(value -> value.strip().toLowerCase(Locale.ROOT).equals("true"))
                .orElse(false);
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new WheelInfo(major, minor, pure);
    }

    /** @return whether the wheel may use parts of the format that are not known here */
    public boolean isNewer() {
        return major == 1 && minor > 0;
    }

    private static Optional<String> field(String text, String name) {
        List<String> lines = text.lines().takeWhile(line -> !line.isEmpty()).toList();
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }
}
