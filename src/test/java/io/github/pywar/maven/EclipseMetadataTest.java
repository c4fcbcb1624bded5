package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** Compares the metadata for Eclipse with the goals: a goal without metadata is an error in every imported project. */
class EclipseMetadataTest {

    private static final Path CLASSES = Path.of("target/classes/META-INF");

    @Test
    void namesEveryGoal() throws IOException {
        Document metadata = read("m2e/lifecycle-mapping-metadata.xml");

        assertThat(read("maven/plugin.xml").select("mojo > goal").eachText())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        metadata.select("goals > goal").eachText());
        assertThat(metadata.select("lifecycleMappingMetadata > pluginExecutions > pluginExecution > action > ignore"))
                .hasSize(1);
    }

    private static Document read(String name) throws IOException {
        return Jsoup.parse(Files.readString(CLASSES.resolve(name)), "", Parser.xmlParser());
    }
}
