package io.github.pywar.app.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** The files of the archetype: {@code init} and Maven's archetype plugin write the same. */
class ProjectTemplateTest {

    private static final Path RESOURCES = Path.of("src/main/resources/archetype-resources");
    private static final Path ARCHETYPE = Path.of("src/main/resources/META-INF/maven/archetype-metadata.xml");

    private static final Path SCRIPT = Path.of("src/main/resources/META-INF/archetype-post-generate.groovy");

    @Test
    void listsAllFiles() throws IOException {
        for (Map.Entry<Framework, List<String>> template : ProjectTemplate.FILES.entrySet()) {
            Path folder = RESOURCES.resolve(template.getKey().key());
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(template.getValue())
                        .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                                .map(file -> folder.relativize(file).toString())
                                .toList());
            }
        }
    }

    @Test
    void archetypeHasAllFrameworks() throws IOException {
        Document archetype = Jsoup.parse(Files.readString(ARCHETYPE), "", Parser.xmlParser());
        List<String> keys =
                ProjectTemplate.FILES.keySet().stream().map(Framework::key).toList();

        assertThat(archetype.select("fileSet > directory").eachText()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(archetype
                        .select("requiredProperty[key=framework] > validationRegex")
                        .text()
                        .split("\\|"))
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    /** The script of the archetype has the same entries. */
    @Test
    void archetypeHasAllEntries() throws IOException {
        String script = Files.readString(SCRIPT);

        assertThat(ProjectTemplate.FILES.keySet())
                .allSatisfy(framework -> assertThat(script)
                        .contains(framework.key() + ": [\"" + framework.entry() + "\", \"" + framework.protocol()
                                + "\"]"));
    }

    @Test
    void archetypeHasTheOptionsOfJava() throws IOException {
        assertThat(Files.readString(SCRIPT)).contains(JvmOptions.TEXT.strip());
    }
}
