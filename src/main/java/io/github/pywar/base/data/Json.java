package io.github.pywar.base.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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

/** JSON (RFC 8259), in UTF-8. */
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
     * @param source its name in messages, for example a file name or a URL
     * @throws UserException if it is not JSON, with the line and column
     */
    public static JsonNode read(byte[] text, String source) {
        try {
            JsonNode tree = Tree.MAPPER.readTree(text);
            if (tree == null || tree.isMissingNode()) {
                throw UserException.of("`" + source + "` is not JSON: it is empty");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw malformed(e, source);
        } catch (CharConversionException e) {
            throw UserException.of("`" + source + "` is not JSON: it is not UTF-8");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** @return an error with the source, the line and the column */
    public static UserException malformed(JsonProcessingException e, String source) {
        String location = e.getLocation() == null
                ? ""
                : ", line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        UserException error = UserException.of("`" + source + "` is not JSON" + location + ": "
                + e.getOriginalMessage().replaceAll(" \\([^(]*\\[Source.*|, from `[^`]*`", ""));
        error.initCause(e);
        return error;
    }

    /**
     * Writes a value.
     *
     * @param value a record, map, list or tree
     * @return canonical text: two spaces a level, {@code \n}, maps sorted by key, records and trees in their own order,
     *     one line feed at the end
     */
    public static byte[] write(Object value) {
        try {
            return (Tree.MAPPER.writer(new Printer()).writeValueAsString(value) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Document that is written token by token, which loads a tenth of the classes that objects need. */
    @FunctionalInterface
    public interface Tokens {

        /** Writes the one value of the document. */
        void to(JsonGenerator out) throws IOException;
    }

    /** @return the same canonical text as {@link #write}, with the keys in the order of the tokens */
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

    /** Separate class: reading tokens does not load the classes that reading objects needs. */
    private static final class Streaming {

        static final JsonFactory FACTORY = new JsonFactory();
    }

    private static final class Tree {

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
