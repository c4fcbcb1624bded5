package io.github.pywar.faults;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.maven.ShownError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Program that builds an application, in a process with other rights, on another disk, or beside others. */
final class FaultProgram {

    private static final String LARGE = "64m";

    private FaultProgram() {}

    /** Returns the command that builds the archive once. */
    static List<String> command(FaultBuild build) {
        return command("archive", build);
    }

    /**
     * Returns the command that builds on disks of these sizes.
     *
     * @param disk folder of a mounted tmpfs, which has the cache or the target of the build
     * @param sizes in KiB
     */
    static List<String> command(FaultBuild build, Path disk, List<Integer> sizes) {
        List<String> command = command("disks", build);
        command.add(disk.toString());
        sizes.forEach(size -> command.add(size.toString()));
        return command;
    }

    /** Returns the command that builds with each file of the cache unreadable, one after the other. */
    static List<String> commandWithUnreadableFiles(FaultBuild build) {
        return command("unreadable", build);
    }

    private static List<String> command(String what, FaultBuild build) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FaultProgram.class.getName(),
                what,
                build.folder().toString(),
                build.cache().toString(),
                build.target().toString(),
                build.index().toString()));
    }

    /** Prints the outcome of each build. */
    public static void main(String[] arguments) throws Exception {
        FaultBuild build = new FaultBuild(
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                Path.of(arguments[3]),
                URI.create(arguments[4]),
                PackageSources.Waits.USUAL);
        switch (arguments[0]) {
            case "archive" -> System.out.println(outcome(build));
            case "unreadable" -> buildWithUnreadableFiles(build);
            default ->
                buildOnDisks(build, Path.of(arguments[5]), List.of(arguments).subList(6, arguments.length));
        }
    }

    private static void buildWithUnreadableFiles(FaultBuild build) throws IOException {
        for (Path file : Incomplete.regular(build.cache())) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
            System.out.println("== " + file + "\n" + outcome(build));
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
            System.out.println("again: " + outcome(build));
        }
    }

    private static void buildOnDisks(FaultBuild build, Path disk, List<String> sizes) throws Exception {
        for (String size : sizes) {
            resize(disk, size + "k");
            System.out.println("== " + size + " KiB\n" + outcome(build));
            System.out.println("incomplete: " + Incomplete.files(build));
            resize(disk, LARGE);
            System.out.println("again: " + outcome(build));
            for (Path file : Incomplete.regular(disk)) {
                Files.delete(file);
            }
        }
    }

    /** Returns the SHA-256 of the archive, or the error. */
    static String outcome(FaultBuild build) {
        try {
            return build.archive(Progress.SILENT);
        } catch (UserException | IOException e) {
            return "error: " + ShownError.text(e, build.cache())
                    + (Files.exists(build.archiveFile()) ? "\nARCHIVE LEFT" : "");
        }
    }

    private static void resize(Path disk, String size) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("mount", "-o", "remount,size=" + size, "tmpfs", disk.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("cannot resize " + disk);
        }
    }
}
