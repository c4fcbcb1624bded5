package io.github.pywar.python.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parser of versions (PEP 440, Appendix B). It is written by hand and not as a regular expression, because it runs for
 * every file of every index page. Letters can have any case. Each method has its rule of the grammar.
 */
final class VersionScanner {

    /** Python rejects longer numbers, including leading zeros, so no Python tool supports such a version. */
    private static final int LONGEST_NUMBER = 4300;

    private static final String[] PRE_LABELS = {"alpha", "a", "beta", "b", "preview", "pre", "c", "rc"};
    private static final String[] POST_LABELS = {"post", "rev", "r"};

    private final String text;
    private int at;
    private boolean isTooLong;

    private VersionScanner(String text) {
        this.text = text;
    }

    /** @return the segments; empty if the text is not a version. White space around it is ignored. */
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

    /** @return the text without the white space around it, by Python's definition of white space */
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

    /**
     * <pre>
     * version = [ "v" ] [ digits "!" ] release [ pre ] [ post ] [ dev ] [ local ]
     * dev     = labelled("dev")
     * </pre>
     */
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

    /**
     * <pre>
     * release = digits ( "." digits )*
     * </pre>
     */
    private List<String> release(String first) {
        List<String> release = new ArrayList<>(4);
        release.add(first);
        while (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            release.add(digits());
        }
        return release;
    }

    /**
     * <pre>
     * pre = labelled("alpha" | "a" | "beta" | "b" | "preview" | "pre" | "c" | "rc")
     * </pre>
     */
    private VersionParts.Pre pre() {
        for (String label : PRE_LABELS) {
            String number = labelled(label);
            if (number != null) {
                return new VersionParts.Pre(VersionParts.Phase.ofLabel(label), number);
            }
        }
        return null;
    }

    /**
     * <pre>
     * post = "-" digits | labelled("post" | "rev" | "r")
     * </pre>
     */
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

    /**
     * <pre>
     * labelled(label) = [ separator ] label [ separator ] [ digits ]
     * separator       = "." | "-" | "_"
     * </pre>
     *
     * @return the number after the label, 0 by default; null if there is no label
     */
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

    /**
     * <pre>
     * local = "+" segment ( separator segment )*
     * </pre>
     *
     * @return the segments, none if there is no {@code +}; empty if a segment is missing
     */
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

    /**
     * <pre>
     * segment = ( letter | digit )+
     * </pre>
     */
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
