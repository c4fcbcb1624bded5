package io.github.pywar.maven;

import io.github.pywar.app.lock.LockSettings;
import io.github.pywar.app.sign.ProvenanceInputs;
import io.github.pywar.app.sign.SigningKey;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.model.Scm;

/** Reader of the settings of a signed build. */
record ProvenanceReader(PackageMojo goal, PomReader pom) {

    private static final String GIT = "scm:git:";

    /** @throws UserException if a provenance is configured without a key, or its inputs are invalid */
    Optional<SignedBuild> read(Optional<SigningKey> key) throws IOException {
        Optional<String> builder = AbstractPywarMojo.value(goal.provenanceBuilder);
        Optional<String> commit = AbstractPywarMojo.value(goal.sourceCommit);
        if (builder.isEmpty() && commit.isPresent()) {
            throw UserException.of("<sourceCommit> has no effect without <provenanceBuilder>")
                    .hint("set <provenanceBuilder> to the id of the build platform, a URI");
        }
        if (builder.isPresent() && key.isEmpty()) {
            throw UserException.of("A provenance needs a signing key\n    from: <provenanceBuilder>")
                    .hint("set <signingKey> or <signingServer>");
        }
        Optional<ProvenanceInputs> inputs =
                builder.isEmpty() ? Optional.empty() : Optional.of(inputs(builder.get(), commit));
        return key.isPresent() ? Optional.of(new SignedBuild(key.get(), inputs)) : Optional.empty();
    }

    private ProvenanceInputs inputs(String builder, Optional<String> commit) throws IOException {
        LockSettings lock = pom.lock();
        return new ProvenanceInputs(
                builder, lock.exists() ? Optional.of(lock.file()) : Optional.empty(), repository(), commit);
    }

    private Optional<String> repository() {
        return Optional.ofNullable(goal.project.getScm())
                .map(Scm::getConnection)
                .filter(connection -> connection.startsWith(GIT))
                .map(connection -> Credentials.redact(connection.substring(GIT.length())));
    }
}
