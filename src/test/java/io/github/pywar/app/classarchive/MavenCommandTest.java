package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MavenCommandTest {

    @Test
    void runsTheLauncherWithTheOptionsOfThisRun() {
        MavenCommand command = new MavenCommand(
                Path.of("/jdk/bin/java"), List.of("-Xmx1g", "-Dmaven.home=/m"), "/m/boot/a.jar", List.of("-o"));

        assertThat(command.words(List.of("-Xlog:cds=off"), "package", "package"))
                .containsExactly(
                        "/jdk/bin/java",
                        "-Xmx1g",
                        "-Dmaven.home=/m",
                        "-Xlog:cds=off",
                        "-classpath",
                        "/m/boot/a.jar",
                        "org.codehaus.plexus.classworlds.launcher.Launcher",
                        "-o",
                        "package",
                        "package");
    }

    @Test
    void passesNoArchiveNoLogAndNoAgentOfThisRun() {
        List<String> options = List.of(
                "-XX:SharedArchiveFile=/old.jsa",
                "-Xlog:cds=off",
                "-XX:+UseSerialGC",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y",
                "-javaagent:/agent.jar",
                "-Xshare:auto");

        assertThat(new MavenCommand(Path.of("java"), options, "a.jar", List.of()).options())
                .containsExactly("-XX:+UseSerialGC");
    }
}
