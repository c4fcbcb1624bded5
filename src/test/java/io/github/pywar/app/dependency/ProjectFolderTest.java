package io.github.pywar.app.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {

    @TempDir
    Path sources;

    private Path pom;

    @BeforeEach
    void createAPomInItsOwnFolder() throws IOException {
        pom = Files.createDirectory(sources.resolve("packaging"));
    }

    @Test
    void usesTheSourcesWithoutADeclarationBesideThePom() throws IOException {
        Files.createFile(sources.resolve("Pipfile"));

        assertThat(ProjectFolder.of(pom, sources).path()).isEqualTo(sources);
        assertThat(ProjectFolder.of(pom, sources).pyProject()).isEmpty();
    }

    @Test
    void prefersADeclarationBesideThePom() throws IOException {
        Files.createFile(sources.resolve("requirements.txt"));
        Path file = Files.createFile(pom.resolve("pyproject.toml"));

        assertThat(ProjectFolder.of(pom, sources).pyProject()).contains(file);
        assertThat(ProjectFolder.of(pom, sources).path()).isEqualTo(pom);
    }
}
