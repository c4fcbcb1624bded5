package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MavenCommandTest {

    @Test
    void runsTheLauncherWithThePropertiesOfTheScript() {
        MavenCommand command =
                command("-Xmx1g", "-Dmaven.home=/m", "-Dpywar.skip=true", "-Dclassworlds.conf=/m/bin/m2.conf");

        assertThat(command.words(List.of("-Xlog:cds=off"), List.of("package", "package")))
                .containsExactly(
                        "/jdk/bin/java",
                        "-Dmaven.home=/m",
                        "-Dclassworlds.conf=/m/bin/m2.conf",
                        "-Xlog:cds=off",
                        "-classpath",
                        "/m/boot/a.jar",
                        "org.codehaus.plexus.classworlds.launcher.Launcher",
                        "-o",
                        "package",
                        "package");
    }

    @Test
    void hasTheOptionsOfTheUserWithoutPropertiesArchivesLogsAndAgents() {
        MavenCommand command = command(
                "-XX:SharedArchiveFile=/old.jsa",
                "-Xlog:cds=off",
                "-Dpywar.skip=true",
                "-XX:+UseSerialGC",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y",
                "-javaagent:/agent.jar",
                "-Xshare:auto");

        assertThat(command.options()).containsExactly("-XX:+UseSerialGC");
    }

    private static MavenCommand command(String... options) {
        return MavenCommand.of(Path.of("/jdk/bin/java"), List.of(options), "/m/boot/a.jar", List.of("-o"));
    }
}
