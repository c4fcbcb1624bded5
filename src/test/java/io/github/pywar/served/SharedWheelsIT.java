package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.TestSdist;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code <publishBuiltWheels>}: a second machine takes a built wheel from the Maven repository. */
class SharedWheelsIT {

    private static final String GROUP = "com.example.walled";

    private final OpenFolder folder = OpenFolder.create();
    private final Path links = folder.folder("links");
    private final Path staging = folder.folder("staging");

    @BeforeEach
    void prepare() throws IOException {
        MavenRun.forget(GROUP);
        Path hooks = BackendWheels.hooks();
        Files.copy(hooks, links.resolve(hooks.getFileName()));
        // its metadata needs a build, too
        TestSdist sdist = TestSdist.of("demo", "1.2").metadata("Dynamic: Requires-Dist");
        Files.write(links.resolve(sdist.fileName()), sdist.bytes());
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void secondMachineBuildsNothing() throws IOException {
        ShopProject first = project("first");
        Tool.Result built = maven(first).run("deploy");

        assertThat(built.exit()).as(built.output()).isZero();
        assertThat(built.output())
                .contains(
                        "Reading the metadata of `demo-1.2.tar.gz` through its build backend",
                        "Deployed the built wheel `demo-1.2-py3-none-any.whl` as com.example.walled.wheels:demo:whl:");
        assertThat(stored()).anyMatch(name -> name.endsWith(".whl")).anyMatch(name -> name.endsWith(".whl.sha1"));

        assertThat(built.output()).doesNotContain("central");
        MavenRun.forget(GROUP);
        ShopProject second = project("second");
        Tool.Result found =
                maven(second).with("pywar.buildPython", "/bin/false").run("-U", "package");

        assertThat(found.exit()).as(found.output()).isZero();
        assertThat(found.output())
                .contains("The wheel of `demo` 1.2 comes from a repository: com.example.walled.wheels:demo:whl:")
                .doesNotContain("Building a wheel", "build backend");
        assertThat(Files.mismatch(first.archive(), second.archive())).isEqualTo(-1);
    }

    @Test
    void deploysNoWheelTwice() throws IOException {
        ShopProject first = project("first");
        assertThat(maven(first).run("deploy").exit()).isZero();
        MavenRun.forget(GROUP);

        Tool.Result again = maven(first).run("deploy");

        assertThat(again.exit()).as(again.output()).isZero();
        assertThat(again.output()).doesNotContain("Deployed the built wheel");
    }

    private ShopProject project(String name) {
        return new ShopProject(folder.folder(name)).configured("""
                <server>none</server>
                <noIndex>true</noIndex>
                <findLinks>%s</findLinks>
                <requirements>demo</requirements>
                <publishBuiltWheels>true</publishBuiltWheels>
                """.formatted(links));
    }

    private MavenRun maven(ShopProject project) {
        return new MavenRun(project.folder())
                .with("remote", staging.toUri())
                .with("project.build.outputTimestamp", "2026-01-01T00:00:00Z");
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.walk(staging)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
