package io.github.pywar.python.index;

import io.github.pywar.base.url.Credentials;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links of pages: not always valid URLs, often relative, with a fragment that may be a hash (simple repository API). Only
 * links to web servers are followed, and links of local pages to local files.
 */
final class PageLink {

    private static final Pattern PARTS = Pattern.compile(
            "(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);
    private static final Pattern KEPT = Pattern.compile("@|%2F", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_OF_A_QUERY =
            Pattern.compile("[\\x00-\\x20\"<>\\\\^`{|}]|%(?![0-9A-Fa-f]{2})|[^\\x00-\\x7e]+");
    private static final String HEX = "0123456789ABCDEF";
    private static final boolean[] UNRESERVED = unreserved();

    private PageLink() {}

    /** @return the target without fragment; empty if it is invalid or must not be followed */
    static Optional<URI> resolve(URI base, String href) {
        try {
            if (isPlain(href) && !href.contains("/.")) {
                URI url = URI.create(href);
                return url.getHost() == null ? Optional.empty() : Optional.of(url);
            }
            URI target = base.resolve(withoutFragment(quote(href.strip())));
            return Optional.of(Credentials.withoutUserInfo(withoutEscape(target)))
                    .filter(url -> isAllowed(base, url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @return the link without user and password */
    static String withoutUserInfo(String href) {
        if (href.indexOf('@') < 0) {
            return href;
        }
        Matcher parts = PARTS.matcher(href);
        int at = parts.matches() && parts.group(2) != null ? parts.group(2).lastIndexOf('@') : -1;
        return at < 0 ? href : href.substring(0, parts.start(2)) + href.substring(parts.start(2) + at + 1);
    }

    /** @return the last part of the link's path, percent-decoded once: decoding twice could result in a path */
    static String fileName(String href) {
        Matcher parts = PARTS.matcher(href.strip());
        String path = parts.matches() ? parts.group(3) : "";
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return decode(path.substring(path.lastIndexOf('/') + 1));
    }

    /** @return whether the text is a plain file name, without a path or a drive */
    static boolean isFileName(String name) {
        if (name.isEmpty() || name.length() > 255 || name.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '/' || c == '\\' || c == ':') {
                return false;
            }
        }
        return true;
    }

    /** Percent-encodes only characters that need it, as pip's {@code _ensure_quoted_url}. */
    static String quote(String url) {
        if (isPlain(url)) {
            return url;
        }
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a link: " + url);
        }
        return (parts.group(1) == null ? "" : parts.group(1) + ":")
                + (parts.group(2) == null ? "" : "//" + parts.group(2))
                + quotePath(parts.group(3))
                + (parts.group(4) == null ? "" : "?" + quoteQuery(parts.group(4)))
                + (parts.group(5) == null ? "" : "#" + parts.group(5));
    }

    /** A fast path for nearly every link: parsing thousands of them takes most of the time of reading a page. */
    private static boolean isPlain(String url) {
        return url.startsWith("https://") && isUnreserved(url, "https://".length());
    }

    /** Quotes a path, except {@code @} and {@code %2F}, which servers interpret (pip's {@code _clean_url_path}). */
    static String quotePath(String path) {
        if (isUnreserved(path, 0)) {
            return path;
        }
        StringBuilder quoted = new StringBuilder();
        Matcher kept = KEPT.matcher(path);
        int from = 0;
        while (kept.find()) {
            encode(decode(path.substring(from, kept.start())), quoted);
            quoted.append(kept.group().toUpperCase(Locale.ROOT));
            from = kept.end();
        }
        encode(decode(path.substring(from)), quoted);
        return quoted.toString();
    }

    /** Encodes only characters that no URL may have: signatures of servers cover the query. */
    private static String quoteQuery(String query) {
        StringBuilder quoted = new StringBuilder();
        Matcher illegal = NOT_OF_A_QUERY.matcher(query);
        int from = 0;
        while (illegal.find()) {
            quoted.append(query, from, illegal.start());
            encode(illegal.group(), quoted);
            from = illegal.end();
        }
        return quoted.append(query.substring(from)).toString();
    }

    private static void encode(String text, StringBuilder to) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isUnreserved(c)) {
                to.append(c);
            } else {
                to.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
    }

    private static boolean isUnreserved(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(int c) {
        return c < UNRESERVED.length && UNRESERVED[c];
    }

    /** A table: reading pages asks for each character of thousands of links, mostly before Java compiles the code. */
    private static boolean[] unreserved() {
        boolean[] all = new boolean[0x80];
        for (char c = 0; c < all.length; c++) {
            all[c] = Character.isLetterOrDigit(c) || "_.-~/".indexOf(c) >= 0;
        }
        return all;
    }

    /** Percent-decodes once; a percent sign without two hex digits is kept. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (raw[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String withoutFragment(String url) {
        int fragment = url.indexOf('#');
        return fragment < 0 ? url : url.substring(0, fragment);
    }

    /** Removes {@code ..} at the root, as RFC 3986, section 5.2.4 requires; Java keeps them. */
    private static URI withoutEscape(URI url) {
        String path = url.getRawPath();
        if (path == null || !path.startsWith("/..")) {
            return url;
        }
        String text = url.toString();
        return URI.create(text.replaceFirst("(?<=[^/])(?:/\\.\\.(?=/|$))++", ""));
    }

    private static boolean isAllowed(URI base, URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> url.getHost() != null;
            case "file" -> "file".equals(base.getScheme());
            default -> false;
        };
    }
}
