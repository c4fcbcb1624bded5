package io.github.pywar.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that get most files from the last one have the same bytes as archives of all parts. */
class LastArchiveTest {

    private static final Instant TIME = Instant.parse("2026-02-02T10:00:00Z");
    private static final ArchiveManifest.Build NEXT =
            new ArchiveManifest.Build("", "2026-02-02T10:00:00Z", "pywar-maven-plugin 1.0.0");
    private static final ArchiveLayout LAYOUT = ArchiveLayout.of(PythonVersion.parse("3.11"));
    private static final String LIBRARIES = "lib/python3.11/site-packages";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "shop.py, shop.py",
        "shop.py, shop.py other.py",
        "shop.py a.py z/b.py, shop.py",
        "shop.py run*, run* shop.py more.py",
        "shop.py, ''",
    })
    void writesTheBytesOfAnArchiveOfAllParts(String before, String after) throws IOException {
        LastArchive last =
                LastArchive.read(archive("last.pywar", "old", before)).orElseThrow();

        Optional<Integer> files = write(last, sources("new", after), Progress.SILENT);

        FileTree expected = assembled("new", after);
        assertThat(files).contains(expected.entries().size());
        new ArchiveWriter(TIME, Progress.SILENT).write(expected, folder.resolve("expected.pywar"));
        assertThat(folder.resolve("next.pywar")).hasSameBinaryContentAs(folder.resolve("expected.pywar"));
    }

    @ParameterizedTest
    @CsvSource({"shop.py, shop.py*", "shop.py*, shop.py", "a* b, a b*"})
    void writesNothingIfOtherFilesAreExecutable(String before, String after) throws IOException {
        LastArchive last =
                LastArchive.read(archive("last.pywar", "old", before)).orElseThrow();

        assertThat(write(last, sources("new", after), Progress.SILENT)).isEmpty();
        assertThat(folder.resolve("next.pywar")).doesNotExist();
    }

    @Test
    void warnsOfTheSources() throws IOException {
        TestProgress progress = new TestProgress();
        LastArchive last =
                LastArchive.read(archive("last.pywar", "old", "a.py")).orElseThrow();

        write(last, sources("new", "a.py A.py"), progress);

        assertThat(progress.warnings()).singleElement().asString().contains("are one file on a file system");
    }

    @ParameterizedTest
    @CsvSource({
        "flask, true",
        "six, true",
        "fla, false",
        "flaskx, false",
        "app, false",
        "python3, false",
        "__init__, false",
        "shop, false",
    })
    void findsModulesOfTheLibraries(String name, boolean found) throws IOException {
        LastArchive last =
                LastArchive.read(archive("last.pywar", "old", "shop.py")).orElseThrow();

        assertThat(last.mayHave(Set.of("other", name), LIBRARIES)).isEqualTo(found);
    }

    @Test
    void readsNoDamagedArchive() throws IOException {
        assertThat(LastArchive.read(Files.write(folder.resolve("x"), new byte[9])))
                .isEmpty();
        assertThat(LastArchive.read(folder.resolve("missing"))).isEmpty();
    }

    @Test
    void writesNothingWithoutTheExpectedManifestAndRecord() throws IOException {
        String build = "  \"build\": {\n";
        assertUnusable(ArchiveLayout.MANIFEST, text -> "{}");
        assertUnusable(ArchiveLayout.MANIFEST, text -> build);
        assertUnusable(ArchiveLayout.MANIFEST, text -> text + build);
        assertUnusable(ArchiveLayout.RECORD, text -> "");
        assertUnusable(ArchiveLayout.RECORD, text -> text.replaceAll("\n.*/six.py.*\n", "\n"));
        assertUnusable(ArchiveLayout.RECORD, text -> text.replaceAll("/six.py,sha256=", "/six.py,sha512="));
        assertUnusable(ArchiveLayout.RECORD, text -> text.substring(0, text.indexOf("wsgi.py") + 20));
    }

    /** An archive of another tool may have more rows. */
    @Test
    void ignoresFurtherRows() throws IOException {
        Path file = changed(ArchiveLayout.RECORD, text -> "0,sha256=x,1\n" + text + "z,,\nincomplete");

        assertThat(write(LastArchive.read(file).orElseThrow(), sources("new", "shop.py"), Progress.SILENT))
                .isPresent();
        new ArchiveWriter(TIME, Progress.SILENT).write(assembled("new", "shop.py"), folder.resolve("expected.pywar"));
        assertThat(folder.resolve("next.pywar")).hasSameBinaryContentAs(folder.resolve("expected.pywar"));
    }

    private void assertUnusable(String path, UnaryOperator<String> change) throws IOException {
        Optional<LastArchive> last = LastArchive.read(changed(path, change));

        assertThat(last.isEmpty()
                        || write(last.get(), sources("new", "shop.py"), Progress.SILENT)
                                .isEmpty())
                .as(path)
                .isTrue();
    }

    private Path changed(String path, UnaryOperator<String> change) throws IOException {
        FileTree.Builder changed = FileTree.builder("test");
        for (Map.Entry<String, FileTree.Entry> file :
                assembled("old", "shop.py").entries().entrySet()) {
            ByteSource content = file.getValue().content();
            String text = new String(content.bytes(), StandardCharsets.UTF_8);
            changed.add(
                    file.getKey(),
                    file.getKey().equals(path) ? ByteSource.of(change.apply(text)) : content,
                    file.getValue().executable());
        }
        Path file = folder.resolve("changed.pywar");
        new ArchiveWriter(TIME, Progress.SILENT).write(changed.build(), file);
        return file;
    }

    private Optional<Integer> write(LastArchive last, FileTree sources, Progress progress) throws IOException {
        try (AtomicFile target = AtomicFile.at(folder.resolve("next.pywar"))) {
            return last.write(sources, NEXT, TIME, target, progress);
        }
    }

    private Path archive(String name, String text, String files) throws IOException {
        Path file = folder.resolve(name);
        new ArchiveWriter(Instant.EPOCH, Progress.SILENT).write(assembled(text, files), file);
        return file;
    }

    private static FileTree assembled(String text, String files) throws IOException {
        Map<String, String> library = new LinkedHashMap<>();
        library.put("flask/__init__.py", "1");
        library.put("six.py", "2");
        FileTree.Builder libraries = FileTree.builder("the libraries");
        library.forEach((path, content) -> libraries.add(LIBRARIES + "/" + path, ByteSource.of(content)));
        libraries.add("bin/flask", ByteSource.of("#!/bin/sh\n"), true);
        ArchiveManifest sample = TestManifest.of("3.11", "shop:application");
        ArchiveManifest manifest = new ArchiveManifest(
                sample.format(),
                sample.name(),
                sample.version(),
                NEXT,
                sample.maven(),
                sample.entry(),
                sample.target(),
                sample.layout(),
                sample.server(),
                sample.packages(),
                sample.executables(),
                sample.processes());
        return new ArchiveAssembler(LAYOUT, Globs.NONE, Progress.SILENT, RuntimeFiles.start())
                .assemble(new ArchiveParts(List.of(libraries.build()), sources(text, files), List.of()), manifest);
    }

    /** @param files separated by blanks; those with a star are executable */
    private static FileTree sources(String text, String files) {
        FileTree.Builder sources = FileTree.builder("the application");
        for (String file : files.split(" ")) {
            if (!file.isEmpty()) {
                sources.add(file.replace("*", ""), ByteSource.of(text + file), file.endsWith("*"));
            }
        }
        return sources.build();
    }
}
