package io.github.pywar.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.BareRoot;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonArchiveTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void copyPython() throws IOException {
        Path python = Files.createDirectories(shared.resolve("tree/python"));
        BareRoot.copyPython(python);
        Files.createDirectories(python.resolve("include/python3.11"));
        Files.writeString(python.resolve("include/python3.11/patchlevel.h"), "#define PY_VERSION   \"3.11.2+\"\n");
        pack(shared.resolve("tree"), shared.resolve("python.tar.gz"));
    }

    @Test
    void findsTheProgramThatFits() throws IOException {
        EmbeddedPython python = read(shared.resolve("python.tar.gz"), target("3.11.2", "linux-x86_64", "glibc-2.36"));

        assertThat(python.program()).isEqualTo("python/bin/python3.11");
        assertThat(python.file()).isEqualTo(shared.resolve("python.tar.gz"));
        assertThat(python.size()).isEqualTo(Files.size(python.file()));
    }

    @Test
    void packsAZipForTheLauncher() throws IOException {
        Path zip = shared.resolve("python.zip");
        Tool.Result zipped = Tool.run(shared.resolve("tree"), "python3", "-m", "zipfile", "-c", zip + "", "python");
        assertThat(zipped.exit()).as(zipped.output()).isZero();

        EmbeddedPython python = read(zip, target("3.11", "linux-x86_64", "glibc-2.36"));
        Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
        Tool.run(unpacked, "tar", "-xzf", python.file().toString());

        assertThat(Tool.run(unpacked, unpacked.resolve(python.program()) + "", "-c", "import json; print(1)")
                        .output())
                .isEqualTo("1\n");
    }

    @Test
    void reportsWhatDoesNotFit() throws IOException {
        Path python = shared.resolve("python.tar.gz");
        List<String> texts = new ArrayList<>();
        texts.add(refused(python, target("3.12", "linux-x86_64", "glibc-2.36")));
        texts.add(refused(python, target("3.11.9", "linux-x86_64", "glibc-2.36")));
        texts.add(refused(python, target("3.11", "linux-aarch64", "glibc-2.36")));
        texts.add(refused(python, target("3.11", "linux-x86_64", "glibc-2.17")));
        texts.add(refused(python, target("3.11", "linux-x86_64", "musl-1.2")));
        texts.add(refused(other("empty", "README"), target("3.11", "linux-x86_64", "glibc-2.36")));
        texts.add(refused(other("script", "bin/python3.11"), target("3.11", "linux-x86_64", "glibc-2.36")));

        Golden.assertMatches("embedded/unfit.txt", String.join("\n\n", texts));
    }

    @Test
    void launcherNamesTheOffsetOfTheInterpreter() throws IOException {
        EmbeddedPython python = read(shared.resolve("python.tar.gz"), target("3.11", "linux-x86_64", "glibc-2.36"));
        byte[] script = new Launcher(python).script();
        String text = new String(script, StandardCharsets.UTF_8);

        assertThat(text).startsWith("#!/bin/sh\n").contains("\nstart=" + (script.length + 1) + " ");
        assertThat(text).contains("\nsize=" + python.size() + "\n").doesNotContainPattern("@[A-Z]++@");
    }

    @Test
    void unpacksAgainAfterABuildThatWasEnded() throws IOException {
        Path archive = shared.resolve("python.tar.gz");
        Path partial = folder.resolve("work/" + Sha256.of(archive).hex() + "/files/python/bin");
        Files.writeString(Files.createDirectories(partial).resolve("python3.11"), "incomplete");

        EmbeddedPython python = read(archive, target("3.11", "linux-x86_64", "glibc-2.36"));

        assertThat(python.program()).isEqualTo("python/bin/python3.11");
    }

    @Test
    void launcherRunsNoProgramOfAFolderThatOthersCanWrite() throws IOException {
        EmbeddedPython python = read(shared.resolve("python.tar.gz"), target("3.11", "linux-x86_64", "glibc-2.36"));
        Path archive = Files.write(folder.resolve("shop.pywar"), new Launcher(python).script());
        Path cache = Files.createDirectories(folder.resolve("sticky"));
        Path program = cache.resolve("python-" + python.sha256().hex().substring(0, 32) + "/" + python.program());
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\necho of another user\n");
        program.toFile().setExecutable(true);
        Tool.run(folder, "chmod", "1777", cache.toString());

        Tool.Result started = Tool.run(folder, Map.of("PYWAR_CACHE", cache.toString()), "sh", archive.toString());

        assertThat(started.output()).contains("set PYWAR_CACHE to a directory of your own");
        assertThat(started.exit()).isOne();
    }

    private Path other(String name, String file) throws IOException {
        Path tree = Files.createDirectories(folder.resolve(name).resolve("python"));
        Files.createDirectories(tree.resolve(file).getParent());
        Files.writeString(tree.resolve(file), "#!/bin/sh\n");
        Path archive = folder.resolve(name + ".tar.gz");
        pack(folder.resolve(name), archive);
        return archive;
    }

    private static void pack(Path tree, Path archive) {
        Tool.Result packed = Tool.run(tree, "tar", "-czf", archive.toString(), "python");
        assertThat(packed.exit()).as(packed.output()).isZero();
    }

    private String refused(Path archive, TargetEnvironment target) {
        return catchThrowableOfType(UserException.class, () -> read(archive, target))
                .getMessage();
    }

    private EmbeddedPython read(Path archive, TargetEnvironment target) throws IOException {
        return new PythonArchive(archive, archive.getFileName().toString(), true, "shop-python.tar.gz")
                .read(target, folder.resolve("work"), TIME);
    }

    private static TargetEnvironment target(String python, String platform, String libc) {
        return TargetEnvironment.of(
                PythonVersion.parse(python), Platform.parse(platform).withLibc(Libc.parse(libc)));
    }
}
