package io.github.pywar.app.classarchive;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Writes an archive of the classes that a build of a sample project loads, and prints how Maven uses it. */
public final class ArchiveClassesApp {

    private static final String ONLY_OWNER = "rw-------";
    private static final double MEGABYTE = 1e6;
    private static final double NANOS = 1e9;

    private final Progress progress;
    private final LongSupplier nanoTime;
    private final PrintStream output;

    /**
     * @param nanoTime the time of {@link System#nanoTime}
     * @param output receives the lines that use the archive
     */
    public ArchiveClassesApp(Progress progress, LongSupplier nanoTime, PrintStream output) {
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.output = output;
    }

    /** Writes the archive. */
    public void run(ClassArchiveRequest request) throws IOException {
        request.checkLauncher();
        Path folder = Files.createDirectories(request.folder()).toRealPath();
        Path file = folder.resolve(request.key().fileName());
        boolean hasMavenrc = File.separatorChar == '/';
        if (hasMavenrc) {
            MavenrcLines.check(request.key(), file);
        }
        try (MavenRuns runs = new MavenRuns(folder)) {
            FolderTrust.check(folder, runs.folder());
            runs.deleteEarlier();
            write(request, file, new SampleBuild(request, runs));
        }
        print(request.key(), file, hasMavenrc);
    }

    private void write(ClassArchiveRequest request, Path file, SampleBuild build) throws IOException {
        progress.step("Building a sample project in a temporary folder, to archive the classes that Java loads");
        Path made = build.makeArchive();
        if (!build.isUsed(made, List.of())) {
            throw ClassArchiveErrors.notLoaded(request.command());
        }
        List<String> options = request.command().options();
        boolean isUsed = options.isEmpty() || build.isUsed(made, options);
        replace(file, made);
        if (!isUsed) {
            progress.warning("Java does not use the archive with the options of this run of Maven: `"
                    + String.join(" ", options) + "`. Builds with other options use it");
        }
        measure(build, file, isUsed ? options : List.of());
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

    private void measure(SampleBuild build, Path file, List<String> options) throws IOException {
        List<String> with = Stream.of(options, MavenrcLines.options(file))
                .flatMap(List::stream)
                .toList();
        StartTimes times = StartTimes.measure(hasArchive -> {
            long begin = nanoTime.getAsLong();
            build.start(hasArchive ? with : options);
            return (nanoTime.getAsLong() - begin) / NANOS;
        });
        progress.step("`mvn validate` of the sample project: " + times);
    }

    private void print(ClassArchiveKey key, Path file, boolean hasMavenrc) {
        if (hasMavenrc) {
            progress.step("To use it in all builds of this user, add these lines to ~/.mavenrc:");
            MavenrcLines.of(key, file).forEach(output::println);
        } else {
            progress.step("To use it, add these options to MAVEN_OPTS:");
            output.println(String.join(" ", MavenrcLines.options(file)));
        }
        output.flush();
        progress.step("Run this goal again after an update of Java, Maven or the plugin");
    }
}
