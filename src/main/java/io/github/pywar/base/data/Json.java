package io.github.pywar.base.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.pywar.base.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reader and writer of JSON (RFC 8259), in UTF-8. */
public final class Json {

    private Json() {}

    /** @return the factory of streaming parsers, for documents that are too large for a tree */
    public static JsonFactory streaming() {
        return Streaming.FACTORY;
    }

    /**
     * Parses a document.
     *
     * @param text the document
     * @param source the name of the document in messages, for example a file name or a URL
     * @throws UserException if the text is not JSON; it has the line and the column
     */
    public static JsonNode read(byte[] text, String source) {
        try (JsonParser tokens = Streaming.FACTORY.createParser(text)) {
            if (tokens.nextToken() == null) {
                throw UserException.of("`" + source + "` is not valid JSON: it is empty");
            }
            return JsonTree.read(tokens);
        } catch (JsonProcessingException e) {
            throw malformed(e, source);
        } catch (CharConversionException e) {
            throw UserException.of("`" + source + "` is not valid JSON: it is not UTF-8");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** @return an error with the source, the line and the column */
    public static UserException malformed(JsonProcessingException e, String source) {
        String position = e.getLocation() == null
                ? ""
                : ", line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        UserException error = UserException.of("`" + source + "` is not valid JSON" + position + ": "
                + e.getOriginalMessage().replaceAll(" \\([^(]*\\[Source.*|, from `[^`]*`", ""));
        error.initCause(e);
        return error;
    }

    /**
     * Writes a value in canonical form: with two spaces for each level, with {@code \n} as line end and at the end, with
     * maps sorted by key, and with records and trees in their own order.
     *
     * @param value a record, map, list or tree
     */
    public static byte[] write(Object value) {
        try {
            return (Objects.MAPPER.writer(new Printer()).writeValueAsString(value) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON type: " + value.getClass(), e);
        }
    }

    /** Returns a value as one line, without spaces between tokens and without a line end. */
    public static String line(Object value) {
        try {
            return Objects.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON type: " + value.getClass(), e);
        }
    }

    /** Document as tokens. Writing tokens loads a tenth of the classes that writing objects loads. */
    @FunctionalInterface
    public interface Tokens {

        /** Writes the value of the document. */
        void to(JsonGenerator out) throws IOException;
    }

    /** @return the canonical text, with the keys in the order of the tokens */
    public static byte[] tokens(Tokens tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Streaming.FACTORY.createGenerator(bytes)) {
            out.setPrettyPrinter(new Printer());
            tokens.to(out);
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Separate class, so that the factory is created at its first use. */
    private static final class Streaming {

        static final JsonFactory FACTORY =
                JsonFactory.builder().recyclerPool(new LargeBuffers()).build();
    }

    /** Separate class, so that only writing objects loads their classes. */
    private static final class Objects {

        static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    private static final class Printer extends DefaultPrettyPrinter {

        private static final long serialVersionUID = 1L;

        Printer() {
            super(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
            indentObjectsWith(new DefaultIndenter("  ", "\n"));
            indentArraysWith(new DefaultIndenter("  ", "\n"));
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new Printer();
        }

        @Override
        public void writeEndObject(JsonGenerator generator, int entries) throws IOException {
            if (entries == 0) {
                _nesting--;
                generator.writeRaw('}');
            } else {
                super.writeEndObject(generator, entries);
            }
        }

        @Override
        public void writeEndArray(JsonGenerator generator, int values) throws IOException {
            if (values == 0) {
                _nesting--;
                generator.writeRaw(']');
            } else {
                super.writeEndArray(generator, values);
            }
        }
    }
}
