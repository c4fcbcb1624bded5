package io.github.pywar.app.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.app.writer.DirectoryWriter;
import io.github.pywar.app.writer.UnpackedFileCache;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.Installation;
import io.github.pywar.python.install.ScriptTemplate;
import io.github.pywar.python.install.WheelInstaller;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.StandardLibrary;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveAssemblerTest {

    private static final ArchiveManifest MANIFEST = TestManifest.of("3.11", "shop:application");
    private static final ArchiveLayout LAYOUT = ArchiveLayout.of(PythonVersion.parse("3.11"));

    @TempDir
    Path folder;

    @Test
    void composesAllParts() throws IOException {
        Path pom = Files.writeString(folder.resolve("pom.xml"), "<project/>");
        FileTree tree = assemble(List.of(demo()), application(), PomFiles.tree(MANIFEST.maven(), pom));

        assertThat(tree.entries().keySet())
                .contains(
                        "__main__.py",
                        "wsgi.py",
                        "_pywar/entry.py",
                        "pyvenv.cfg",
                        "app/shop.py",
                        "bin/demo",
                        "lib/python3.11/site-packages/demo/__init__.py",
                        "lib/python3.11/site-packages/_pywar_app.pth",
                        "META-INF/pywar/manifest.json",
                        "META-INF/pywar/RECORD",
                        "META-INF/maven/com.example/shop/pom.xml");
        assertThat(text(tree, "META-INF/maven/com.example/shop/pom.properties"))
                .isEqualTo("artifactId=shop\ngroupId=com.example\nversion=1.2.0\n");
        assertThat(text(tree, "pyvenv.cfg")).isEqualTo("include-system-site-packages = false\n");
        assertThat(text(tree, "lib/python3.11/site-packages/_pywar_app.pth")).isEqualTo("../../../app\n");
    }

    @Test
    void writesTheHashOfEveryOtherFile() throws IOException {
        FileTree tree = assemble(List.of(demo()), application());

        WheelRecord record = WheelRecord.parse(text(tree, ArchiveLayout.RECORD), "RECORD");

        assertThat(record.rows()).hasSameSizeAs(tree.entries().keySet());
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            byte[] bytes = file.getValue().content().bytes();
            WheelRecord.Row expected = file.getKey().equals(ArchiveLayout.RECORD)
                    ? WheelRecord.Row.unhashed(file.getKey())
                    : WheelRecord.Row.of(file.getKey(), Sha256.of(bytes), bytes.length);
            assertThat(record.rows()).contains(expected);
        }
    }

    /** Another program computes the id from the format's description. */
    @Test
    void computesTheBuildIdOfTheFormat() throws IOException {
        FileTree tree = assemble(List.of(demo()), application());
        Path archive = folder.resolve("shop.pywar");
        new ArchiveWriter(Instant.EPOCH, Progress.SILENT).write(tree, archive);
        String program = """
                import hashlib, json, sys, zipfile
                archive = zipfile.ZipFile(sys.argv[1])
                lines = []
                for info in archive.infolist():
                    if not info.filename.startswith("META-INF/"):
                        mode = "x" if info.external_attr >> 16 & 0o111 else "-"
                        digest = hashlib.sha256(archive.read(info)).hexdigest()
                        lines.append(("%s %s %s\\n" % (info.filename, digest, mode)).encode("utf-8"))
                manifest = json.loads(archive.read("META-INF/pywar/manifest.json"))
                stated = manifest.pop("build")["id"]
                text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\\n"
                found = hashlib.sha256(b"".join(sorted(lines)) + text.encode("utf-8")).hexdigest()[:12]
                print(stated == found, stated, found)
                """;

        assertThat(Tool.run(folder, "python3", "-c", program, archive.toString())
                        .output())
                .startsWith("True ");
    }

    @Test
    void changesTheBuildIdWithContentModeAndManifest() throws IOException {
        String id = id(assemble(List.of(demo()), application()));
        FileTree runnable = FileTree.builder("the application")
                .add("shop.py", application().get("shop.py").orElseThrow().content(), true)
                .build();
        ArchiveManifest later = new ArchiveManifest(
                MANIFEST.format(),
                MANIFEST.name(),
                MANIFEST.version(),
                new ArchiveManifest.Build("", "2030-01-01T00:00:00Z", "pywar-maven-plugin 9"),
                MANIFEST.maven(),
                MANIFEST.entry(),
                MANIFEST.target(),
                MANIFEST.layout(),
                MANIFEST.server(),
                MANIFEST.packages(),
                MANIFEST.executables(),
                MANIFEST.processes());

        assertThat(id).matches("[0-9a-f]{12}");
        assertThat(id(assemble(List.of(demo()), runnable))).isNotEqualTo(id);
        assertThat(id(assemble(List.of(), application()))).isNotEqualTo(id);
        assertThat(id(assembler(Globs.NONE, Progress.SILENT)
                        .assemble(new ArchiveParts(List.of(demo()), application(), List.of()), later)))
                .isEqualTo(id);
    }

    @Test
    void reportsBothLibrariesOfAConflict() {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> assemble(
                        List.of(
                                library("opencv-python", "cv2/__init__.py", "1"),
                                library("opencv-python-headless", "cv2/__init__.py", "2")),
                        application()));

        Golden.assertMatches("archive/conflict.txt", error.getMessage());
    }

    /** PEP 420: the folder is a namespace package because it has no {@code __init__.py}. */
    @Test
    void sharesANamespacePackage() throws IOException {
        FileTree tree = assemble(
                List.of(library("shop-eu", "shop/eu.py", "1"), library("shop-us", "shop/us.py", "2")), application());

        assertThat(tree.entries().keySet())
                .filteredOn(path -> path.contains("/shop/"))
                .containsExactly("lib/python3.11/site-packages/shop/eu.py", "lib/python3.11/site-packages/shop/us.py");
    }

    @Test
    void prefersTheLastLibraryIfOverwritingIsAllowed() throws IOException {
        TestProgress progress = new TestProgress();
        ArchiveParts parts = new ArchiveParts(
                List.of(library("a", "shared/x.py", "1"), library("b", "shared/x.py", "2")), application(), List.of());

        FileTree tree = assembler(Globs.of(List.of("**/shared/*")), progress).assemble(parts, MANIFEST);

        assertThat(text(tree, "lib/python3.11/site-packages/shared/x.py")).isEqualTo("2");
        assertThat(progress.warnings()).hasSize(1);
    }

    /** None of these files may run before the archive is verified. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "json.py",
                "json/__init__.py",
                "json.cpython-311-x86_64-linux-gnu.so",
                "__main__.py",
                "wsgi.py",
                "sitecustomize.py",
                "pyvenv.cfg",
                "pip.conf",
                "_pywar/json.py",
                "_pywar/__init__.py",
                "META-INF/pywar/manifest.json",
                "META-INF/pywar/RECORD",
                "app/shop.py",
                "hooks/pre-deploy/10-x.sh",
                "bin/python",
                "bin/tool",
                "lib/python3.11/json.py",
                "lib/python3.11/lib-dynload/_json.so",
                "lib/python311.zip",
                "lib64/python3.11/json.py",
                "lib/python3.12/site-packages/json.py",
                "Lib/json.py",
                "share",
                "include.py",
            })
    void movesDataOfALibraryToItsOwnFolder(String path) throws IOException {
        TestProgress progress = new TestProgress();
        TestWheel wheel = TestWheel.of("evil-data", "1.0").data("data/" + path, "evil");
        ScriptTemplate template = ScriptTemplate.of(RuntimeFiles.scriptTemplate(), "3.11");
        FileTree library = new WheelInstaller(LAYOUT.install(), template, "3.11")
                .reporting(progress)
                .install(new Installation(Wheel.open(wheel.write(folder)), false, Optional.empty()));

        Set<String> without = assemble(List.of(), application()).entries().keySet();
        Set<String> added = new TreeSet<>(
                assemble(List.of(library), application()).entries().keySet());
        added.removeAll(without);
        added.removeIf(file -> file.startsWith(LAYOUT.libraries() + "/evil_data-1.0.dist-info/"));

        assertThat(added).containsExactly("share/wheel-data/evil-data/" + path);
        assertThat(progress.warnings())
                .containsExactly("`evil_data-1.0-py3-none-any.whl` has data files outside of `share/`, `etc/` and"
                        + " `include/`: `" + path + "` is in `share/wheel-data/evil-data/`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"share/a/x.txt", "etc/a.conf", "include/a.h", "share/man/man1/a.1"})
    void keepsDataInTheStandardFolders(String path) throws IOException {
        FileTree tree = assemble(List.of(install(TestWheel.of("a", "1.0").data("data/" + path, "x"))), application());

        assertThat(tree.entries()).containsKey(path);
    }

    /** No part can add such a file. */
    @ParameterizedTest
    @ValueSource(strings = {"json.py", "json/__init__.py", "static/x.css", "wsgi.pyc", "_pywarx/y.py", "Lib/x.py"})
    void rejectsOtherNamesInTheRoot(String path) {
        FileTree part = FileTree.builder("a part").add(path, ByteSource.of("x")).build();

        assertThat(catchThrowableOfType(IllegalStateException.class, () -> assemble(List.of(), application(), part)))
                .hasMessage("a part has `" + path + "` in the archive's root");
        assertThat(catchThrowableOfType(UserException.class, () -> assemble(List.of(part), application())))
                .hasMessageContaining("`" + path + "` of a part has a path that is reserved");
    }

    @Test
    void hasNoRootFolderWithTheNameOfAModule() {
        assertThat(StandardLibrary.modules()).contains("json").doesNotContainAnyElementsOf(ArchiveLayout.ROOT_FOLDERS);
    }

    @Test
    void rejectsModulesWithTheNameOfTheRuntime() {
        UserException module = message(TestWheel.of("evil", "1.0").file("_pywar/__init__.py", "evil"));
        UserException path = message(TestWheel.of("evil", "1.0").file("_pywar_app.pth", "/tmp\n"));
        FileTree application = FileTree.builder("src/main/python")
                .add("_PyWar/entry.py", ByteSource.of("evil"))
                .build();

        Golden.assertMatches("archive/reserved-path.txt", module.getMessage());
        assertThat(path.what()).startsWith("`lib/python3.11/site-packages/_pywar_app.pth` of evil-1.0");
        assertThat(catchThrowableOfType(UserException.class, () -> assemble(List.of(), application)))
                .hasMessageStartingWith("`app/_PyWar/entry.py` of src/main/python has a path that is reserved");
    }

    @Test
    void listsExecutablesInTheManifest() throws IOException {
        FileTree library = install(TestWheel.of("demo", "1.0")
                .executable("demo/run.sh", "#!/bin/sh\n")
                .file("demo/plain.txt", "x")
                .data("scripts/tool", "#!/bin/sh\n"));
        FileTree tree = assemble(List.of(library), application());

        JsonNode manifest = Json.read(
                tree.get(ArchiveLayout.MANIFEST).orElseThrow().content().bytes(), "manifest");

        assertThat(manifest.path("executables").toString())
                .isEqualTo("[\"bin/tool\",\"lib/python3.11/site-packages/demo/run.sh\"]");
        assertThat(text(tree, ArchiveLayout.RECORD)).contains("META-INF/pywar/manifest.json,sha256=");
    }

    @Test
    void warnsOfNamesThatDifferOnlyInCase() throws IOException {
        TestProgress progress = new TestProgress();
        FileTree application = FileTree.builder("the application")
                .add("Shop.py", ByteSource.of("1"))
                .add("shop.py", ByteSource.of("2"))
                .build();

        assembler(Globs.NONE, progress).assemble(new ArchiveParts(List.of(), application, List.of()), MANIFEST);

        assertThat(progress.warnings())
                .containsExactly("`app/Shop.py`, `app/shop.py` are one file on a file system that ignores case");
    }

    @Test
    void isReadByTheRuntime() throws IOException {
        Path archive = folder.resolve("shop.pywar");
        new ArchiveWriter(Instant.EPOCH, Progress.SILENT).write(assemble(List.of(demo()), application()), archive);

        Tool.Result info = Tool.run(folder, "python3", archive.toString(), "info", "--json");

        JsonNode manifest = Json.read(info.output().getBytes(StandardCharsets.UTF_8), "info");
        assertThat(info.exit()).isZero();
        assertThat(manifest.toString()).contains("shop").contains("1.2.0");
    }

    /** The archive is unpacked into any folder, and started from any folder, also through a link, with the local Python. */
    @Test
    void runsScriptsFromAnyFolder() throws IOException {
        String python = Tool.run(folder, "python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
                .output()
                .strip();
        Assumptions.assumeTrue(Tool.isThere("python" + python), () -> "no `python" + python + "` on the PATH");
        ArchiveLayout layout = ArchiveLayout.of(PythonVersion.parse(python));
        Wheel wheel = Wheel.open(TestWheel.of("demo", "1.0")
                .file("demo/__init__.py", "import sys\ndef main():\n    print('demo', sys.argv[1:])\n")
                .info("entry_points.txt", "[console_scripts]\ndemo = demo:main\n")
                .data(
                        "scripts/tool",
                        "#!python\n# -*- coding: latin-1 -*-\nimport demo, sys\nprint('tool', sys.argv[1:])\n")
                .write(folder));
        FileTree library = new WheelInstaller(
                        layout.install(), ScriptTemplate.of(RuntimeFiles.scriptTemplate(), python), python)
                .install(new Installation(wheel, false, Optional.empty()));
        FileTree tree = new ArchiveAssembler(layout, Globs.NONE, Progress.SILENT, RuntimeFiles.start())
                .assemble(
                        new ArchiveParts(List.of(library), application(), List.of()),
                        TestManifest.of(python, "shop:application"));
        Path root = folder.resolve("un packed/here");
        DirectoryWriter.write(tree, root, new UnpackedFileCache(folder.resolve("trees")));
        Files.createSymbolicLink(folder.resolve("link"), root.resolve("bin/demo"));

        assertThat(Tool.run(folder, root.resolve("bin/demo").toString(), "a b", "c"))
                .isEqualTo(new Tool.Result(0, "demo ['a b', 'c']\n"));
        assertThat(Tool.run(folder, "sh", root.resolve("bin/tool").toString(), "x"))
                .isEqualTo(new Tool.Result(0, "tool ['x']\n"));
        assertThat(Tool.run(folder, folder.resolve("link").toString(), "y"))
                .isEqualTo(new Tool.Result(0, "demo ['y']\n"));
    }

    private FileTree assemble(List<FileTree> libraries, FileTree application, FileTree... others) throws IOException {
        return assembler(Globs.NONE, Progress.SILENT)
                .assemble(new ArchiveParts(libraries, application, List.of(others)), MANIFEST);
    }

    private static ArchiveAssembler assembler(Globs overwrite, Progress progress) {
        return new ArchiveAssembler(LAYOUT, overwrite, progress, RuntimeFiles.start());
    }

    private UserException message(TestWheel wheel) {
        return catchThrowableOfType(UserException.class, () -> assemble(List.of(install(wheel)), application()));
    }

    private FileTree demo() throws IOException {
        return install(TestWheel.of("demo", "1.0")
                .file("demo/__init__.py", "def main():\n    print('demo')\n")
                .file("demo/é.txt", "x")
                .info("entry_points.txt", "[console_scripts]\ndemo = demo:main\n"));
    }

    private FileTree library(String name, String path, String text) throws IOException {
        return install(TestWheel.of(name, "1.0").file(path, text));
    }

    private FileTree install(TestWheel wheel) throws IOException {
        ScriptTemplate template = ScriptTemplate.of(RuntimeFiles.scriptTemplate(), "3.11");
        return new WheelInstaller(LAYOUT.install(), template, "3.11")
                .install(new Installation(Wheel.open(wheel.write(folder)), false, Optional.empty()));
    }

    private static FileTree application() {
        return FileTree.builder("the application")
                .add("shop.py", ByteSource.of("def application(environ, start_response):\n    return []\n"))
                .build();
    }

    private static String id(FileTree tree) throws IOException {
        return Json.read(
                        tree.get(ArchiveLayout.MANIFEST).orElseThrow().content().bytes(), "manifest")
                .at("/build/id")
                .asText();
    }

    private static String text(FileTree tree, String path) throws IOException {
        return new String(tree.get(path).orElseThrow().content().bytes(), StandardCharsets.UTF_8);
    }
}
