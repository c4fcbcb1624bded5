package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.lock.LockedArtifact;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a lock as they can be fetched.
 *
 * @param named what requirements name by URL: a user, a password and a query stand there, never in the lock
 * @param project the project's folder: no file of a lock is outside it and the lock's own folder
 */
record LockedFiles(AppLock lock, Map<PackageName, URI> named, Path project) {

    /** @return the file; what it is said to be is checked when it comes in */
    DistributionFile file(LockSelection chosen) {
        LockedArtifact artifact = chosen.artifact().requireWheel();
        if (artifact.hashes().keySet().stream()
                .noneMatch(name -> DigestAlgorithm.strong(name).isPresent())) {
            throw UserException.of("The lock has no hash of `" + artifact.name() + "` that proves anything: "
                            + String.join(", ", artifact.hashes().keySet()))
                    .hint("lock again, from an index that gives sha256");
        }
        DistributionFile.Builder file = DistributionFile.builder(artifact.name(), place(chosen))
                .indexId(indexId(chosen.locked()).orElse("the lock"));
        artifact.hashes().forEach(file::hash);
        artifact.size().ifPresent(file::size);
        return file.build();
    }

    /** The path wins, as the standard has it for names. */
    private URI place(LockSelection chosen) {
        LockedArtifact artifact = chosen.artifact();
        if (artifact.path().isPresent()) {
            return inside(path(artifact.path().get(), artifact), artifact).toUri();
        }
        URI place = url(artifact);
        if ("file".equalsIgnoreCase(place.getScheme())) {
            return inside(FileUrl.path(place), artifact).toUri();
        }
        return Optional.ofNullable(named.get(chosen.locked().name()))
                .filter(url -> Credentials.bare(url).equals(place))
                .orElse(place);
    }

    /** @return the URL by which a requirement names the file, whoever requires it; empty for those of an index and here */
    Optional<URI> named(LockSelection chosen) {
        return Optional.of(chosen)
                .filter(one -> one.artifact().kind() == LockedArtifact.Kind.ARCHIVE)
                .map(this::place)
                .filter(place -> !"file".equals(place.getScheme()));
    }

    /** @return the URLs that requirements name, without what stands behind {@code #} */
    static Map<PackageName, URI> named(DeclaredDependencies declared) {
        Map<PackageName, URI> urls = new HashMap<>();
        for (DeclaredRequirement one : declared.requirements()) {
            one.requirement().url().map(url -> url.replaceFirst("#.*", "")).ifPresent(url -> {
                try {
                    urls.put(one.requirement().name(), new URI(url));
                } catch (URISyntaxException e) {
                    throw UserException.of("`" + one + "` names no URL");
                }
            });
        }
        return urls;
    }

    private Path path(String path, LockedArtifact artifact) {
        try {
            return lock.folder().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw misplaced(artifact, "`path` is no path of a file", printable(path));
        }
    }

    /** A lock of someone else must not bring files of this machine into an archive, neither by name nor by a link. */
    private Path inside(Path place, LockedArtifact artifact) {
        Path file = place.toAbsolutePath().normalize();
        if (!isInside(file) || Files.exists(file) && !isInside(real(file))) {
            throw UserException.of(lock + " names `" + printable(artifact.name()) + "` at a place outside the project"
                            + "\n    it leads to: " + printable(file.toString()))
                    .hint("put the wheel below the project's folder, or on an index, and lock again");
        }
        return file;
    }

    private boolean isInside(Path file) {
        return Stream.of(lock.folder(), project)
                .flatMap(folder -> Stream.of(folder.toAbsolutePath().normalize(), real(folder)))
                .anyMatch(file::startsWith);
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException unreadable) {
            return file.toAbsolutePath().normalize();
        }
    }

    /** It may be relative to the lock. */
    private URI url(LockedArtifact artifact) {
        String url = artifact.url().orElseThrow();
        try {
            URI place = lock.folder().toUri().resolve(new URI(url));
            return UrlText.parse(place.toString()).orElseThrow(() -> noUrl(artifact, url));
        } catch (URISyntaxException e) {
            throw noUrl(artifact, url);
        }
    }

    private UserException noUrl(LockedArtifact artifact, String url) {
        return misplaced(artifact, "`url` is neither `http`, `https` nor `file`", UrlText.shown(printable(url)));
    }

    private UserException misplaced(LockedArtifact artifact, String what, String value) {
        return UserException.of(lock + " does not say where `" + printable(artifact.name()) + "` is: its " + what
                        + "\n    it says: " + value)
                .hint("lock again, with the tool that wrote it or with the goal `pywar:lock`");
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** @return the id by which the index was known when the lock was made, else its host, if that is told */
    Optional<String> indexId(LockedPackage locked) {
        Map<String, String> ids = lock.indexIds();
        return locked.index().flatMap(url -> Optional.ofNullable(ids.get(url)).or(() -> host(url)));
    }

    /** Anything else of a URL may be a password or a place on one machine. */
    private static Optional<String> host(String url) {
        return UrlText.parse(url).map(URI::getHost);
    }
}
