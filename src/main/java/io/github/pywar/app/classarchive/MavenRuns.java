package io.github.pywar.app.classarchive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs of a command one after the other, and a folder for their files. {@link #close()}, and the end of this process, end
 * the process that runs, and delete the folder.
 */
final class MavenRuns implements AutoCloseable {

    /** Status of a process that was ended because of its time limit. */
    static final int TIMED_OUT = -1;

    private static final Set<String> NOT_INHERITED =
            Set.of("MAVEN_OPTS", "MAVEN_ARGS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final String PREFIX = "run-";
    private static final Duration DAY = Duration.ofDays(1);
    private static final long GRACE_SECONDS = 10;

    private final Path folder;
    private final Thread hook = new Thread(this::endAndDelete, "pywar-class-archive-end");
    private volatile Process process;

    /**
     * Creates the folder of the files.
     *
     * @param parent of the folder
     */
    MavenRuns(Path parent) throws IOException {
        this.folder = Files.createTempDirectory(parent, PREFIX);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns the folder, which this process has created. */
    Path folder() {
        return folder;
    }

    /** Returns a file in the folder. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Returns the file with the output of the last run. */
    Path log() {
        return file("output.log");
    }

    /**
     * Runs a command to its end, without variables with options of Java or Maven.
     *
     * @param directory in which the process runs
     * @return its exit status, or {@link #TIMED_OUT}
     */
    int run(List<String> command, Path directory, Duration limit) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log().toFile()));
        builder.environment().keySet().removeAll(NOT_INHERITED);
        process = builder.start();
        process.getOutputStream().close();
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : TIMED_OUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while Maven was running");
        } finally {
            end();
        }
    }

    private void end() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        List<ProcessHandle> family = running.descendants().toList();
        running.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        boolean isInterrupted = Thread.interrupted();
        try {
            running.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void endAndDelete() {
        end();
        try {
            delete(folder);
        } catch (IOException | UncheckedIOException e) {
            return; // files that are left do no harm
        }
    }

    /** Deletes folders that runs of this user left more than a day ago, because they were killed. */
    void deleteEarlier() throws IOException {
        Instant limit = Files.getLastModifiedTime(folder).toInstant().minus(DAY);
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder.getParent(), PREFIX + "*")) {
            for (Path one : siblings) {
                if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(one).equals(Files.getOwner(folder))
                        && Files.getLastModifiedTime(one).toInstant().isBefore(limit)) {
                    delete(one);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isEnding) {
            return; // the hook does the same now
        }
        end();
        delete(folder);
    }
}
