package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.page.BlockCheck;
import io.github.pywar.testing.page.PluginVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code block of the pages is checked in its language: POMs by Maven's readers and the plugin's descriptor, commands by
 * the goals, properties and options that exist, Python by its compiler, data by its parser. A comment before a block, {@code
 * <!-- src/it/NAME/FILE -->} or {@code <!-- part of src/it/NAME/FILE -->}, compares it with that file.
 */
class CodeBlocksTest {

    private static PluginVocabulary known;

    @TempDir
    Path folder;

    @BeforeAll
    static void readsDescriptor() throws IOException {
        known = PluginVocabulary.ofThisBuild();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void codeIsValid(Path page) throws IOException {
        assertThat(BlockCheck.faults(page, known, folder)).isEmpty();
    }

    static Stream<Path> pages() throws IOException {
        return PagesTest.pages();
    }

    /** Each kind of mistake is reported with its line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xml | <pyhton>3.11</pyhton> | <pyhton> is no element of a POM",
                "xml | <configuration><pyhton>3.11</pyhton></configuration> | the plugin has no parameter <pyhton>",
                "xml | <indexes><index><uri>x</uri></index></indexes> | <indexes> has no element <uri>",
                "xml | <wheelLimits><mb>1</mb></wheelLimits> | <wheelLimits> has no element <mb>",
                "xml | <server><name>x</name></server> | Unrecognised tag: 'name'",
                "xml | <executions><execution><goals><goal>packge</goal></goals></execution></executions> | no goal packge",
                "xml | <project><name>x</project> | project",
                "sh | mvn pywar:lokc | the plugin has no goal pywar:lokc",
                "sh | mvn -q packge | Maven has no phase packge",
                "sh | mvn -y package | Maven has no option -y",
                "sh | mvn package -Dpywar.pyhton=3.11 | no goal has a property pywar.pyhton",
                "sh | cd shop && mvn pywar:lokc | the plugin has no goal pywar:lokc",
                "sh | if true; then | Syntax error",
                "sh | sudo python3 shop-1.0.0.pywar deploy /srv/shop --chekc-url x | unrecognized arguments: --chekc-url",
                "sh | python3 shop-1.0.0.pywar deplyo /srv/shop | invalid choice",
                "python | def home( | '(' was never closed",
                "json | {\"a\": } | ",
                "toml | a = | ",
                "ini | [Service | not a line of an INI file",
                "yaml | a: [ | ",
                "yaml | script: [mvn pywar:lokc] | the plugin has no goal pywar:lokc",
                "groovy | sh 'mvn pywar:lokc' | the plugin has no goal pywar:lokc",
                "groovy | pipeline { | ",
                "dockerfile | FORM debian | no instruction of a Dockerfile",
                "dockerfile | RUN mvn pywar:lokc | the plugin has no goal pywar:lokc",
                "cobol | STOP RUN | no check of the language cobol"
            })
    void reportsMistakes(String language, String code, String fault) throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "text\n```" + language + "\n" + code + "\n```\n");

        List<String> faults = BlockCheck.faults(page, known, folder);

        assertThat(faults).hasSize(1).first().asString().startsWith(page + ":3: ");
        if (fault != null) {
            assertThat(faults.get(0)).contains(fault);
        }
    }

    @Test
    void reportsMistakesInText() throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.md"), "Run `mvn pywar:lokc`, or set `-Dpywar.pyhton=3`.\n\n    mvn packge\n");

        assertThat(BlockCheck.faults(page, known, folder))
                .hasSize(3)
                .anyMatch(fault -> fault.startsWith(page + ":3: "));
    }

    @Test
    void comparesBlockWithFile() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), """
                <!-- part of src/it/package-flask-app-hermetic/invoker.properties -->
                ```text
                no such line
                ```
                <!-- src/it/none -->
                ```text
                ```
                """);

        assertThat(BlockCheck.faults(page, known, folder))
                .containsExactly(
                        page + ":3: differs from src/it/package-flask-app-hermetic/invoker.properties",
                        page + ":7: no file src/it/none");
    }
}
