package io.github.pywar.base.file;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths a tree may hold: those that mean the same file below the same folder on every system. */
final class TreePath {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private TreePath() {}

    /** @return what is wrong with it, or nothing */
    static Optional<String> fault(String path) {
        if (path.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (path.startsWith("/")) {
            return Optional.of("it is absolute");
        }
        if (DRIVE.matcher(path).matches()) {
            return Optional.of("it begins with a drive letter");
        }
        if (path.indexOf('\\') >= 0) {
            return Optional.of("it has a backslash");
        }
        if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.of("it has a control character");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return Optional.of(
                        segment.isEmpty() ? "it has an empty segment" : "it has the segment `" + segment + "`");
            }
        }
        return Optional.empty();
    }

    /** @return the path as file systems see it that do not tell upper from lower case */
    static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** @return the path with what a terminal would act on shown as {@code \}{@code u000a} */
    static String shown(String path) {
        StringBuilder text = new StringBuilder();
        path.chars().forEach(c -> {
            if (c < ' ' || c == 0x7f) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}
