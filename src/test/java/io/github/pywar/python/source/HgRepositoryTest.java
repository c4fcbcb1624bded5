package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HgRepositoryTest {

    @TempDir
    Path folder;

    private Path repository;
    private String program;
    private String first;

    @BeforeEach
    void createRepository() throws IOException {
        program = SourceTools.mercurial(folder.resolve("hg")).toString();
        repository = Files.createDirectories(folder.resolve("shop"));
        hg("init");
        first = commit("one = 1\n");
        hg("tag", "-u", "a", "v1.0");
        commit("one = 2\n");
    }

    private String hg(String... arguments) {
        Tool.Result result = Tool.run(repository, program, arguments);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output().strip();
    }

    private String commit(String text) throws IOException {
        Files.writeString(repository.resolve("shop.py"), text);
        hg("commit", "-q", "-A", "-u", "a", "-m", "change");
        return hg("identify", "--debug", "--id");
    }

    private HgRepository open(String path) {
        RepositoryUrl url = RepositoryUrl.parse(URI.create("hg+file://" + folder.resolve(path)));
        return new HgRepository(url, folder, program);
    }

    @Test
    void findsCommits() throws IOException {
        assertThat(open("shop").commit(Optional.of("v1.0"))).isEqualTo(first);
        assertThat(open("shop").commit(Optional.of(first.substring(0, 9)))).isEqualTo(first);
        assertThat(open("shop").commit(Optional.empty())).isEqualTo(hg("identify", "--debug", "--id"));
    }

    @Test
    void checksACommitOut() throws IOException {
        Path checkout = Files.createDirectory(folder.resolve("checkout"));

        open("shop").checkOut(first, checkout);

        assertThat(checkout.resolve("shop.py")).hasContent("one = 1\n");
    }

    @Test
    void reportsUnknownRevisions() {
        assertThatThrownBy(() -> open("shop").commit(Optional.of("missing")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no revision `missing`");
    }

    @Test
    void reportsAMissingRepository() {
        assertThatThrownBy(() -> open("missing").commit(Optional.empty()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot read `hg+file:///")
                .hasMessageContaining("and try `hg identify file:///");
    }
}
