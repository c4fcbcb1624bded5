package io.github.pywar.python.wheel;

import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Content of a wheel's file WHEEL ("Binary distribution format", the .dist-info directory).
 *
 * @param major version of the format
 * @param minor version of the format
 * @param rootIsPurelib whether the files at the root go to {@code purelib}; otherwise to {@code platlib}
 */
public record WheelInfo(int major, int minor, boolean rootIsPurelib) {

    private static final Pattern VERSION = Pattern.compile("\\s*([0-9]{1,4})(?:\\.([0-9]{1,4}))?(?:\\.[0-9]+)*+\\s*");

    static WheelInfo parse(String text, String wheel) {
        String version = field(text, "Wheel-Version").orElse("");
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw WheelErrors.refused(wheel, "its file WHEEL has no valid Wheel-Version: `" + version.strip() + "`");
        }
        int major = Integer.parseInt(matcher.group(1));
        if (major > 1) {
            throw WheelErrors.refusedWithoutHint(
                            wheel, "it uses version " + version.strip() + " of the wheel format; only 1.x is supported")
                    .hint("use a newer version of this tool, or an older version of the package");
        }
        String purelib = field(text, "Root-Is-Purelib").orElse("");
        boolean pure = purelib.strip().toLowerCase(Locale.ROOT).equals("true");
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new WheelInfo(major, minor, pure);
    }

    /** @return whether the wheel may use newer parts of the format, which are ignored here */
    public boolean isNewer() {
        return major == 1 && minor > 0;
    }

    private static Optional<String> field(String text, String name) {
        String start = name + ":";
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.regionMatches(true, 0, start, 0, start.length())) {
                return Optional.of(line.substring(start.length()));
            }
        }
        return Optional.empty();
    }
}
