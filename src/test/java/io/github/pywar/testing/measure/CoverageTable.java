package io.github.pywar.testing.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Table of the lines that JaCoCo saw: for each package, then for each layer. */
final class CoverageTable {

    private static final int PACKAGE = 1;
    private static final int LINES_MISSED = 7;
    private static final int LINES_COVERED = 8;

    private CoverageTable() {}

    /** @param arguments the file {@code jacoco.csv}, and the floor for the layers in percent */
    public static void main(String[] arguments) throws IOException {
        Shares packages = new Shares();
        Shares layers = new Shares();
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            String name = Shares.shortName(fields[PACKAGE]);
            int covered = Integer.parseInt(fields[LINES_COVERED]);
            int all = covered + Integer.parseInt(fields[LINES_MISSED]);
            packages.add(name, covered, all);
            layers.add(name.replaceFirst("\\..*", ""), covered, all);
        }
        packages.print("package", "lines", "covered", 0);
        System.out.println();
        System.exit(layers.print("layer", "lines", "covered", Double.parseDouble(arguments[1])) ? 0 : 1);
    }
}
