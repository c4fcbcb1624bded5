package io.github.pywar.python.candidate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Filter of METADATA: keeps the headers that the resolver reads. Most of a file is the description, and most of the
 * rest is licences and classifiers. A hard resolution parses thousands of files, so they are removed before parsing.
 */
final class ResolverHeaders {

    private static final Set<String> KEPT =
            Set.of("metadata-version", "name", "version", "requires-python", "requires-dist", "provides-extra");

    private final byte[] text;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private ResolverHeaders(byte[] text) {
        this.text = text;
    }

    /**
     * Returns the relevant headers with their folded lines. Returns the text unchanged if a line has an unusual form.
     */
    static byte[] of(byte[] text) {
        ResolverHeaders headers = new ResolverHeaders(text);
        return headers.areOrdinary() ? headers.kept.toByteArray() : text;
    }

    private boolean areOrdinary() {
        boolean keeping = false;
        int from = 0;
        while (from < text.length) {
            int end = lineEnd(from);
            int length = end > from && text[end - 1] == '\r' ? end - 1 - from : end - from;
            if (length == 0) {
                return true;
            }
            boolean isFolded = text[from] == ' ' || text[from] == '\t';
            int colon = isFolded ? -1 : colon(from, from + length);
            if (!isFolded && colon < 0 || isFolded && from == 0 || hasReturn(from, from + length)) {
                return false;
            }
            keeping = isFolded ? keeping : KEPT.contains(lowerCase(from, colon));
            if (keeping) {
                kept.write(text, from, Math.min(end + 1, text.length) - from);
            }
            from = end + 1;
        }
        return true;
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Returns the end of the header's name, or -1 if there is none. */
    private int colon(int from, int end) {
        for (int at = from; at < end; at++) {
            if (text[at] == ':') {
                return at > from ? at : -1;
            }
            if (text[at] <= ' ' || text[at] > '~') {
                return -1;
            }
        }
        return -1;
    }

    /** Checks for a carriage return, which ends a line on its own as well. */
    private boolean hasReturn(int from, int end) {
        for (int at = from; at < end; at++) {
            if (text[at] == '\r') {
                return true;
            }
        }
        return false;
    }

    private String lowerCase(int from, int end) {
        return new String(text, from, end - from, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }
}
