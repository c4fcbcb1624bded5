package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Builds with wheels that are rejected unless their package is named, and with wheels that have files for other folders. */
class AllowedWheelsTest extends HostileFixture {

    private static final Set<PackageName> DEMO = Set.of(PackageName.parse("demo"));
    private static final Set<PackageName> OTHER = Set.of(PackageName.parse("other"));

    @Test
    void acceptsFaultyRecordOfNamedPackage() throws IOException {
        serve(demo().record(text -> text.replaceAll("demo/__init.*\n", "") + "/abs/x.py,,\n"));

        UserException strict = catchThrowableOfType(UserException.class, () -> build.run(NONE, "demo"));
        Path archive = build.allow(Set.of(), DEMO).run(NONE, "demo");

        assertThat(MavenHints.message(strict)).endsWith("set <allowRecordFaults>demo</allowRecordFaults>");
        assertThat(names(archive)).contains("lib/python3.11/site-packages/demo/__init__.py");
        assertThat(BuiltProject.of(folder).text(archive, "lib/python3.11/site-packages/demo-1.0.dist-info/RECORD"))
                .contains("demo/__init__.py,sha256=")
                .doesNotContain("/abs/x.py");
        // the strict build before skipped the wheel and found no other one
        assertThat(build.progress().warnings()).last().asString().contains("is used although its RECORD has errors");
    }

    @Test
    void acceptsCompiledCodeOfNamedPackage() throws IOException {
        serve(demo().file("demo/engine.pyc", "x"));

        UserException strict = catchThrowableOfType(UserException.class, () -> build.run(NONE, "demo"));
        Path archive = build.allow(DEMO, Set.of()).run(NONE, "demo");

        assertThat(strict.what()).contains("is compiled code without a source");
        assertThat(names(archive)).contains("lib/python3.11/site-packages/demo/engine.pyc");
    }

    @Test
    void refusesStartupCodeOfALibraryAndListsThatOfTheApplication() throws IOException {
        Files.writeString(folder.resolve("sources/sitecustomize.py"), "");
        serve(demo());
        build.run(NONE, "demo");
        assertThat(build.progress().steps())
                .contains(
                        "Start-up code: the application, module `sitecustomize` in `sitecustomize.py`: it runs at each"
                                + " start of `bin/python` of the release");

        index.add(
                "evil-1.0-py3-none-any.whl",
                TestWheel.of("evil", "1.0").file("evil.pth", "import os\n").bytes());
        Files.delete(folder.resolve("target/shop.pywar"));
        UserException error = catchThrowableOfType(UserException.class, () -> build.run(NONE, "demo", "evil"));

        assertThat(error.what()).contains("evil 1.0, `evil.pth`: `import os`");
        assertThat(folder.resolve("target/shop.pywar")).doesNotExist();
    }

    @Test
    void warnsOfNameWithoutEffect() throws IOException {
        serve(demo());

        build.allow(new AssembleApp.Allowed(OTHER, OTHER, OTHER, OTHER, Set.of()))
                .run(NONE, "demo");

        assertThat(build.progress().warnings())
                .containsExactly(
                        "<allowBytecode> has no effect on `other`: it is not a library of this archive",
                        "<allowRecordFaults> has no effect on `other`: it is not a library of this archive",
                        "<buildSdists> has no effect on `other`: it is not a library of this archive",
                        "<buildSettings> has no effect on `other`: it is not a library of this archive");
    }

    /** No file of a malicious wheel may be in a place that is executed before the archive is verified. */
    @Test
    void putsNoFileOfAWheelIntoTheRootOrOverAProgram() throws IOException {
        serve(demo().data("data/json.py", "evil")
                .data("data/pip.conf", "evil")
                .data("data/lib/python3.11/json.py", "evil")
                .data("data/share/demo/fine.txt", "fine")
                .data("scripts/sh", "#!/bin/sh\n")
                .data("scripts/demo-tool", "#!/bin/sh\n")
                .info("entry_points.txt", "[console_scripts]\npsql = demo:x\ndemo = demo:x\n"));

        Path archive = build.run(NONE, "demo");

        assertThat(names(archive))
                .filteredOn(name -> !name.startsWith("_pywar/") && !name.contains("dist-info"))
                .containsExactlyInAnyOrder(
                        "META-INF/maven/com.example/shop/pom.properties",
                        "META-INF/maven/com.example/shop/pom.xml",
                        "META-INF/pywar/RECORD",
                        "META-INF/pywar/manifest.json",
                        "META-INF/sbom.cdx.json",
                        "__main__.py",
                        "app/shop.py",
                        "bin/demo",
                        "bin/demo-tool",
                        "lib/python3.11/site-packages/_pywar_app.pth",
                        "lib/python3.11/site-packages/demo/__init__.py",
                        "pyvenv.cfg",
                        "share/demo/fine.txt",
                        "share/wheel-data/demo/json.py",
                        "share/wheel-data/demo/lib/python3.11/json.py",
                        "share/wheel-data/demo/pip.conf",
                        "wsgi.py");
        assertThat(build.progress().warnings()).hasSize(3);
        assertThat(BuiltProject.of(folder).manifest(archive).path("executables").toString())
                .isEqualTo("[\"bin/demo\",\"bin/demo-tool\"]");
    }

    private void serve(TestWheel wheel) {
        index.add(wheel.fileName(), wheel.bytes());
    }

    private List<String> names(Path archive) throws IOException {
        return BuiltProject.of(folder).names(archive);
    }
}
