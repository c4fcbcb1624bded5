package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class SourceFuzzTest {

    private static final UnpackLimits LIMITS = new UnpackLimits(1_000, 16L << 20, 100, 1L << 20);

    @TempDir
    Path folder;

    /** No archive writes a file outside of its folder, or leads a later program out of it. */
    @FuzzTarget
    void unpacksArchives(FuzzInput input) throws Exception {
        Path archive = Files.write(folder.resolve("archive.tar"), input.bytes());
        Path target = Files.createDirectories(folder.resolve("parent/target"));
        try {
            input.read(() -> new ArchiveUnpacker(LIMITS).unpack(archive, target));
            assertStaysInside(target);
        } finally {
            delete(folder.resolve("parent"));
        }
    }

    private void assertStaysInside(Path target) throws IOException {
        try (Stream<Path> parent = Files.list(target.getParent());
                Stream<Path> all = Files.walk(target)) {
            assertThat(parent).containsExactly(target);
            Path real = target.toRealPath();
            for (Path link :
                    all.filter(Files::isSymbolicLink).filter(Files::exists).toList()) {
                assertThat(link.toRealPath()).startsWith(real);
            }
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @FuzzTarget
    void readsStaticMetadata(FuzzInput input) throws Exception {
        Path project = Files.createDirectories(folder.resolve("static"));
        Files.write(project.resolve("pyproject.toml"), input.bytes());
        input.read(() -> {
            new SourceTree(project).staticMetadata();
            new SourceTree(project).buildSystem();
        });
    }

    @FuzzTarget
    void readsPkgInfo(FuzzInput input) throws Exception {
        Path project = Files.createDirectories(folder.resolve("info"));
        Files.write(project.resolve("PKG-INFO"), input.bytes());
        input.read(() -> new SourceTree(project).staticMetadata());
    }

    @FuzzTarget
    void readsModules(FuzzInput input) throws Exception {
        Path module = Files.write(folder.resolve("module.py"), input.bytes());
        input.read(() -> ModuleLiterals.read(module));
    }

    /** The file {@code pyproject.toml} of a project beside a module: the wheel is built, or left to the backend. */
    @FuzzTarget
    void buildsPureWheels(FuzzInput input) throws Exception {
        Path project = Files.createDirectories(folder.resolve("pure"));
        Files.createDirectories(project.resolve("demo"));
        Files.writeString(project.resolve("demo/__init__.py"), "\"\"\"Text.\"\"\"\n__version__ = \"2.0\"\n");
        Files.write(project.resolve("pyproject.toml"), input.bytes());
        input.read(() -> PureWheel.build(new SourceTree(project), Files.createDirectories(folder.resolve("built"))));
    }

    @FuzzTarget
    void readsUrlsOfRepositories(FuzzInput input) throws Exception {
        URI url;
        try {
            url = new URI(input.text());
        } catch (URISyntaxException e) {
            return;
        }
        input.read(() -> assertThat(RepositoryUrl.parse(url).url()).isNotNull());
    }
}
