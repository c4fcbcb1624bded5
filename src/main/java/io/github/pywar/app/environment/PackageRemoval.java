package io.github.pywar.app.environment;

import io.github.pywar.python.wheel.WheelRecord;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Removal of installed distributions from an environment, by their RECORD. Bytecode of their modules is removed too: it
 * would count for a later file with the same size, because all files of wheels have the same time.
 */
final class PackageRemoval {

    private static final String PYTHON = ".py";
    private static final String BYTECODE = "__pycache__";

    private final SitePackages site;
    private final Set<Path> kept;
    private final Map<Path, Boolean> inside = new HashMap<>();
    private final TreeSet<Path> folders = new TreeSet<>();

    /** @param kept files of other distributions, which stay */
    PackageRemoval(SitePackages site, Set<Path> kept) {
        this.site = site;
        this.kept = kept;
    }

    /** Removes a distribution. */
    void remove(SitePackages.Distribution one) throws IOException {
        for (WheelRecord.Row row : site.record(one)) {
            Optional<Path> file = site.file(row);
            if (file.isPresent()
                    && !kept.contains(file.get())
                    && isInside(file.get().getParent())) {
                removeFile(file.get());
            }
        }
        if (isInside(one.folder().getParent())) {
            InstalledFolder.delete(one.folder());
        }
    }

    private void removeFile(Path file) throws IOException {
        removeBytecode(file);
        if (!Files.isDirectory(file)) {
            Files.deleteIfExists(file);
            folders.add(file.getParent());
        }
    }

    /** Removes the bytecode of a module. */
    void removeBytecode(Path module) throws IOException {
        String name = module.getFileName().toString();
        Path folder = module.resolveSibling(BYTECODE);
        if (!name.endsWith(PYTHON) || !isInside(folder)) {
            return;
        }
        String prefix = name.substring(0, name.length() - PYTHON.length()) + ".";
        for (Path compiled : files(folder)) {
            if (compiled.getFileName().toString().startsWith(prefix)) {
                Files.deleteIfExists(compiled);
            }
        }
        folders.add(folder);
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(files.toList());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Set.of();
        }
    }

    /** Returns whether a folder is in the environment, and no link on the way leads out of it. */
    private boolean isInside(Path folder) throws IOException {
        Boolean known = inside.get(folder);
        if (known == null) {
            known = Files.isDirectory(folder)
                    && folder.toRealPath().startsWith(site.root().toRealPath());
            inside.put(folder, known);
        }
        return known;
    }

    /** Removes the folders that are empty now. */
    void removeEmptyFolders() throws IOException {
        for (Path folder : folders.descendingSet()) {
            Path at = folder;
            while (at.startsWith(site.path()) && !at.equals(site.path()) && isRemoved(at)) {
                at = at.getParent();
            }
        }
    }

    private static boolean isRemoved(Path folder) throws IOException {
        try {
            return Files.deleteIfExists(folder) || Files.notExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }
}
