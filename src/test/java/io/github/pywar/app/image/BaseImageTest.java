package io.github.pywar.app.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BaseImageTest {

    private static final Path FOLDER = Path.of("").toAbsolutePath();

    @Test
    void emptyImageNeedsAnInterpreterInTheArchive() throws IOException {
        BaseImage scratch = BaseImage.parse("scratch", FOLDER);

        Golden.assertMatches(
                "image/no-python.txt",
                catchThrowableOfType(UserException.class, () -> scratch.requirePython(archive("")))
                        .getMessage());
        assertThatCode(() -> scratch.requirePython(archive(", \"runtime\": {}")))
                .doesNotThrowAnyException();
        assertThatCode(() -> BaseImage.parse("python:3.11", FOLDER).requirePython(archive("")))
                .doesNotThrowAnyException();
    }

    private static BuiltArchive archive(String more) throws IOException {
        String manifest = "{\"target\": {\"python\": \"3.11\"}" + more + "}";
        return new BuiltArchive(Path.of("shop-1.0.0.pywar"), new ObjectMapper().readTree(manifest));
    }
}
