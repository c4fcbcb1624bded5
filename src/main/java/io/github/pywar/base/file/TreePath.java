package io.github.pywar.base.file;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules for paths of a tree: a valid path means the same file below the same folder on every system. */
final class TreePath {

    /** Limit of file systems for one name, in bytes of UTF-8. */
    private static final int LONGEST_NAME = 255;

    /**
     * In characters, of which there are at most as many as bytes. File systems take 4,096 bytes, and the folder in
     * which an archive is unpacked needs some of them.
     */
    private static final int LONGEST_PATH = 3 << 10;

    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

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

    /**
     * Returns whether Windows cannot create a file of that name, or creates another file. No regular expression: it runs for
     * every file of an archive, and one took a tenth of the time of an assembly.
     */
    static boolean isReservedOnWindows(String path) {
        int start = 0;
        for (int at = 0; at < path.length(); at++) {
            switch (path.charAt(at)) {
                case '/' -> {
                    if (isReservedName(path, start, at)) {
                        return true;
                    }
                    start = at + 1;
                }
                case '<', '>', ':', '"', '|', '?', '*' -> {
                    return true;
                }
                default -> {}
            }
        }
        return isReservedName(path, start, path.length());
    }

    /** Checks one name of a path: a device with or without an extension, or a name that ends in a dot or a space. */
    private static boolean isReservedName(String path, int start, int end) {
        if (start == end) {
            return false;
        }
        if (isDotOrSpace(path.charAt(end - 1))) {
            return true;
        }
        int stem = start;
        while (stem < end && !isDotOrSpace(path.charAt(stem))) {
            stem++;
        }
        return switch (stem - start) {
            case 3 -> DEVICES.contains(path.substring(start, stem).toLowerCase(Locale.ROOT));
            case 4 -> isPort(path.substring(start, stem).toLowerCase(Locale.ROOT));
            default -> false;
        };
    }

    private static boolean isPort(String name) {
        char number = name.charAt(3);
        return (name.startsWith("com") || name.startsWith("lpt")) && number >= '0' && number <= '9';
    }

    private static boolean isDotOrSpace(char c) {
        return c == '.' || c == ' ';
    }

    /** @return the path as file systems that ignore case compare it */
    static String folded(String path) {
        return isAscii(path)
                ? path.toLowerCase(Locale.ROOT)
                : Normalizer.normalize(path, Normalizer.Form.NFC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** @return whether {@link #folded} may change the path; quick, because it does not change most paths */
    static boolean isFolding(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= 'A' && c <= 'Z' || c >= 0x80) {
                return true;
            }
        }
        return false;
    }

    /** @return the path with control characters as escapes, for example {@code \}{@code u000a} */
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
