package io.github.pywar.maven;

import io.github.pywar.base.http.HttpFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;

/** What a person is told when the disk or the network failed: what, where and why, in words; the stack is for -e. */
final class FailureMessage {

    private final IOException cause;
    private final Optional<Path> cache;

    FailureMessage(IOException cause) {
        this(cause, Optional.empty());
    }

    /** @param cache the folder of downloads, which a build can have elsewhere */
    FailureMessage(IOException cause, Optional<Path> cache) {
        this.cause = cause;
        this.cache = cache;
    }

    /** Maven adds the messages of causes to ours, below the hint: what broke travels beside, for {@code -e} alone. */
    MojoExecutionException failure() {
        MojoExecutionException failure = new MojoExecutionException(MavenProgress.printed(text()));
        failure.addSuppressed(cause);
        return failure;
    }

    String text() {
        if (cause instanceof HttpFailure failure) {
            return network(failure);
        }
        return cause instanceof FileSystemException broken ? disk(broken) + elsewhere(broken) : other();
    }

    /** The local repository, which has the cache, is read-only on some build servers. */
    private String elsewhere(FileSystemException broken) {
        boolean isInCache = broken.getFile() != null
                && cache.filter(folder -> isRelated(folder, Path.of(broken.getFile())))
                        .isPresent();
        return isInCache && !(broken instanceof NoSuchFileException)
                ? "\nhint: keep downloads elsewhere: -Dpywar.cacheDirectory=/path/to/a/directory"
                : "";
    }

    /** A folder on the way to the cache counts as well: it may be the one that cannot be made. */
    private static boolean isRelated(Path folder, Path file) {
        Path cache = folder.toAbsolutePath().normalize();
        Path broken = file.toAbsolutePath().normalize();
        return broken.startsWith(cache) || cache.startsWith(broken);
    }

    private static String network(HttpFailure failure) {
        return !failure.hints().isEmpty()
                ? MavenHints.append(failure.what(), failure.hints())
                : failure.what()
                        + "\nhint: check the URL, and the way to it: the network, and <proxies> of settings.xml"
                        + "\nhint: if all was fetched before, build with `-o`";
    }

    /** Many of the JDK's messages are the bare name of a file: the kind of fault is what they leave out. */
    private static String disk(FileSystemException broken) {
        String file = "`" + broken.getFile() + "`";
        if (broken instanceof NoSuchFileException) {
            return "There is no " + file + " (any more)\nhint: run again; if it stays so, something else deletes it";
        }
        if (broken instanceof AccessDeniedException) {
            return "No permission for " + file + "\nhint: give the user of this build the right to read and write it";
        }
        if (broken instanceof FileAlreadyExistsException) {
            return "Something is in the way at " + file + "\nhint: move or delete it";
        }
        String reason = broken.getReason() == null ? "the system does not say why" : broken.getReason();
        return "Could not read or write " + file + ": " + reason
                + "\nhint: check the disk: its space, its permissions, its health";
    }

    private String other() {
        String reason = cause.getMessage();
        return reason == null || reason.isBlank()
                ? "Reading or writing failed, and the system does not say why\nhint: `mvn -e` shows where"
                : reason + "\nhint: `mvn -e` shows where";
    }
}
