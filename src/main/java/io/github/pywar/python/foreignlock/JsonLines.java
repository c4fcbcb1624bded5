package io.github.pywar.python.foreignlock;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.text.SourceLocation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Lines of the keys in the first two levels of a JSON document. */
final class JsonLines {

    private final String source;
    private final Map<String, Integer> lines = new HashMap<>();

    private JsonLines(String source) {
        this.source = source;
    }

    /** @param text a valid document */
    static JsonLines of(byte[] text, String source) {
        JsonLines lines = new JsonLines(source);
        try (JsonParser parser = Json.streaming().createParser(text)) {
            lines.read(parser);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return lines;
    }

    private void read(JsonParser parser) throws IOException {
        int depth = 0;
        String section = "";
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME && depth <= 2) {
                section = depth == 1 ? parser.currentName() : section;
                String key = depth == 1 ? section : section + "/" + parser.currentName();
                lines.putIfAbsent(key, parser.currentTokenLocation().getLineNr());
            }
        }
    }

    /** Returns the place of a key in a section, both as written. */
    SourceLocation of(String section, String key) {
        return new SourceLocation(source, lines.getOrDefault(section + "/" + key, lines.getOrDefault(section, 0)));
    }
}
