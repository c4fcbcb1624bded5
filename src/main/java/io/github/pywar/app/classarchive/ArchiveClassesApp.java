package io.github.pywar.app.classarchive;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Writes an archive of the classes that a build of a project loads, and prints how Maven uses it. */
public final class ArchiveClassesApp {

    /** Option of Java with the folder that a build uses in place of the {@code target} of its project. */
    public static final String BUILD_DIRECTORY = "io.github.pywar.buildDirectory";

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(20);
    private static final Duration VALIDATE_LIMIT = Duration.ofMinutes(2);
    private static final String BUILD = "package";
    private static final String START = "validate";
    private static final String ARCHIVED = "shared objects file (top)";
    private static final String OWN = " io.github.pywar.";
    private static final String ONLY_OWNER = "rw-------";
    private static final double MEGABYTE = 1e6;
    private static final double NANOS = 1e9;

    private final Progress progress;
    private final LongSupplier nanoTime;

    /** @param nanoTime the time of {@link System#nanoTime} */
    public ArchiveClassesApp(Progress progress, LongSupplier nanoTime) {
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    /** Writes the archive. */
    public void run(ClassArchiveRequest request) throws IOException {
        request.checkLauncher();
        boolean hasMavenrc = File.separatorChar == '/';
        if (hasMavenrc) {
            MavenrcLines.check(request);
        }
        Files.createDirectories(request.folder());
        try (MavenRuns runs = new MavenRuns(request.project(), request.folder())) {
            FolderTrust.check(request.folder(), runs.folder());
            Path made = make(request.command(), runs);
            replace(request.file(), made);
            measure(request, runs);
        }
        print(request, hasMavenrc);
    }

    /** Builds the project twice in one process: the second build is an unchanged one. */
    private Path make(MavenCommand command, MavenRuns runs) throws IOException {
        progress.step(
                "Building this project without tests in a temporary folder, to archive the classes that Java loads");
        Path made = runs.file("classes.jsa");
        List<String> options = new ArrayList<>(List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:cds=error"));
        options.add("-D" + BUILD_DIRECTORY + "=" + runs.file("target"));
        run(command, runs, options, BUILD_LIMIT, BUILD, BUILD);
        if (!Files.exists(made)) {
            throw ClassArchiveErrors.notWritten(command, runs.log());
        }
        checkLoaded(command, runs, made);
        return made;
    }

    private static void checkLoaded(MavenCommand command, MavenRuns runs, Path made) throws IOException {
        Path log = runs.file("classes.log");
        List<String> options = new ArrayList<>(MavenrcLines.options(made));
        options.add("-Xlog:class+load:file=" + log);
        run(command, runs, options, VALIDATE_LIMIT, START);
        try (Stream<String> lines = Files.lines(log)) {
            if (lines.noneMatch(line -> line.contains(OWN) && line.contains(ARCHIVED))) {
                throw ClassArchiveErrors.notLoaded(command);
            }
        }
    }

    /** A cut archive crashes Java, so the file is synced before it gets its name. */
    private void replace(Path file, Path made) throws IOException {
        try (AtomicFile target = AtomicFile.at(file);
                FileChannel source = FileChannel.open(made, StandardOpenOption.READ)) {
            if (Files.getFileAttributeView(target.part(), PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(target.part(), PosixFilePermissions.fromString(ONLY_OWNER));
            }
            copy(source, target);
            target.commit();
        }
        progress.step(String.format(Locale.ROOT, "Wrote %s (%.1f MB)", file, Files.size(file) / MEGABYTE));
    }

    private static void copy(FileChannel source, AtomicFile target) throws IOException {
        try {
            for (long at = 0; at < source.size(); ) {
                at += source.transferTo(at, source.size() - at, target.channel());
            }
        } catch (IOException failure) {
            throw target.named(failure);
        }
    }

    private void measure(ClassArchiveRequest request, MavenRuns runs) throws IOException {
        List<String> options = MavenrcLines.options(request.file());
        StartTimes times = StartTimes.measure(hasArchive -> {
            long begin = nanoTime.getAsLong();
            run(request.command(), runs, hasArchive ? options : List.of(), VALIDATE_LIMIT, START);
            return (nanoTime.getAsLong() - begin) / NANOS;
        });
        progress.step("`mvn " + START + "` of this project: " + times);
    }

    private static void run(MavenCommand command, MavenRuns runs, List<String> options, Duration limit, String... goals)
            throws IOException {
        int status = runs.run(command.words(options, goals), limit);
        if (status == MavenRuns.TIMED_OUT) {
            throw ClassArchiveErrors.timedOut(goals[0], limit, runs.log());
        }
        if (status != 0) {
            throw ClassArchiveErrors.failed(command, goals[0], status, runs.log());
        }
    }

    private void print(ClassArchiveRequest request, boolean hasMavenrc) {
        if (hasMavenrc) {
            progress.step("To use it in all builds of this user, add these lines to ~/.mavenrc:");
            MavenrcLines.of(request).forEach(line -> progress.step("    " + line));
        } else {
            progress.step("To use it, add these options to MAVEN_OPTS:");
            progress.step("    " + String.join(" ", MavenrcLines.options(request.file())));
        }
        progress.step("Run this goal again after an update of Java, Maven or the plugin");
    }
}
