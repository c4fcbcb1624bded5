package io.github.pywar.app.classarchive;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Errors of the archive of classes. */
final class ClassArchiveErrors {

    /** Part of the message of all versions of Java. */
    private static final String NOT_WRITTEN = "Unable to write to shared archive";

    /** Part of the message of Java 17; later versions only warn. */
    private static final String NO_BASE = "base CDS archive is not loaded";

    private static final String OTHER_CACHE = "use a folder of your own: -Dpywar.cacheDirectory=/path/to/a/directory";

    private ClassArchiveErrors() {}

    /** Returns whether Java has ended with an error because it cannot write the archive. */
    static boolean isOfArchive(Path log) throws IOException {
        String output = BuildLog.read(log);
        return output.contains(NOT_WRITTEN) || output.contains(NO_BASE);
    }

    /** Returns the error about a build that failed. Java ends it with an error, too, if it cannot write the archive. */
    static UserException failed(ClassArchiveRequest request, String goal, int status, Path log) throws IOException {
        if (isOfArchive(log)) {
            return notWritten(request.key(), log, "check the free space of the cache, and the limits of the user");
        }
        UserException error = UserException.of("`mvn " + goal + "` of the sample project failed with exit status "
                        + status + ":" + BuildLog.errors(log))
                .hint("correct what it reports, then run this goal again");
        return request.isOffline() ? error.hint("or run it without -o: Maven then downloads what is missing") : error;
    }

    static UserException timedOut(String goal, Duration limit, Path log) throws IOException {
        return UserException.of("`mvn " + goal + "` of the sample project was ended after " + limit.toSeconds()
                        + " s; the end of its output:" + BuildLog.errors(log))
                .hint("run this goal again when the machine has less to do");
    }

    /** Returns the error about a Java that has ended without an error and without an archive. */
    static UserException notWritten(ClassArchiveKey key, Path log) throws IOException {
        return notWritten(key, log, "use a JDK with the virtual machine HotSpot, such as Eclipse Temurin");
    }

    private static UserException notWritten(ClassArchiveKey key, Path log, String hint) throws IOException {
        if (!key.hasBaseArchive()) {
            return UserException.of("`" + key.javaHome() + "` has no archive of Java's own classes,"
                            + " `lib/server/classes.jsa`, which another archive needs")
                    .hint("make it, as the user who owns this Java: " + key.program() + " -Xshare:dump")
                    .hint("or use a JDK that has it, such as Eclipse Temurin");
        }
        return UserException.of("`" + key.program() + "` has not written an archive of classes; the end of its output:"
                        + BuildLog.errors(log))
                .hint(hint);
    }

    static UserException notLoaded(MavenCommand command) {
        return UserException.of("`" + command.java()
                        + "` does not load the plugin's classes from the archive that it has"
                        + " written. Nothing was changed")
                .hint("use a JDK with the virtual machine HotSpot, such as Eclipse Temurin");
    }

    static UserException openFolder(Path folder) {
        return UserException.of("Other users can write into `" + folder
                        + "`: they could replace the archive of classes," + " whose code Java runs without a check")
                .hint("remove their permission: chmod go-w " + folder)
                .hint(OTHER_CACHE);
    }

    static UserException foreignFolder(Path folder, Object owner) {
        return UserException.of("`" + folder + "` belongs to the user `" + owner + "`, who could replace the archive of"
                        + " classes, whose code Java runs without a check")
                .hint(OTHER_CACHE);
    }

    static UserException otherLauncher(ClassArchiveKey key, String classPath) {
        return UserException.of("Maven was not started by its script `" + key.script()
                        + "`: the class path of Java is `" + classPath + "`")
                .hint("run the goal in a terminal: mvn io.github.pywar:pywar-maven-plugin:archive-classes");
    }

    static UserException unfitPath(Path file) {
        return UserException.of(
                        "The path `" + file + "` has a character that MAVEN_OPTS cannot contain: the script `mvn`"
                                + " passes it to a shell, and Java splits it at a colon")
                .hint("use a folder with a plain name: -Dpywar.cacheDirectory=/path/to/a/directory");
    }
}
