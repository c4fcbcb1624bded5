package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Mercurial repository. */
final class HgRepository implements SourceRepository {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Duration QUICK = Duration.ofMinutes(2);
    private static final Duration TRANSFER = Duration.ofMinutes(20);

    private final RepositoryUrl repository;
    private final Path scratch;
    private final SourceProgram hg;

    /**
     * @param scratch an existing folder
     * @param program its name on the PATH
     */
    HgRepository(RepositoryUrl repository, Path scratch, String program) {
        this.repository = repository;
        this.scratch = scratch;
        this.hg = new SourceProgram(
                program, Set.of("HG_PENDING"), Map.of("HGPLAIN", "1", "HGENCODING", "utf-8", "LC_ALL", "C"));
    }

    @Override
    public String commit(Optional<String> revision) throws IOException {
        String name = revision.orElse("default");
        SourceProgram.Finished result = hg.run(
                scratch,
                QUICK,
                List.of("--noninteractive", "identify", "--debug", "--id", "--rev=" + name, "--", url()));
        String commit = result.output().strip();
        if (result.errors().contains("unknown revision") || result.errors().contains("ambiguous identifier")) {
            throw RepositoryErrors.unknown(repository, name);
        }
        if (!result.isSuccess() || !COMMIT.matcher(commit).matches()) {
            throw RepositoryErrors.unreadable(repository, result, "hg identify " + repository.withoutSecrets());
        }
        return commit;
    }

    @Override
    public void checkOut(String commit, Path folder) throws IOException {
        require(
                hg.run(
                        scratch,
                        TRANSFER,
                        List.of(
                                "--noninteractive",
                                "clone",
                                "--quiet",
                                "--noupdate",
                                "--rev=" + commit,
                                "--",
                                url(),
                                folder.toString())),
                commit);
        require(hg.run(folder, QUICK, List.of("--noninteractive", "update", "--quiet", "--rev=" + commit)), commit);
    }

    private void require(SourceProgram.Finished result, String commit) {
        if (result.errors().contains("unknown revision")) {
            throw RepositoryErrors.unknown(repository, commit);
        }
        if (!result.isSuccess()) {
            throw RepositoryErrors.unreadable(repository, result, "hg identify " + repository.withoutSecrets());
        }
    }

    private String url() {
        return repository.url().toString();
    }
}
