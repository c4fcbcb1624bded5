package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.ConformanceBlock;
import io.github.pywar.testing.Golden;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FileUrlTest {

    @TestFactory
    Stream<DynamicTest> returnsThePathsOfPip() {
        return ConformanceBlock.of("pip_url_utils")
                .only(c -> function(c).equals("url_to_path"))
                .excluding("a relative path is no URL (RFC 8089)", c -> text(c).matches("file:[^/].*"))
                .check(c -> {
                    URI url = URI.create(text(c));
                    if (c.has("error")) {
                        assertThatThrownBy(() -> FileUrl.path(url)).isInstanceOf(UserException.class);
                    } else {
                        assertThat(FileUrl.path(url))
                                .hasToString(c.get("result").asText());
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> returnsTheUrlsOfPip() {
        return ConformanceBlock.of("pip_url_utils")
                .only(c -> function(c).equals("path_to_url"))
                .excluding("relative to the folder of the recording", c -> !text(c).startsWith("/"))
                .check(c -> {
                    URI url = Path.of(text(c)).toUri();
                    assertThat(url).hasToString(c.get("result").asText());
                    assertThat(FileUrl.path(url)).isEqualTo(Path.of(text(c)));
                });
    }

    @Test
    void reportsUrlsOfNoLocalFile() {
        Golden.assertMatches("file/other-machine.txt", refusal("file://somehost/tmp/file"));
        Golden.assertMatches("file/no-path.txt", refusal("file:tmp"));
        assertThat(refusal("file:///a%00b")).startsWith("`file:///a%00b` is not the URL of a file");
    }

    private static String refusal(String url) {
        return catchThrowableOfType(UserException.class, () -> FileUrl.path(URI.create(url)))
                .getMessage();
    }

    private static String function(JsonNode c) {
        return c.at("/in/func").asText();
    }

    private static String text(JsonNode c) {
        return c.at("/in/args/0").asText();
    }
}
