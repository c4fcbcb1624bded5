package io.github.pywar.app.ospackage;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files of a package.
 *
 * @param paths of the package
 * @param units of the application
 * @param tree files of the archive
 * @param interpreter folder with the files of its interpreter; empty if the Python of the machine runs it
 */
record PackageContent(PackagePaths paths, PackageUnits units, FileTree tree, Optional<Path> interpreter) {

    /** Returns all files and the folders of the application, sorted. */
    List<PackageFile> files() throws IOException {
        Map<String, PackageFile> files = new TreeMap<>();
        for (Map.Entry<String, FileTree.Entry> one : tree.entries().entrySet()) {
            if (one.getKey().equals(ArchiveLayout.VENV)) {
                continue; // the completion writes it, with the Python of the machine
            }
            String path = paths.release() + "/" + one.getKey();
            addFolders(path, files);
            files.put(
                    path,
                    PackageFile.file(
                            path, one.getValue().content(), one.getValue().executable()));
        }
        if (interpreter.isPresent()) {
            addInterpreter(interpreter.get(), files);
        }
        addFolders(paths.environment(), files);
        add(PackageFile.link(paths.current(), paths.releaseName()), files);
        add(PackageFile.text(paths.environment(), environment(), true), files);
        units.texts().forEach((name, text) -> add(PackageFile.text(PackagePaths.UNITS + name, text, false), files));
        return files.values().stream()
                .sorted(Comparator.comparing(PackageFile::path))
                .toList();
    }

    private void addInterpreter(Path folder, Map<String, PackageFile> files) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String path = paths.interpreter() + "/"
                        + folder.relativize(one).toString().replace('\\', '/');
                addFolders(path, files);
                add(
                        Files.isSymbolicLink(one)
                                ? PackageFile.link(
                                        path, Files.readSymbolicLink(one).toString())
                                : PackageFile.file(path, ByteSource.of(one), Files.isExecutable(one)),
                        files);
            }
        }
    }

    private static void add(PackageFile file, Map<String, PackageFile> files) {
        files.put(file.path(), file);
    }

    /** Adds the folders below the first one of the machine: {@code /opt/shop}, and not {@code /opt}. */
    private static void addFolders(String path, Map<String, PackageFile> files) {
        for (int end = path.indexOf('/', path.indexOf('/', 1) + 1); end > 0; end = path.indexOf('/', end + 1)) {
            files.computeIfAbsent(path.substring(0, end), PackageFile::folder);
        }
    }

    private String environment() {
        return """
                # Environment of the server, the workers and the timers of %s, in the syntax of systemd's EnvironmentFile.
                # An upgrade of the package keeps your changes. `systemctl restart %s.target` applies them.
                PYWAR_BIND=%s
                """.formatted(paths.name(), paths.name(), units.settings().bind());
    }
}
