package io.github.pywar.python.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the grammar of PEP 440, Appendix B, by hand: it runs for every file of every index page. */
final class VersionScanner {

    /** Python refuses to read longer numbers, leading zeros counted, so no Python tool can have such a version. */
    private static final int LONGEST_NUMBER = 4300;

    private static final String[] PRE_LABELS = {"alpha", "a", "beta", "b", "preview", "pre", "c", "rc"};
    private static final String[] POST_LABELS = {"post", "rev", "r"};

    private final String text;
    private int at;
    private boolean isTooLong;

    private VersionScanner(String text) {
        this.text = text;
    }

    /** @return the parts, or empty if the text is no version; whitespace around it is ignored */
    static Optional<VersionParts> scan(String text) {
        String stripped = strip(text);
        for (int i = 0; i < stripped.length(); i++) {
            if (stripped.charAt(i) >= 128) {
                return Optional.empty();
            }
        }
        VersionScanner scanner = new VersionScanner(stripped.toLowerCase(Locale.ROOT));
        VersionParts parts = scanner.version();
        return parts == null || scanner.at < scanner.text.length() || scanner.isTooLong
                ? Optional.empty()
                : Optional.of(parts);
    }

    /** @return the text without the whitespace around it, as Python understands whitespace */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    private VersionParts version() {
        take("v");
        String epoch = "0";
        String first = digits();
        if (first != null && take("!")) {
            epoch = first;
            first = digits();
        }
        if (first == null) {
            return null;
        }
        List<String> release = release(first);
        VersionParts.Pre pre = pre();
        String post = post();
        String dev = labelled("dev");
        Optional<List<String>> local = local();
        return local.isEmpty() ? null : new VersionParts(epoch, release, pre, post, dev, local.get());
    }

    private List<String> release(String first) {
        List<String> release = new ArrayList<>(4);
        release.add(first);
        while (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            release.add(digits());
        }
        return release;
    }

    private VersionParts.Pre pre() {
        for (String label : PRE_LABELS) {
            String number = labelled(label);
            if (number != null) {
                return new VersionParts.Pre(VersionParts.Phase.ofLabel(label), number);
            }
        }
        return null;
    }

    private String post() {
        if (at + 1 < text.length() && text.charAt(at) == '-' && isDigit(text.charAt(at + 1))) {
            at++;
            return digits();
        }
        for (String label : POST_LABELS) {
            String number = labelled(label);
            if (number != null) {
                return number;
            }
        }
        return null;
    }

    /** @return the number after the label, 0 where none stands there, or null if the label itself is not there */
    private String labelled(String label) {
        int start = at;
        separator();
        if (!take(label)) {
            at = start;
            return null;
        }
        separator();
        String number = digits();
        return number == null ? "0" : number;
    }

    /** @return the segments, none if no {@code +} stands here, or empty if what follows it is no local version */
    private Optional<List<String>> local() {
        List<String> segments = new ArrayList<>(0);
        if (!take("+")) {
            return Optional.of(segments);
        }
        do {
            String segment = segment();
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment);
        } while (separator());
        return Optional.of(segments);
    }

    private String segment() {
        int start = at;
        boolean number = true;
        while (at < text.length() && isAlphanumeric(text.charAt(at))) {
            number &= isDigit(text.charAt(at));
            at++;
        }
        String segment = text.substring(start, at);
        return number && !segment.isEmpty() ? number(segment) : segment;
    }

    private String digits() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at == start ? null : number(text.substring(start, at));
    }

    /** @return the digits without leading zeros */
    private String number(String digits) {
        isTooLong |= digits.length() > LONGEST_NUMBER;
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros == 0 ? digits : digits.substring(zeros);
    }

    private boolean separator() {
        if (at < text.length() && ".-_".indexOf(text.charAt(at)) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    private boolean take(String word) {
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z');
    }
}
