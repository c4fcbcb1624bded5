package io.github.pywar.app.environment;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.WheelRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Installed distributions in an environment: its {@code .dist-info} folders ("Recording installed projects").
 *
 * @param root folder of the environment
 * @param path the folder of the libraries, in the root
 */
record SitePackages(Path root, Path path) {

    private static final String SUFFIX = ".dist-info";
    private static final String RECORD = "RECORD";
    private static final long LARGEST_RECORD = 64L << 20;

    /**
     * Distribution that is installed.
     *
     * @param name normalized
     * @param folder its {@code .dist-info} folder
     */
    record Distribution(PackageName name, Path folder) {

        /** Returns the name of the folder. */
        String distInfo() {
            return folder.getFileName().toString();
        }

        /** Returns the version, as in the name of the folder. */
        String version() {
            String name = distInfo();
            return name.substring(name.indexOf('-') + 1, name.length() - SUFFIX.length());
        }
    }

    /** Returns the distributions, sorted by folder. */
    List<Distribution> distributions() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .flatMap(file -> distribution(file).stream())
                    .toList();
        }
    }

    private static Optional<Distribution> distribution(Path folder) {
        String name = folder.getFileName().toString();
        int end = name.indexOf('-');
        return end < 0
                ? Optional.empty()
                : PackageName.tryParse(name.substring(0, end)).map(parsed -> new Distribution(parsed, folder));
    }

    /** Returns whether pywar installed a distribution, as far as its folder says so. */
    boolean isOwn(Distribution one) throws IOException {
        Path file = one.folder().resolve("INSTALLER");
        return !Files.isRegularFile(file)
                || Files.size(file) < LARGEST_RECORD
                        && Files.readString(file).strip().equals("pywar");
    }

    /** Returns whether a distribution has its list of files. */
    boolean isInstalled(String distInfo) {
        return Files.isRegularFile(path.resolve(distInfo).resolve(RECORD));
    }

    /** Returns the rows of a distribution's RECORD; none if it is missing or unreadable. */
    List<WheelRecord.Row> record(Distribution one) throws IOException {
        Path file = one.folder().resolve(RECORD);
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_RECORD) {
            return List.of();
        }
        try {
            String text = new String(ByteSource.of(file).bytes(), StandardCharsets.UTF_8);
            return WheelRecord.parse(text, one.distInfo()).rows();
        } catch (UserException damaged) {
            return List.of();
        }
    }

    /** Returns the file of a row; empty if it is not in the environment. */
    Optional<Path> file(WheelRecord.Row row) {
        Path file = path.resolve(row.path()).normalize();
        return Optional.of(file).filter(one -> one.startsWith(root) && !one.equals(root));
    }
}
