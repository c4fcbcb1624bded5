package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines for {@code ~/.mavenrc}, read by a shell as the script of Maven does it. */
class MavenrcLinesTest {

    @TempDir
    private Path temporary;

    private ClassArchiveKey key;
    private Path file;
    private Path script;

    @BeforeEach
    void writeArchiveAndScript() throws IOException {
        FakeJava java = new FakeJava(temporary, FakeJava.WORKING);
        key = java.key();
        file = java.file();
        Files.createDirectories(file.getParent());
        Files.writeString(file, "archive");
        Path lines =
                Files.writeString(temporary.resolve("mavenrc"), String.join("\n", MavenrcLines.of(key, file)) + "\n");
        script = key.script();
        Files.writeString(script, ". " + lines + "\necho \"$MAVEN_OPTS\"\n");
    }

    @Test
    void addsTheOptionsForTheJavaAndTheMavenOfTheArchive() {
        assertThat(options(script, key.javaHome()))
                .isEqualTo("-Xmx1g -XX:SharedArchiveFile=" + file + " -Xlog:cds=off -Xlog:cds+dynamic=off\n");
    }

    @Test
    void addsTheOptionsForTheJavaOnThePath() {
        String path = key.program().getParent() + ":" + System.getenv("PATH");

        assertThat(Tool.run(temporary, Map.of("PATH", path), "env", "-u", "JAVA_HOME", "sh", script.toString())
                        .output())
                .contains("-XX:SharedArchiveFile=");
    }

    @Test
    void addsTheOptionsIfALinkLeadsToMaven() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("mvn"), script);

        assertThat(options(link, key.javaHome())).contains("-XX:SharedArchiveFile=");
    }

    @Test
    void addsNothingForAnotherJava() throws IOException {
        Path other = temporary.resolve("other");
        Files.createDirectories(other.resolve("bin"));
        Files.copy(key.program(), other.resolve("bin/java"));

        assertThat(options(script, other)).isEqualTo("-Xmx1g\n");
    }

    @Test
    void addsNothingForAnotherMaven() throws IOException {
        Path other = Files.copy(script, temporary.resolve("mvn"));

        assertThat(options(other, key.javaHome())).isEqualTo("-Xmx1g\n");
    }

    @Test
    void addsNothingWithoutTheArchive() throws IOException {
        Files.delete(file);

        assertThat(options(script, key.javaHome())).isEqualTo("-Xmx1g\n");
    }

    /** Another user may write a file after a cleaner has removed that of the user. */
    @Test
    void addsNothingForAFileOfAnotherUser() throws IOException {
        assumeTrue((int) Files.getAttribute(file, "unix:uid") == 0, "only root can give a file away");
        Files.setAttribute(file, "unix:uid", 65_534);

        assertThat(options(script, key.javaHome())).isEqualTo("-Xmx1g\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"my cache", "a:b", "a'b", "a\"b", "$HOME", "a%p", "a;b", "a*", "a\\b", "a(b)", "a\nb", "~a#"})
    void refusesAPathThatTheShellOrJavaWouldChange(String name) {
        assertThatThrownBy(() -> MavenrcLines.check(key, temporary.resolve(name).resolve("a.jsa")))
                .isInstanceOf(UserException.class);
    }

    private String options(Path started, Path javaHome) {
        Map<String, String> variables = Map.of("JAVA_HOME", javaHome.toString(), "MAVEN_OPTS", "-Xmx1g");
        return Tool.run(temporary, variables, "sh", started.toString()).output();
    }
}
