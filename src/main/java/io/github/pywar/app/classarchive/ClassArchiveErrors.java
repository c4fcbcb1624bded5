package io.github.pywar.app.classarchive;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.FileEnd;
import io.github.pywar.base.text.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Errors of the archive of classes. */
final class ClassArchiveErrors {

    private static final int MAX_READ = 1 << 16;
    private static final int MAX_LINES = 20;

    /** Part of the message of all versions of Java. */
    private static final String NOT_WRITTEN = "Unable to write to shared archive";

    private static final String OTHER_CACHE = "use a folder of your own: -Dpywar.cacheDirectory=/path/to/a/directory";

    private ClassArchiveErrors() {}

    /** Returns the error about a build that failed. Java ends it with an error, too, if it cannot write the archive. */
    static UserException failed(MavenCommand command, String goal, int status, Path log) throws IOException {
        String end = end(log);
        if (end.contains(NOT_WRITTEN)) {
            return notWritten(command, end).hint("check the free space of the cache, and the limits of the user");
        }
        return UserException.of("`mvn " + goal + "` of this project failed with exit status " + status
                        + "; the end of its output:" + end)
                .hint("run `mvn " + goal + "`, correct what it reports, then run this goal again");
    }

    static UserException timedOut(String goal, Duration limit, Path log) throws IOException {
        return UserException.of("`mvn " + goal + "` of this project was ended after " + limit.toSeconds()
                        + " s; the end of its output:" + end(log))
                .hint("run this goal in a smaller project: its archive serves all projects of this machine");
    }

    /** Returns the error about a Java that has ended without an error and without an archive. */
    static UserException notWritten(MavenCommand command, Path log) throws IOException {
        return notWritten(command, end(log))
                .hint("use a JDK with the virtual machine HotSpot, such as Eclipse Temurin");
    }

    private static UserException notWritten(MavenCommand command, String end) {
        return UserException.of(
                "`" + command.java() + "` has not written an archive of classes; the end of its output:" + end);
    }

    static UserException notLoaded(MavenCommand command) {
        return UserException.of(
                        "`" + command.java() + "` does not load the plugin's classes from the archive that it has"
                                + " written. Nothing was changed")
                .hint("remove options of Java that exclude an archive from MAVEN_OPTS and .mvn/jvm.config, such as"
                        + " --patch-module or an agent");
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
                .hint("run the goal in a terminal: mvn pywar:archive-classes");
    }

    static UserException unfitPath(Path file) {
        return UserException.of(
                        "The path `" + file + "` has a character that MAVEN_OPTS cannot contain: the script `mvn`"
                                + " passes it to a shell")
                .hint("use a folder with a plain name: -Dpywar.cacheDirectory=/path/to/a/directory");
    }

    /** Returns the last lines of a log, each on a line of its own. */
    private static String end(Path log) throws IOException {
        List<String> lines = FileEnd.read(log, MAX_READ).lines().toList();
        StringBuilder end = new StringBuilder();
        lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size())
                .forEach(line -> end.append("\n    ").append(TerminalText.of(line)));
        return end.toString();
    }
}
