package io.github.pywar.base.data;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Parser of TOML 1.0. Writers of TOML print text. */
public final class Toml {

    private static final int MOST_SHOWN = 10;

    private Toml() {}

    /**
     * Parses a file.
     *
     * @throws UserException if it is not TOML, with the file and all locations
     */
    public static TomlTable read(Path file) throws IOException {
        return read(Files.readAllBytes(file), file.toString());
    }

    /**
     * Parses a text.
     *
     * @param text in UTF-8, with or without a byte order mark
     * @param source its name in messages
     * @throws UserException if it is not TOML, with the first locations
     */
    public static TomlTable read(byte[] text, String source) {
        return document(text, source).root();
    }

    /** Parses a text and keeps its line numbers; see {@link #read(byte[], String)}. */
    public static TomlDocument document(byte[] text, String source) {
        String original = withoutMark(decode(text, source));
        TomlLines outline = TomlLines.outline(original);
        TomlDocument document = document(outline, source);
        return outline.isComplete() ? document : document(TomlLines.of(original), source);
    }

    private static TomlDocument document(TomlLines lines, String source) {
        TomlParseResult result = org.tomlj.Toml.parse(lines.text());
        if (result.hasErrors()) {
            throw malformed(result.errors(), lines, source);
        }
        return new TomlDocument(result, lines);
    }

    private static UserException malformed(List<TomlParseError> errors, TomlLines lines, String source) {
        String shown = errors.stream()
                .limit(MOST_SHOWN)
                .map(error ->
                        "`" + source + ":" + lines.original(error.position().line()) + "` is not TOML, column "
                                + error.position().column() + ": " + error.getMessage())
                .collect(Collectors.joining("\n"));
        int more = errors.size() - MOST_SHOWN;
        return UserException.of(more > 0 ? shown + "\n    and " + more + " more" : shown);
    }

    private static String decode(byte[] text, String source) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw UserException.of("`" + source + "` is not TOML: its text is not UTF-8");
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
