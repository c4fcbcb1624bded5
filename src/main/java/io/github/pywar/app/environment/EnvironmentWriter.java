package io.github.pywar.app.environment;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.writer.ParallelFiles;
import io.github.pywar.app.writer.UnpackedFileCache;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.install.WheelInstaller;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writer of packages into an environment. Files of wheels are hard links to the cache. Where two packages have a file at
 * one path, the later package wins, as with pip.
 *
 * @param root folder of the environment
 * @param layout of the environment
 * @param removal removes bytecode of files that are replaced
 */
record EnvironmentWriter(Path root, InstallLayout layout, PrepareEnvironment.Request request, PackageRemoval removal) {

    void write(List<Library> libraries) throws IOException {
        Map<String, FileTree.Entry> files = new TreeMap<>();
        installer(libraries)
                .installAll(libraries.stream().map(Library::installation).toList())
                .forEach(tree -> files.putAll(tree.entries()));
        for (String folder : folders(files.keySet())) {
            createFolder(root.resolve(folder));
        }
        for (String path : files.keySet()) {
            removal.removeBytecode(root.resolve(path));
        }
        UnpackedFileCache unpacked = new UnpackedFileCache(request.unpacked());
        new ParallelFiles(root).write(files, (file, target) -> write(file, target, unpacked));
        unpacked.forgetUnused(request.now());
    }

    /** Compiled modules without a source are the concern of the archive, which refuses them. */
    private WheelInstaller installer(List<Library> libraries) {
        Set<PackageName> all =
                libraries.stream().map(one -> one.wheel().name().name()).collect(Collectors.toSet());
        return new WheelInstaller(
                        layout,
                        EnvironmentScripts.template(root),
                        request.python().series())
                .allowingBytecode(all);
    }

    private static Set<String> folders(Set<String> paths) {
        Set<String> folders = new TreeSet<>();
        paths.forEach(path -> folders.add(path.substring(0, Math.max(0, path.lastIndexOf('/')))));
        return folders;
    }

    private void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!folder.toRealPath().startsWith(root.toRealPath())) {
            throw UserException.of("`" + folder + "` is a link out of the environment")
                    .hint("delete the environment: pywar makes it again");
        }
    }

    private static void write(FileTree.Entry file, Path target, UnpackedFileCache unpacked) throws IOException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            InstalledFolder.delete(target);
        }
        Files.deleteIfExists(target);
        unpacked.put(file, target);
        Files.setLastModifiedTime(target, UnpackedFileCache.FIXED_TIME);
    }
}
