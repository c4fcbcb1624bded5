package io.github.pywar.app.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class TestEventsFuzzTest {

    @TempDir
    Path folder;

    /** An event for each line, as the process of the tests writes them. */
    @FuzzTarget
    void readsEvents(FuzzInput input) throws Exception {
        input.read(() -> {
            TestEvents events = new TestEvents(new TestConsole(Progress.SILENT), Progress.SILENT);
            for (String line : input.lines()) {
                events.accept(line);
            }
            events.unfinished("the process ended");
            events.unrun().error().ifPresent(error -> assertThat(error).hasMessageContaining("pytest"));
            events.results().forEach(result -> assertThat(result.fullName()).isNotNull());
        });
    }

    /** Any output of a test becomes XML. */
    @FuzzTarget
    void writesTexts(FuzzInput input) throws Exception {
        input.read(() -> {
            String text = XmlText.of(input.text())
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;");
            String xml = "<a>" + text + "</a>";
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(xml)))
                            .getDocumentElement()
                            .getChildNodes()
                            .getLength())
                    .isLessThanOrEqualTo(1);
        });
    }

    @FuzzTarget
    void readsCoverage(FuzzInput input) throws Exception {
        Path file = Files.createDirectories(folder.resolve("a/b")).resolve("coverage.xml");
        Files.write(file, input.bytes());
        input.read(() -> assertThat(CoverageReport.summary(file)).startsWith("Coverage: "));
    }
}
