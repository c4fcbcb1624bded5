package io.github.pywar.app.init;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Options of Java that Maven reads from the root of a project. Most of a short build is the start of Java, and these
 * options make it faster. Every JDK from 17 on accepts them.
 */
final class JvmOptions {

    static final String NAME = ".mvn/jvm.config";

    /** A comment is not possible: Maven 3 passes the complete text to Java. */
    static final String TEXT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC\n";

    private static final String FOLDER = ".mvn";

    private JvmOptions() {}

    /**
     * Returns the file for a new project, by path; empty if its folder belongs to a larger one. A folder {@code .mvn}
     * marks the root for Maven, so a module must not have its own.
     */
    static Map<String, String> files(Path folder) {
        Path own = folder.toAbsolutePath().normalize();
        if (exists(own.resolve(FOLDER))) {
            return Map.of();
        }
        for (Path above = own.getParent(); above != null; above = above.getParent()) {
            if (exists(above.resolve(FOLDER)) || exists(above.resolve(PomText.NAME))) {
                return Map.of();
            }
        }
        return Map.of(NAME, TEXT);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
