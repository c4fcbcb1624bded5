package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Encoding of a project's text files. */
record TextEncoding(Charset charset) {

    private static final int BUFFER = 1 << 13;

    /**
     * Returns the encoding with a name.
     *
     * @param name value of {@code project.build.sourceEncoding}; null or blank for UTF-8
     * @throws UserException if the JDK does not support it
     */
    static TextEncoding of(String name) {
        if (name == null || name.isBlank()) {
            return new TextEncoding(StandardCharsets.UTF_8);
        }
        try {
            return new TextEncoding(Charset.forName(name.strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw UserException.of("This JDK does not support the encoding `" + name
                            + "`\n    from: the property project.build.sourceEncoding")
                    .hint("most projects set UTF-8");
        }
    }

    String name() {
        return charset.name();
    }

    /** Returns whether the bytes of a file are text in this encoding, without NUL characters. */
    boolean isTextOf(Path file) throws IOException {
        char[] characters = new char[BUFFER];
        try (Reader reader = new InputStreamReader(
                Files.newInputStream(file),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            for (int length = reader.read(characters); length >= 0; length = reader.read(characters)) {
                if (new String(characters, 0, length).indexOf(0) >= 0) {
                    return false;
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
