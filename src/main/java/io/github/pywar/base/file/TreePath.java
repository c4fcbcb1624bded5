package io.github.pywar.base.file;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths a tree may hold: those that mean the same file below the same folder on every system. */
final class TreePath {

    /** What file systems take as one name, in bytes of UTF-8. */
    private static final int LONGEST_NAME = 255;

    /**
     * In characters, which are at most as many as bytes: file systems take 4,096 bytes, of which the folder in which an
     * archive is unpacked needs a part.
     */
    private static final int LONGEST_PATH = 3 << 10;

    private static final Pattern NOT_ON_WINDOWS = Pattern.compile(
            "(?:^|/)(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?:[./ ]|$)|[<>:\"|?*]|[. ](?:/|$)", Pattern.CASE_INSENSITIVE);

    private TreePath() {}

    /** @return what is wrong with the path, if anything; one pass, because it runs for every file of a tree */
    static Optional<String> fault(String path) {
        if (path.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (path.length() > LONGEST_PATH) {
            return Optional.of("it has more than " + LONGEST_PATH + " characters");
        }
        if (path.charAt(0) == '/') {
            return Optional.of("it is absolute");
        }
        if (path.length() > 1 && path.charAt(1) == ':' && isLetter(path.charAt(0))) {
            return Optional.of("it begins with a drive letter");
        }
        int segment = 0;
        for (int at = 0; at <= path.length(); at++) {
            char c = at == path.length() ? '/' : path.charAt(at);
            if (c == '/') {
                if (isRefused(path, segment, at)) {
                    return Optional.of(segmentFault(path.substring(segment, at)));
                }
                segment = at + 1;
            } else if (c == '\\') {
                return Optional.of("it has a backslash");
            } else if (isControl(c)) {
                return Optional.of("it has a control character");
            }
        }
        return Optional.empty();
    }

    private static boolean isRefused(String path, int from, int to) {
        int length = to - from;
        return length == 0
                || length > LONGEST_NAME / 3 && bytes(path, from, to) > LONGEST_NAME
                || length == 1 && path.charAt(from) == '.'
                || length == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.';
    }

    private static int bytes(String path, int from, int to) {
        return path.substring(from, to).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String segmentFault(String segment) {
        if (segment.length() > 2) {
            return "it has a name of more than " + LONGEST_NAME + " bytes";
        }
        return segment.isEmpty() ? "it has an empty segment" : "it has the segment `" + segment + "`";
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean isControl(char c) {
        return c < ' ' || c >= 0x7f && c < 0xa0;
    }

    /** @return whether no file of that name can be made on Windows, or it would be another */
    static boolean isReservedOnWindows(String path) {
        return NOT_ON_WINDOWS.matcher(path).find();
    }

    /** @return the path as file systems see it that do not tell upper from lower case */
    static String folded(String path) {
        boolean isAscii = path.chars().allMatch(c -> c < 0x80);
        return isAscii
                ? path.toLowerCase(Locale.ROOT)
                : Normalizer.normalize(path, Normalizer.Form.NFC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT);
    }

    /** @return whether {@link #folded} may change it; most paths stay as they are, and need not be looked at twice */
    static boolean isFolding(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= 'A' && c <= 'Z' || c >= 0x80) {
                return true;
            }
        }
        return false;
    }

    /** @return the path with what a terminal would act on shown as {@code \}{@code u000a} */
    static String shown(String path) {
        StringBuilder text = new StringBuilder();
        path.chars().forEach(c -> {
            if (isControl((char) c)) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}
