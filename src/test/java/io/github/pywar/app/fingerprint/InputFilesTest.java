package io.github.pywar.app.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans of a project whose source folder is a link to a folder that several projects share. */
class InputFilesTest {

    @TempDir
    private Path folder;

    private Path shared;
    private Path project;
    private Path sources;

    @BeforeEach
    void link() throws IOException {
        Path root = folder.toRealPath();
        shared = Files.createDirectories(root.resolve("shared"));
        project = Files.createDirectories(root.resolve("project"));
        sources = Files.createSymbolicLink(project.resolve("python"), shared);
        Files.writeString(shared.resolve("shop.py"), "");
    }

    @Test
    void entersALocationThatIsALink() throws IOException {
        assertThat(files(Set.of(sources)).scan()).containsOnlyKeys(shared.resolve("shop.py"));
    }

    @Test
    void findsTheSameFilesInEveryOrderOfTheLocations() throws IOException {
        InputFiles files = files(Set.of());

        assertThat(files.scan(List.of(sources, project)).keySet())
                .isEqualTo(files.scan(List.of(project, sources)).keySet())
                .contains(shared.resolve("shop.py"));
    }

    private InputFiles files(Set<Path> locations) throws IOException {
        return new InputFiles(locations, Set.of(), Set.of(), FileScope.of(List.of(shared.getParent())));
    }
}
