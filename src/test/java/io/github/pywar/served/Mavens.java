package io.github.pywar.served;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Versions of Maven that the build has unpacked: the oldest, the newest 3.9 and 4. */
final class Mavens {

    private static final Path FOLDER = Path.of("target", "mavens").toAbsolutePath();

    private Mavens() {}

    /** Returns their home folders, oldest first. Without {@code target/mavens}, the test is skipped. */
    static List<Path> all() {
        assumeTrue(Files.isDirectory(FOLDER), "the other Mavens are left out");
        try (Stream<Path> homes = Files.list(FOLDER)) {
            return homes.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the newest Maven 3.9. */
    static Path newestThree() {
        return all().stream()
                .filter(home -> home.getFileName().toString().startsWith("apache-maven-3.9."))
                .findFirst()
                .orElseThrow();
    }
}
