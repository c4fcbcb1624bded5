package io.github.pywar.base.data;

import io.github.pywar.base.error.UserException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Parser of TOML 1.0. {@link TomlText} writes values. */
final class Toml {

    private static final int MAX_SHOWN = 10;

    private Toml() {}

    /**
     * Parses a document with the lines of its values.
     *
     * @param text in UTF-8, with or without a byte order mark
     * @param source the name of the document in messages
     * @throws UserException if the text is not TOML; it has the first lines and columns with errors
     */
    static TomlDocument document(byte[] text, String source) {
        String original = withoutMark(decode(text, source));
        TomlLines outline = TomlLines.outline(original);
        TomlDocument document = document(outline, source);
        return outline.isComplete() ? document : document(TomlLines.of(original), source);
    }

    private static TomlDocument document(TomlLines lines, String source) {
        TomlParseResult result = parsed(lines, source);
        if (result.hasErrors()) {
            throw malformed(result.errors(), lines, source);
        }
        return new TomlDocument(result, lines);
    }

    /** Of some texts in which brackets do not match, for example {@code {a, ]}, tomlj reports no error: it fails. */
    private static TomlParseResult parsed(TomlLines lines, String source) {
        try {
            return org.tomlj.Toml.parse(lines.text());
        } catch (NullPointerException e) {
            throw UserException.of(
                    "`" + source + "` is not valid TOML: a bracket is missing, or closed by another one");
        }
    }

    private static UserException malformed(List<TomlParseError> errors, TomlLines lines, String source) {
        String shown = errors.stream()
                .limit(MAX_SHOWN)
                .map(error ->
                        "`" + source + ":" + lines.original(error.position().line()) + "` is not valid TOML, column "
                                + error.position().column() + ": " + error.getMessage())
                .collect(Collectors.joining("\n"));
        int more = errors.size() - MAX_SHOWN;
        return UserException.of(more > 0 ? shown + "\n    and " + more + " more" : shown);
    }

    private static String decode(byte[] text, String source) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw UserException.of("`" + source + "` is not valid TOML: it is not UTF-8");
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
