package io.github.pywar.faults;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Incomplete files of a build: parts of files, and files of a store whose content is not that of their name. */
final class Incomplete {

    private Incomplete() {}

    /** Returns the incomplete files in the cache and the target. */
    static List<Path> files(FaultBuild build) throws IOException {
        List<Path> incomplete = new ArrayList<>();
        for (Path folder : List.of(build.cache(), build.target())) {
            for (Path file : regular(folder)) {
                if (isPart(file) || isOfStore(file) && !isComplete(file)) {
                    incomplete.add(file);
                }
            }
        }
        return incomplete;
    }

    /** Returns the files of a store whose content is not that of their name. A killed build may leave parts. */
    static List<Path> stored(FaultBuild build) throws IOException {
        List<Path> wrong = new ArrayList<>();
        for (Path file : regular(build.cache())) {
            if (!isPart(file) && isOfStore(file) && !isComplete(file)) {
                wrong.add(file);
            }
        }
        return wrong;
    }

    static List<Path> regular(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean isPart(Path file) {
        return file.toString().matches(".*(\\.part|/incoming/.*|/scratch/.*)");
    }

    private static boolean isOfStore(Path file) {
        return file.toString().endsWith(".whl")
                || file.toString().endsWith(".tar.gz") && file.toString().contains("/archives/");
    }

    private static boolean isComplete(Path file) throws IOException {
        return file.getParent().endsWith(Sha256.of(file).hex());
    }
}
