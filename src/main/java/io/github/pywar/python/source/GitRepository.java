package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Git repository. A checkout has the one commit without history, unless the server does not offer single commits, or the
 * project reads its version from the history.
 */
final class GitRepository implements SourceRepository {

    static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-f]{4,64}");
    private static final Duration QUICK = Duration.ofMinutes(2);
    private static final Duration TRANSFER = Duration.ofMinutes(20);

    private final RepositoryUrl repository;
    private final Path scratch;
    private final SourceProgram git;

    /** @param scratch an existing folder */
    GitRepository(RepositoryUrl repository, Path scratch) throws IOException {
        this.repository = repository;
        this.scratch = scratch;
        this.git = GitProgram.of(repository, scratch);
    }

    @Override
    public String commit(Optional<String> revision) throws IOException {
        if (revision.isEmpty()) {
            return Optional.ofNullable(references(List.of("HEAD")).get("HEAD"))
                    .orElseThrow(() -> RepositoryErrors.unknown(repository, "HEAD"));
        }
        String name = revision.get();
        List<String> candidates = candidates(name);
        Map<String, String> references = references(candidates);
        Optional<String> found = candidates.stream()
                .filter(references::containsKey)
                .map(references::get)
                .findFirst();
        return found.isPresent() ? found.get() : abbreviated(name);
    }

    /** A branch comes before a tag of the same name, as in pip. A tag can be an object with a message: its commit counts. */
    private static List<String> candidates(String name) {
        return name.startsWith("refs/")
                ? List.of(name + "^{}", name)
                : List.of("refs/heads/" + name, "refs/tags/" + name + "^{}", "refs/tags/" + name, "refs/" + name);
    }

    private Map<String, String> references(List<String> names) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("ls-remote", "--quiet", "--", url()));
        arguments.addAll(names);
        SourceProgram.Finished result = git.run(scratch, QUICK, arguments);
        if (!result.isSuccess()) {
            throw RepositoryErrors.unreadable(repository, result, "git ls-remote " + url());
        }
        Map<String, String> references = new LinkedHashMap<>();
        result.output()
                .lines()
                .map(line -> line.split("\t", 2))
                .filter(line -> line.length == 2)
                .forEach(line -> {
                    if (COMMIT.matcher(line[0]).matches()) {
                        references.put(line[1], line[0]);
                    }
                });
        return references;
    }

    /** Finds a commit by the begin of its id: only a copy of the repository has all ids. */
    private String abbreviated(String name) throws IOException {
        if (!ABBREVIATED.matcher(name).matches()) {
            throw RepositoryErrors.unknown(repository, name);
        }
        Path folder = Files.createTempDirectory(scratch, "");
        initialize(folder);
        fetchAll(folder);
        SourceProgram.Finished result = git.run(
                folder, QUICK, List.of("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"));
        String commit = result.output().strip();
        if (!result.isSuccess() || !COMMIT.matcher(commit).matches()) {
            throw RepositoryErrors.unknown(repository, name);
        }
        return commit;
    }

    @Override
    public void checkOut(String commit, Path folder) throws IOException {
        initialize(folder);
        boolean isShallow =
                fetch(folder, List.of("--depth", "1", "--no-tags"), commit).isSuccess();
        if (!isShallow) {
            fetchAll(folder);
        }
        if (!local(folder, "cat-file", "-e", commit + "^{commit}").isSuccess()) {
            throw RepositoryErrors.unknown(repository, commit);
        }
        require(local(folder, "checkout", "--quiet", "--force", "--detach", commit, "--"));
        if (isShallow && SourceExclusions.readsRepository(folder)) {
            fetchAll(folder);
        }
        if (Files.exists(folder.resolve(".gitmodules"))) {
            require(git.run(
                    folder, TRANSFER, List.of("submodule", "--quiet", "update", "--init", "--recursive", "--force")));
        }
    }

    private void initialize(Path folder) throws IOException {
        require(local(folder, "init", "--quiet", "--template="));
        require(local(folder, "config", "remote.origin.url", url()));
    }

    private void fetchAll(Path folder) throws IOException {
        List<String> options =
                Files.exists(folder.resolve(".git/shallow")) ? List.of("--unshallow", "--tags") : List.of("--tags");
        require(fetch(folder, options, "+refs/*:refs/remotes/origin/*"));
    }

    private SourceProgram.Finished fetch(Path folder, List<String> options, String what) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("fetch", "--quiet", "--no-write-fetch-head", "--force"));
        arguments.addAll(options);
        arguments.addAll(List.of("--", url(), what));
        return git.run(folder, TRANSFER, arguments);
    }

    private SourceProgram.Finished local(Path folder, String... arguments) throws IOException {
        return git.run(folder, QUICK, Arrays.asList(arguments));
    }

    private void require(SourceProgram.Finished result) {
        if (!result.isSuccess()) {
            throw RepositoryErrors.unreadable(repository, result, "git ls-remote " + url());
        }
    }

    private String url() {
        return repository.withoutSecrets().toString();
    }
}
