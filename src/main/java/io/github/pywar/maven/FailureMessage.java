package io.github.pywar.maven;

import io.github.pywar.base.http.HttpFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;

/** Message for an error of the disk or the network: the operation, the file or URL, the reason. The stack is for -e. */
final class FailureMessage {

    /** Reason of the system if a file has the name of a folder. */
    private static final String IS_FOLDER = "Is a directory";

    private static final String CHECK_DISK = "check the disk: free space, permissions, hardware errors";

    private final IOException cause;
    private final Optional<Path> cache;

    FailureMessage(IOException cause) {
        this(cause, Optional.empty());
    }

    /** @param cache the folder of downloads, which a build can configure */
    FailureMessage(IOException cause, Optional<Path> cache) {
        this.cause = cause;
        this.cache = cache;
    }

    /** The cause is a suppressed exception: Maven would print the message of a real cause below our hint. */
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

    /** On some build servers, the local repository with the cache is read-only. */
    private String elsewhere(FileSystemException broken) {
        boolean isInCache = broken.getFile() != null
                && cache.filter(folder -> isRelated(folder, Path.of(broken.getFile())))
                        .isPresent();
        return isInCache && !(broken instanceof NoSuchFileException)
                ? "\nhint: keep downloads elsewhere: -Dpywar.cacheDirectory=/path/to/a/directory"
                : "";
    }

    /** A parent folder of the cache is related too: it may be the folder that cannot be created. */
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

    /** Many messages of the JDK are only the name of a file; the type of the exception has the reason. */
    private static String disk(FileSystemException broken) {
        String file = "`" + broken.getFile() + "`";
        if (broken instanceof NoSuchFileException) {
            return file + " does not exist, or was deleted during the build"
                    + "\nhint: run the build again; if it fails again, another process deletes the file";
        }
        if (broken instanceof AccessDeniedException) {
            return "No permission to read or write " + file
                    + "\nhint: give the user of this build permission to read and write it";
        }
        if (broken instanceof FileAlreadyExistsException
                || broken instanceof DirectoryNotEmptyException
                || IS_FOLDER.equals(broken.getReason())) {
            return "Cannot create " + file + ": a file or folder of that name exists\nhint: move or delete it";
        }
        String reason = broken.getReason() == null ? "the system reports no reason" : broken.getReason();
        return "Could not read or write " + file + ": " + reason + "\nhint: " + CHECK_DISK;
    }

    private String other() {
        String reason = cause.getMessage();
        return "Reading or writing failed: "
                + (reason == null || reason.isBlank() ? "the system reports no reason" : reason)
                + (reason != null && reason.contains("No space left on device")
                        ? "\nhint: " + CHECK_DISK
                        : "\nhint: run `mvn -e`: its stack trace shows the operation and the file");
    }
}
