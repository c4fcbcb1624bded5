package io.github.pywar.app.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CollectionTemplateTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/github/pywar/app/ansible/collection");

    @Test
    void listsEveryFileOfTheTemplate() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> FOLDER.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(CollectionTemplate.FILES);
        }
    }

    @Test
    void quotesValues() throws IOException {
        String text = CollectionTemplate.filled("roles/pywar/defaults/main.yml", Map.of("archive", "a\"b\\c.pywar"));
        assertThat(text).contains("pywar_archive: \"a\\\"b\\\\c.pywar\"");
    }
}
