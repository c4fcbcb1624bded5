package io.github.pywar.app.sign;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a provenance states in addition to the archive's own manifest.
 *
 * @param builder id of the build platform, a URI
 * @param lock file of the lock; empty if there is none
 * @param repository URL of the sources; empty if it is not known
 * @param commit of the sources; empty if it is not known
 */
public record ProvenanceInputs(
        String builder, Optional<Path> lock, Optional<String> repository, Optional<String> commit) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** @throws UserException if the builder is not a URI, or the commit is not one */
    public ProvenanceInputs {
        if (!isUri(builder)) {
            throw UserException.of("`" + builder + "` is not the id of a builder\n    from: <provenanceBuilder>")
                    .hint(
                            "use a URI that names the build platform, for example https://ci.example.org/builders/release");
        }
        commit.filter(text -> !COMMIT.matcher(text).matches()).ifPresent(text -> {
            throw UserException.of("`" + text + "` is not a commit\n    from: <sourceCommit>")
                    .hint("use all 40 or 64 hexadecimal digits, in lower case");
        });
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    Optional<Sha256> lockHash() throws IOException {
        return lock.isEmpty() ? Optional.empty() : Optional.of(Sha256.of(lock.get()));
    }
}
