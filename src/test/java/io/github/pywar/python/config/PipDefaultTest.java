package io.github.pywar.python.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.index.IndexDeclaration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Default index of pip, from its help text. */
class PipDefaultTest extends ConfigurationFixture {

    @Test
    void runsPipOnceUntilItChanges() throws IOException {
        Path pip = pip("https://default.example.org/simple");
        variables.put("PATH", pip.getParent().toString());
        Path cache = root.resolve("cache");

        Configuration first = Configuration.read(machine(), cache);
        assertThat(first.indexes()).extracting(IndexDeclaration::id).containsExactly("pypi");
        assertThat(first.indexes().get(0).url()).isEqualTo(URI.create("https://default.example.org/simple/"));
        assertThat(first.indexes().get(0).origin()).isEqualTo("the default of `" + pip + "`");
        Configuration.read(machine(), cache);
        assertThat(Files.readString(root.resolve("asked"))).isEqualTo("asked\n");

        pip("https://changed.example.org/simple");
        Files.setLastModifiedTime(pip, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        assertThat(Configuration.read(machine(), cache).indexes().get(0).url().getHost())
                .isEqualTo("changed.example.org");
    }

    @Test
    void doesNotRunPipIfAnIndexIsConfigured() throws IOException {
        variables.put(
                "PATH", pip("https://default.example.org/simple").getParent().toString());
        variables.put("PIP_INDEX_URL", "https://main.example.org/simple");

        Configuration.read(machine(), root.resolve("cache"));

        assertThat(root.resolve("asked")).doesNotExist();
    }

    @Test
    void skipsInvalidFoldersOfThePath() throws IOException {
        Path pip = pip("https://default.example.org/simple");
        variables.put("PATH", "\0:" + pip.getParent());

        assertThat(Configuration.read(machine(), root.resolve("cache")).indexes())
                .hasSize(1);
    }

    @Test
    void ignoresAPipThatDoesNotRun() throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        script(bin.resolve("pip3"), "#!/bin/sh\nexit 3\n");
        variables.put("PATH", bin.toString());

        assertThat(Configuration.read(machine(), root.resolve("cache")).indexes())
                .isEmpty();
    }
}
