package io.github.pywar.python.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parser of JSON pages (PEP 691, 700, 714, 740, 792). It reads token by token, because pages reach 20 MB. Unknown keys are
 * skipped, and so are files without a usable name or URL.
 */
final class PageJson {

    private final JsonParser parser;
    private final URI page;
    private final List<PageRow> rows = new ArrayList<>();
    private boolean hasFiles;
    private boolean hasOthers;
    private Optional<String> status = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<String> newerVersion = Optional.empty();

    private PageJson(JsonParser parser, URI page) {
        this.parser = parser;
        this.page = page;
    }

    static PageContent read(InputStream body, URI page) throws IOException {
        try (JsonParser parser = Json.streaming().createParser(body)) {
            return new PageJson(parser, page).read();
        } catch (JsonProcessingException e) {
            throw Json.malformed(e, page.toString())
                    .hint("run again; if it fails again, report it to the owner of the index");
        }
    }

    private PageContent read() throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "an object");
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (key) {
                case "meta" -> meta(value);
                case "files" -> files(value);
                case "project-status" -> status(value);
                default -> parser.skipChildren();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT, "an object");
        if (!hasFiles) {
            throw wrong("it has no `files`");
        }
        return new PageContent(page, rows, status, reason, hasOthers, newerVersion);
    }

    private void meta(JsonToken value) throws IOException {
        expect(value, JsonToken.START_OBJECT, "`meta` as an object");
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            if (key.equals("api-version")) {
                String version = parser.getValueAsString("");
                if (!ApiVersion.isReadable(version)) {
                    throw wrong("it uses version `" + version + "` of the index format; only version 1 is supported");
                }
                newerVersion = ApiVersion.newer(version);
            }
            parser.skipChildren();
        }
    }

    private void status(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            status = Optional.of(parser.getText()).filter(text -> !text.equals("active"));
        } else if (value == JsonToken.START_OBJECT) {
            Map<String, String> marker = strings();
            status = Optional.ofNullable(marker.get("status")).filter(text -> !text.equals("active"));
            reason = Optional.ofNullable(marker.get("reason")).map(PageHtml::shorten);
        } else {
            parser.skipChildren();
        }
    }

    private void files(JsonToken value) throws IOException {
        expect(value, JsonToken.START_ARRAY, "`files` as an array");
        hasFiles = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.START_OBJECT, "each of `files` as an object");
            file(new Row());
        }
    }

    /**
     * Reads one file. Each method of the parser is called in one place for all keys, because the virtual machine compiles
     * this loop with all methods in it: with a call for each key, that takes more time than reading the pages.
     */
    private void file(Row row) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean isKnown = Row.KEYS.contains(key); // others can be of any length, and are skipped
            String text = isKnown && value == JsonToken.VALUE_STRING ? parser.getText() : null;
            Map<String, String> strings = isKnown && value == JsonToken.START_OBJECT ? strings() : null;
            if (key.equals("size")) {
                row.size = size(value);
            } else {
                row.set(key, value, text, strings);
            }
            parser.skipChildren();
        }
        if (row.fileName != null && row.url != null && PageRow.isDistribution(row.fileName)) {
            row.done().addTo(rows, page);
        } else {
            hasOthers = true;
        }
    }

    private String text(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    /** @return -1 for an invalid size */
    private long size(JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return -1;
        }
        return parser.getLongValue();
    }

    private Map<String, String> strings() throws IOException {
        Map<String, String> strings = Map.of(); // nearly always one entry: no hash table for it
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            String value = text(parser.nextToken());
            if (value != null && strings.isEmpty()) {
                strings = Map.of(key, value);
            } else if (value != null) {
                strings = strings.size() == 1 ? new HashMap<>(strings) : strings;
                strings.put(key, value);
            }
        }
        return strings;
    }

    private void expect(JsonToken found, JsonToken expected, String what) {
        if (found != expected) {
            throw wrong("expected " + what + " (PEP 691), line "
                    + parser.currentLocation().getLineNr() + ", column "
                    + parser.currentLocation().getColumnNr());
        }
    }

    private UserException wrong(String what) {
        return UserException.of("Cannot read `" + page + "` as a page of a package index: " + what)
                .hint("check the index's URL; it is the part before the project's name, and often ends in `/simple/`");
    }

    /** Entry of {@code files} while it is read. */
    private static final class Row {

        static final Set<String> KEYS = Set.of(
                "filename",
                "url",
                "requires-python",
                "upload-time",
                "hashes",
                "provenance",
                "yanked",
                "core-metadata",
                "dist-info-metadata");

        private String fileName;
        private String url;
        private String requiresPython;
        private String uploadTime;
        private String yanked;
        private String provenance;
        private long size = -1;
        private Map<String, String> hashes = Map.of();
        private Map<String, String> coreMetadata;
        private boolean hasNewKey;

        /**
         * Sets the value of a key, the last one of several.
         *
         * @param text of the value if it is a text, else null
         * @param strings the texts in the value if it is an object, else null
         */
        void set(String key, JsonToken value, String text, Map<String, String> strings) {
            switch (key) {
                case "filename" -> fileName = text;
                case "url" -> url = text;
                case "requires-python" -> requiresPython = shortened(text);
                case "upload-time" -> uploadTime = text;
                case "hashes" -> hashes = strings == null ? Map.of() : strings;
                case "provenance" -> provenance = shortened(text);
                case "yanked" -> yanked = value == JsonToken.VALUE_TRUE ? "" : shortened("".equals(text) ? null : text);
                case "core-metadata" -> advertise(value, strings, true);
                case "dist-info-metadata" -> advertise(value, strings, false);
                default -> {
                    // keys of later versions of the format are ignored
                }
            }
        }

        private static String shortened(String text) {
            return text == null ? null : PageHtml.shorten(text);
        }

        /** Sets the hashes of the advertised file; the new key takes precedence if it has a value (PEP 714). */
        private void advertise(JsonToken value, Map<String, String> metadata, boolean isNewKey) {
            if (value != JsonToken.VALUE_NULL && (isNewKey || !hasNewKey)) {
                coreMetadata = value == JsonToken.VALUE_TRUE ? Map.of() : metadata;
                hasNewKey = isNewKey;
            }
        }

        PageRow done() {
            return new PageRow(
                    fileName, url, hashes, requiresPython, size, uploadTime, yanked, coreMetadata, provenance);
        }
    }
}
