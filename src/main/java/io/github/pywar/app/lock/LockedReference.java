package io.github.pywar.app.lock;

import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlParameters;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.lock.LockedArtifact;
import io.github.pywar.python.requirement.RevisionReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Comparison of the URL of a direct reference with the artifact of a lock. Credentials, a query and a fragment other than the
 * subdirectory do not make it the URL of something else.
 *
 * @param settings with the folder of the lock
 */
record LockedReference(LockSettings settings) {

    /** Returns what the lock has instead of the reference, for a message; empty if it has the reference. */
    Optional<String> mismatch(String url, LockSelection selected) {
        LockedArtifact artifact = selected.artifact();
        Optional<RevisionReference> revision = RevisionReference.parse(url);
        boolean isSubfolder =
                subfolder(UrlParameters.ofFragment(url).get("subdirectory")).equals(subfolder(artifact.subdirectory()));
        boolean matches =
                isSubfolder && (revision.isPresent() ? isRevision(revision.get(), artifact) : isFile(url, artifact));
        return matches ? Optional.empty() : Optional.of("the lock has `" + shown(selected) + "`");
    }

    private static String subfolder(Optional<String> subdirectory) {
        return PathText.parse(subdirectory.orElse(""))
                .map(path -> path.normalize().toString())
                .orElse("..");
    }

    /** Returns whether the lock has the reference as a direct reference, not as a file of an index. */
    boolean isDirect(String url, LockSelection selected) {
        LockedArtifact.Kind kind = selected.artifact().kind();
        return kind != LockedArtifact.Kind.WHEEL
                && kind != LockedArtifact.Kind.SDIST
                && mismatch(url, selected).isEmpty();
    }

    private boolean isRevision(RevisionReference declared, LockedArtifact artifact) {
        Optional<LockedArtifact.LockedRevision> locked = artifact.revision();
        if (locked.isEmpty() || !locked.get().system().equals(declared.system())) {
            return false;
        }
        boolean isSame = declared.revision().equals(locked.get().requested())
                || declared.revision().filter(locked.get().commit()::equals).isPresent();
        return isSame && isLocation(declared.url(), artifact);
    }

    private boolean isFile(String url, LockedArtifact artifact) {
        return artifact.revision().isEmpty()
                && UrlText.parse(url)
                        .map(parsed -> isLocation(parsed, artifact))
                        .orElse(false);
    }

    /** A path in a lock of another tool may be that of a copy of a file, so only folders are compared by their path. */
    private boolean isLocation(URI declared, LockedArtifact artifact) {
        if (artifact.url().isPresent()) {
            return bare(artifact.url().get()).equals(bare(declared.toString()));
        }
        boolean isFolder = artifact.kind() == LockedArtifact.Kind.DIRECTORY;
        return !isFolder && artifact.revision().isEmpty()
                || "file".equals(declared.getScheme())
                        && folder(artifact).equals(FileUrl.path(declared).normalize());
    }

    private Path folder(LockedArtifact artifact) {
        return settings.folder().resolve(artifact.path().orElse("")).normalize();
    }

    private static String shown(LockSelection selected) {
        LockedArtifact artifact = selected.artifact();
        String commit = artifact.revision()
                .map(revision -> "@" + revision.requested().orElse(revision.commit()))
                .orElse("");
        return Credentials.redact(
                artifact.url().or(artifact::path).map(text -> text + commit).orElse(artifact.name())
                        + artifact.subdirectory().map("#subdirectory="::concat).orElse(""));
    }

    private static String bare(String url) {
        try {
            return Credentials.bare(URI.create(url)).toString();
        } catch (IllegalArgumentException invalid) {
            return url;
        }
    }
}
