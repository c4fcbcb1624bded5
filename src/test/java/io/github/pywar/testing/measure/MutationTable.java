package io.github.pywar.testing.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Table of Pitest's mutations by package. A mutation counts as killed if a test failed, or did not end, or took all
 * memory.
 */
final class MutationTable {

    private static final int STATUS = 5;
    private static final Set<String> KILLED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR");

    private MutationTable() {}

    /**
     * Fails if a package has no report, or is below the floor.
     *
     * @param arguments the folder with a file {@code PACKAGE/mutations.csv} for each package, the floor in percent, and the
     *     packages
     */
    public static void main(String[] arguments) throws IOException {
        Shares shares = new Shares();
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            add(Path.of(arguments[0], name, "mutations.csv"), shares);
        }
        System.exit(shares.print("package", "mutations", "killed", Double.parseDouble(arguments[1])) ? 0 : 1);
    }

    private static void add(Path report, Shares shares) throws IOException {
        for (String line : Files.readAllLines(report)) {
            String[] fields = line.split(",");
            String type = fields[1];
            shares.add(
                    Shares.shortName(type.substring(0, type.lastIndexOf('.'))),
                    KILLED.contains(fields[STATUS]) ? 1 : 0,
                    1);
        }
    }
}
