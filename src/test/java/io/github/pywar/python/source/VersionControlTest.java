package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionControlTest {

    private static final Map<String, String> AUTHOR = Map.of(
            "GIT_AUTHOR_NAME", "a",
            "GIT_AUTHOR_EMAIL", "a@example.org",
            "GIT_COMMITTER_NAME", "a",
            "GIT_COMMITTER_EMAIL", "a@example.org",
            "GIT_CONFIG_COUNT", "1",
            "GIT_CONFIG_KEY_0", "protocol.file.allow",
            "GIT_CONFIG_VALUE_0", "always");

    @TempDir
    Path folder;

    private Path repository;
    private String first;
    private String second;

    @BeforeEach
    void createRepository() throws IOException {
        repository = Files.createDirectories(folder.resolve("served/shop"));
        git("init", "-q", "-b", "main");
        first = commit("one = 1\n");
        git("tag", "-a", "-m", "release", "v1.0");
        git("branch", "old");
        second = commit("one = 2\n");
        git("tag", "light");
    }

    private String git(String... arguments) {
        Tool.Result result = Tool.run(repository, AUTHOR, "git", arguments);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output().strip();
    }

    private String commit(String text) throws IOException {
        Files.writeString(repository.resolve("shop.py"), text);
        git("add", ".");
        git("commit", "-q", "-m", "change");
        return git("rev-parse", "HEAD");
    }

    private URI url() {
        return URI.create("git+"
                + repository.toUri().toString().replace("file:/", "file:///").replace("////", "//"));
    }

    private VersionControl control(boolean isOffline) {
        return new VersionControl(folder.resolve("cache"), isOffline, Progress.SILENT);
    }

    private String commit(Optional<String> revision) throws IOException {
        return control(false).commit(url(), revision);
    }

    private Path checkOut(URI repository, String commit) throws IOException {
        Path target = Files.createTempDirectory(folder, "checkout").resolve("source");
        return control(false).checkOut(URI.create(withoutSlash(repository) + "@" + commit), target);
    }

    private static String withoutSlash(URI url) {
        return url.toString().replaceAll("/$", "");
    }

    @Test
    void findsCommits() throws IOException {
        git("branch", "both", first);
        git("tag", "both", second);

        assertThat(commit(Optional.empty())).isEqualTo(second);
        assertThat(commit(Optional.of("main"))).isEqualTo(second);
        assertThat(commit(Optional.of("old"))).isEqualTo(first);
        assertThat(commit(Optional.of("v1.0")))
                .as("the commit of a tag with a message")
                .isEqualTo(first);
        assertThat(commit(Optional.of("light"))).isEqualTo(second);
        assertThat(commit(Optional.of("refs/tags/v1.0"))).isEqualTo(first);
        assertThat(commit(Optional.of("both"))).as("a branch before a tag").isEqualTo(first);
        assertThat(commit(Optional.of(first.substring(0, 8)))).isEqualTo(first);
        assertThat(commit(Optional.of(first))).isEqualTo(first);
    }

    @Test
    void usesTheRevisionOfTheUrl() throws IOException {
        assertThat(control(false).commit(URI.create(withoutSlash(url()) + "@v1.0"), Optional.empty()))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "abcdef12", "v1", "feature/x"})
    void reportsUnknownRevisions(String revision) {
        assertThatThrownBy(() -> commit(Optional.of(revision)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("The repository `git+file:///")
                .hasMessageContaining("has no revision `" + revision + "`\nhint: use the name of a branch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--upload-pack=touch x",
                "-x",
                "a b",
                "a..b",
                "a~1",
                "a^",
                "a:b",
                "",
                "a@{1}",
                "*",
                "a\n",
                "/a",
                "a/"
            })
    void refusesInvalidRevisions(String revision) {
        assertThatThrownBy(() -> commit(Optional.of(revision)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is not a revision");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "svn+https://h/r            | only `git+` and `hg+` URLs are supported",
                "https://h/r.git            | only `git+` and `hg+` URLs are supported",
                "git+ext://h/r              | the protocol `ext` is not allowed",
                "git+ssh://-oProxy=x/r      | it is not the URL of a repository",
                "git+https://h              | it is not the URL of a repository",
                "git+ssh://h/-r             | it is not the URL of a repository"
            })
    void refusesUrls(String url, String why) {
        assertThatThrownBy(() -> control(false).commit(URI.create(url), Optional.empty()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(why);
    }

    @Test
    void checksAnyCommitOut() throws IOException {
        assertThat(checkOut(url(), first).resolve("shop.py")).hasContent("one = 1\n");
        assertThat(checkOut(url(), second).resolve("shop.py")).hasContent("one = 2\n");
    }

    @Test
    void checkoutHasNoHistory() throws IOException {
        Path checkout = checkOut(url(), second);

        assertThat(Tool.run(checkout, "git", "rev-list", "--count", "HEAD")
                        .output()
                        .strip())
                .isEqualTo("1");
        assertThat(Tool.run(checkout, "git", "status", "--porcelain").output()).isEmpty();
    }

    @Test
    void checkoutHasTheHistoryThatAVersionIsReadFrom() throws IOException {
        Files.writeString(repository.resolve("pyproject.toml"), "[build-system]\nrequires = [\"setuptools_scm\"]\n");
        String third = commit("one = 3\n");

        Path checkout = checkOut(url(), third);

        assertThat(Tool.run(checkout, "git", "describe", "--tags", "--long", "--match", "v*")
                        .output())
                .startsWith("v1.0-2-g" + third.substring(0, 7));
    }

    @Test
    void checkoutComesFromTheCache() throws IOException {
        checkOut(url(), first);
        Files.move(repository, repository.resolveSibling("gone"));

        assertThat(checkOut(url(), first).resolve("shop.py")).hasContent("one = 1\n");
    }

    @Test
    void cacheHasNoIncompleteCheckout() throws IOException {
        checkOut(url(), first);

        try (Stream<Path> left = Files.list(folder.resolve("cache/incoming"))) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(() -> checkOut(url(), first.replaceAll("^.", "f").replaceAll(".$", "0")))
                .isInstanceOf(UserException.class);
        try (Stream<Path> left = Files.list(folder.resolve("cache/incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void runsNoHooks() throws IOException {
        Path template = Files.createDirectories(folder.resolve("template/hooks"));
        Path hook = Files.writeString(template.resolve("post-checkout"), "#!/bin/sh\ntouch hooked\n");
        hook.toFile().setExecutable(true);

        Path checkout = checkOut(url(), first);

        assertThat(checkout.resolve(".git/hooks")).doesNotExist();
        assertThat(checkout.resolve("hooked")).doesNotExist();
    }

    @Test
    void checksSubmodulesOut() throws IOException {
        Path shop = repository;
        repository = Files.createDirectories(folder.resolve("served/outer"));
        git("init", "-q", "-b", "main");
        git("submodule", "--quiet", "add", shop.toString(), "libs/shop");
        String commit = commit("outer = 1\n");

        assertThat(checkOut(url(), commit).resolve("libs/shop/shop.py")).hasContent("one = 2\n");
    }

    @Test
    void reportsAMissingRepository() {
        URI missing = URI.create(url().toString().replace("/shop", "/missing"));

        assertThatThrownBy(() -> control(false).commit(missing, Optional.empty()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot read `git+file:///")
                .hasMessageContaining("does not appear to be a git repository")
                .hasMessageContaining("\nhint: check the URL and the network, and try `git ls-remote file:///");
    }

    @Test
    void offlineNeedsTheCache() throws IOException {
        URI remote = URI.create("git+https://code.example.org/shop.git");

        assertThat(control(true).commit(remote, Optional.of(first))).isEqualTo(first);
        assertThatThrownBy(() -> control(true).commit(remote, Optional.of("main")))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "Cannot read `git+https://code.example.org/shop.git`: the build is offline, and the commit is"
                                + " not in the cache\nhint: run this once with network access");
    }

    @Test
    void readsFromAServer() throws IOException {
        try (GitServer server = new GitServer(folder.resolve("served"), "")) {
            URI url = server.url("", "shop/.git");

            assertThat(control(false).commit(url, Optional.of("v1.0"))).isEqualTo(first);
            assertThat(checkOut(url, first).resolve("shop.py")).hasContent("one = 1\n");

            server.requests().clear();
            checkOut(url, first);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void passesCredentialsToTheServerOnly() throws IOException {
        try (GitServer server = new GitServer(folder.resolve("served"), "bob:s3cr3t")) {
            URI url = server.url("bob:s3cr3t@", "shop/.git");

            Path checkout = checkOut(url, first);

            assertThat(checkout.resolve("shop.py")).hasContent("one = 1\n");
            assertThat(textBelow(checkout)).doesNotContain("s3cr3t");
        }
    }

    private static String textBelow(Path root) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @Test
    void reportsForbiddenRepositoriesWithoutAPrompt() throws IOException {
        try (GitServer server = new GitServer(folder.resolve("served"), "bob:s3cr3t")) {
            assertThatThrownBy(() -> control(false).commit(server.url("bob:wr0ng@", "shop/.git"), Optional.empty()))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("Cannot read `git+http://127.0.0.1:")
                    .hasMessageContaining("hint: configure `git` so that it can read the repository without a prompt")
                    .hasMessageNotContaining("wr0ng");
            assertThatThrownBy(() -> control(false).commit(server.url("", "shop/.git"), Optional.empty()))
                    .hasMessageContaining("hint: configure `git`");
        }
    }

    @Test
    void keepsSettingsOfTheEnvironment() {
        RepositoryUrl repository = RepositoryUrl.parse(URI.create("git+https://bob:s3cr3t@code.example.org/shop.git"));

        Map<String, String> settings = GitProgram.settings(repository, Map.of("GIT_CONFIG_COUNT", "2"));

        assertThat(settings)
                .doesNotContainKeys("GIT_CONFIG_KEY_0", "GIT_CONFIG_KEY_1")
                .containsKey("GIT_CONFIG_KEY_2");
        assertThat(settings.get("GIT_CONFIG_COUNT")).isEqualTo(Integer.toString(2 + (settings.size() - 1) / 2));
        assertThat(GitProgram.settings(repository, Map.of())).containsKey("GIT_CONFIG_KEY_0");
    }

    @Test
    void severalBuildsShareTheCache() {
        List<String> contents = Stream.of(1, 2, 3, 4)
                .parallel()
                .map(build -> {
                    try {
                        return Files.readString(checkOut(url(), first).resolve("shop.py"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();

        assertThat(contents).hasSize(4).containsOnly("one = 1\n");
    }

    @Test
    void reportsAMissingProgram() {
        SourceProgram missing = new SourceProgram("no-such-program", java.util.Set.of(), Map.of());

        assertThatThrownBy(() -> missing.run(folder, java.time.Duration.ofSeconds(9), List.of()))
                .isInstanceOf(UserException.class)
                .hasMessage("Cannot run `no-such-program`: this machine does not have it\nhint: install"
                        + " `no-such-program`, or require an archive of the source code instead of a repository");
    }

    @Test
    void endsAProgramAfterItsTimeout() {
        SourceProgram sleep = new SourceProgram("sleep", java.util.Set.of(), Map.of());

        assertThatThrownBy(() -> sleep.run(folder, java.time.Duration.ofMillis(1), List.of("60")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("`sleep` did not end within 0 seconds");
    }
}
