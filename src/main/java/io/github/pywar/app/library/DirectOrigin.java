package io.github.pywar.app.library;

import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.requirement.RevisionReference;
import io.github.pywar.python.resolve.Resolution;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Origin of a package that a requirement refers to by URL.
 *
 * @param file a wheel or source code
 * @param requestedRevision of a repository, as it is declared: a branch, a tag or a commit; empty for the default branch
 */
public record DirectOrigin(DistributionFile file, Optional<String> requestedRevision) {

    /** Returns the origin of a package of a resolution. */
    public static DirectOrigin of(DistributionFile file, PackageName name, Resolution resolution) {
        return new DirectOrigin(
                file,
                Stream.concat(
                                resolution.roots().stream().map(root -> root.requirement()),
                                resolution.packages().stream().flatMap(other -> other.requirements().stream()))
                        .filter(requirement -> requirement.name().equals(name))
                        .flatMap(requirement -> requestedRevision(requirement).stream())
                        .findFirst());
    }

    private static Optional<String> requestedRevision(Requirement requirement) {
        return requirement.url().flatMap(RevisionReference::parse).flatMap(RevisionReference::revision);
    }

    /** Returns whether the URL leads to this machine. */
    private boolean isLocal() {
        return file.url().getScheme().endsWith("file");
    }

    /**
     * Returns the content of {@code direct_url.json}, without credentials; empty for a local file or folder, whose path would
     * make the archive differ from machine to machine.
     *
     * @param hashes of the wheel or the archive of source code, by algorithm; ignored for a repository
     */
    public Optional<DirectUrl> directUrl(Map<String, String> hashes) {
        if (isLocal()) {
            return Optional.empty();
        }
        DirectUrl url = file.kind() == DistributionFile.Kind.REVISION
                ? ofRevision(RevisionReference.parse(file.url().toString()).orElseThrow())
                : DirectUrl.archive(Credentials.bare(file.url()).toString(), hashes);
        return Optional.of(file.subdirectory().map(url::withSubdirectory).orElse(url));
    }

    private DirectUrl ofRevision(RevisionReference commit) {
        URI url = commit.url();
        return DirectUrl.revision(
                url.toString(), commit.system(), commit.revision().orElseThrow(), requestedRevision);
    }
}
