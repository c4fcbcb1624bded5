package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines for {@code ~/.mavenrc}, read by a shell as the script of Maven does it. */
class MavenrcLinesTest {

    @TempDir
    private Path temporary;

    private ClassArchiveRequest request;
    private Path script;

    @BeforeEach
    void writeArchiveAndScript() throws IOException {
        request = new FakeJava(temporary, FakeJava.WORKING).request();
        Files.createDirectories(request.folder());
        Files.writeString(request.file(), "archive");
        Path lines =
                Files.writeString(temporary.resolve("mavenrc"), String.join("\n", MavenrcLines.of(request)) + "\n");
        script = request.key().script();
        Files.writeString(script, ". " + lines + "\necho \"$MAVEN_OPTS\"\n");
    }

    @Test
    void addsTheOptionsForTheJavaAndTheMavenOfTheArchive() {
        assertThat(options(script, request.key().javaHome()))
                .isEqualTo("-Xmx1g -XX:SharedArchiveFile=" + request.file() + " -Xlog:cds=off -Xlog:cds+dynamic=off\n");
    }

    @Test
    void addsTheOptionsForTheJavaOnThePath() {
        String path = request.key().program().getParent() + ":" + System.getenv("PATH");

        assertThat(Tool.run(temporary, Map.of("PATH", path), "env", "-u", "JAVA_HOME", "sh", script.toString())
                        .output())
                .contains("-XX:SharedArchiveFile=");
    }

    @Test
    void addsTheOptionsIfALinkLeadsToMaven() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("mvn"), script);

        assertThat(options(link, request.key().javaHome())).contains("-XX:SharedArchiveFile=");
    }

    @Test
    void addsNothingForAnotherJava() throws IOException {
        Path other = temporary.resolve("other");
        Files.createDirectories(other.resolve("bin"));
        Files.copy(request.key().program(), other.resolve("bin/java"));

        assertThat(options(script, other)).isEqualTo("-Xmx1g\n");
    }

    @Test
    void addsNothingForAnotherMaven() throws IOException {
        Path other = Files.copy(script, temporary.resolve("mvn"));

        assertThat(options(other, request.key().javaHome())).isEqualTo("-Xmx1g\n");
    }

    @Test
    void addsNothingWithoutTheArchive() throws IOException {
        Files.delete(request.file());

        assertThat(options(script, request.key().javaHome())).isEqualTo("-Xmx1g\n");
    }

    private String options(Path started, Path javaHome) {
        Map<String, String> variables = Map.of("JAVA_HOME", javaHome.toString(), "MAVEN_OPTS", "-Xmx1g");
        return Tool.run(temporary, variables, "sh", started.toString()).output();
    }
}
