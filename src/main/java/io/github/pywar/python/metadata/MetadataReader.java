package io.github.pywar.python.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of METADATA ("Core metadata"), with the results of Python's {@code email} package and its {@code compat32}
 * policy:
 *
 * <pre>
 * metadata = header* [ line-end description ]
 * header   = name ":" value line-end ( blank continuation line-end )*
 * </pre>
 */
final class MetadataReader {

    private static final Pattern LINE = Pattern.compile("([^\r\n]*)(?:\r\n|\r|\n|\\z)");
    private static final Pattern HEADER_FOLLOWS = Pattern.compile("From |[!-9;-~]*:|[ \t]");

    private final String bytes;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final Map<String, List<String>> unparsed = new TreeMap<>();
    private String name;
    private StringBuilder folded;

    /** Splits the text into lines before decoding, so that an invalid byte affects only its own field. */
    private MetadataReader(byte[] text) {
        this.bytes = new String(text, StandardCharsets.ISO_8859_1);
    }

    static RawMetadata read(byte[] text) {
        return new MetadataReader(text).read();
    }

    private RawMetadata read() {
        int body = headers();
        unfold();
        Map<MetadataField, List<String>> fields = new EnumMap<>(MetadataField.class);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            sort(header.getKey(), header.getValue(), fields);
        }
        description(bytes.substring(body), fields);
        return new RawMetadata(fields, unparsed);
    }

    /** @return the position of the body: after the first empty line, or at the first line that is not a header */
    private int headers() {
        Matcher line = LINE.matcher(bytes);
        while (line.lookingAt() && line.end() > line.start()) {
            String text = line.group(1);
            if (text.isEmpty()) {
                return line.end();
            }
            int colon = colon(text);
            boolean envelope = text.startsWith("From ");
            if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
                fold(text);
            } else if (colon >= 0) {
                unfold();
                name = text.substring(0, colon).toLowerCase(Locale.ROOT);
                add(value(text, colon + 1));
            } else if (envelope && (line.start() == 0 || isFollowedByHeader(line.end()))) {
                unfold();
                name = null;
            } else {
                return line.start();
            }
            line.region(line.end(), bytes.length());
        }
        return bytes.length();
    }

    private void add(String value) {
        List<String> values = headers.get(name);
        if (values == null) {
            values = new ArrayList<>();
            headers.put(name, values);
        }
        values.add(value);
    }

    /** @return the position of the colon; -1 if the line is not a header */
    private static int colon(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':') {
                return i;
            }
            if (c < '!' || c > '~') {
                return -1;
            }
        }
        return -1;
    }

    private static String value(String line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return line.substring(at);
    }

    /** The {@code From} line of a mailbox is ignored before and between headers; after the last header the body begins. */
    private boolean isFollowedByHeader(int next) {
        return HEADER_FOLLOWS.matcher(bytes).region(next, bytes.length()).lookingAt();
    }

    private void fold(String line) {
        if (name != null) {
            List<String> values = headers.get(name);
            folded = folded == null ? new StringBuilder(values.get(values.size() - 1)) : folded;
            folded.append('\n').append(line);
        }
    }

    /** Stores a folded field once at its end; storing it at each line would copy a field of a million lines each time. */
    private void unfold() {
        if (folded != null) {
            List<String> values = headers.get(name);
            values.set(values.size() - 1, folded.toString());
            folded = null;
        }
    }

    private void sort(String header, List<String> values, Map<MetadataField, List<String>> fields) {
        Optional<MetadataField> field = MetadataField.of(header);
        List<String> decoded = new ArrayList<>();
        boolean readable = true;
        for (String value : values) {
            Optional<String> text = utf8(value);
            readable &= text.isPresent();
            decoded.add(text.orElse(value));
        }
        boolean known = readable && field.isPresent();
        if (known && (decoded.size() == 1 || field.get().isRepeated()) && !repeatsLabel(field.get(), decoded)) {
            fields.put(field.get(), decoded);
        } else if (!header.isEmpty()) {
            unparsed.put(header, decoded);
        }
    }

    private static boolean repeatsLabel(MetadataField field, List<String> values) {
        Set<String> labels = new HashSet<>();
        for (String url : field == MetadataField.PROJECT_URL ? values : List.<String>of()) {
            if (!labels.add(url.split(",", 2)[0].strip())) {
                return true;
            }
        }
        return false;
    }

    private void description(String body, Map<MetadataField, List<String>> fields) {
        boolean multipart =
                headers.getOrDefault("content-type", List.of("")).get(0).startsWith("multipart/");
        Optional<String> text = multipart ? Optional.empty() : utf8(body);
        String key = MetadataField.DESCRIPTION.key();
        if (text.isEmpty()) {
            unparsed.computeIfAbsent(key, header -> new ArrayList<>()).add(body);
        } else if (!body.isEmpty()) {
            List<String> twice = fields.remove(MetadataField.DESCRIPTION);
            if (twice == null && !unparsed.containsKey(key)) {
                fields.put(MetadataField.DESCRIPTION, List.of(text.get()));
                return;
            }
            List<String> all = unparsed.computeIfAbsent(key, header -> new ArrayList<>(twice));
            all.add(text.get());
        }
    }

    private static Optional<String> utf8(String bytes) {
        if (isAscii(bytes)) {
            return Optional.of(bytes);
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
