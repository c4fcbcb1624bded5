package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.zip.ZipFileTree;
import io.github.pywar.base.zip.ZipLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Unpacks archives of source code ("Source distribution format"). */
final class ArchiveUnpacker {

    private final UnpackLimits limits;

    ArchiveUnpacker(UnpackLimits limits) {
        this.limits = limits;
    }

    /**
     * Unpacks an archive.
     *
     * @param folder an empty folder
     * @return the top folder of the archive, or {@code folder} if the project has none
     * @throws UserException if the archive is damaged or not allowed
     */
    Path unpack(Path file, Path folder) throws IOException {
        unpackAll(file, folder);
        return top(folder, file.getFileName().toString());
    }

    /** Unpacks an archive with any content into an empty folder. */
    void unpackAll(Path file, Path folder) throws IOException {
        String archive = file.getFileName().toString();
        ArchiveFormat format = ArchiveFormat.of(file);
        UnpackFolder target = new UnpackFolder(folder, archive, limits, Files.size(file));
        if (format == ArchiveFormat.ZIP) {
            unzip(file, target);
        } else {
            new TarUnpacker(archive, target).unpack(file, format);
        }
        target.finish();
    }

    private void unzip(Path file, UnpackFolder target) throws IOException {
        ZipLimits zipLimits =
                new ZipLimits(limits.entries(), ZipLimits.DEFAULT.directoryBytes(), limits.bytes(), limits.ratio());
        FileTree files = read(file, zipLimits).files();
        for (Map.Entry<String, FileTree.Entry> one : files.entries().entrySet()) {
            try (InputStream in = one.getValue().content().open()) {
                target.file(one.getKey(), one.getValue().executable(), in);
            }
        }
    }

    private static ZipFileTree read(Path file, ZipLimits limits) throws IOException {
        try {
            return ZipFileTree.read(file, limits);
        } catch (UserException refused) {
            throw refused.what().contains("symbolic link")
                    ? refused.hint("use the same source code as an archive in the format .tar.gz")
                    : refused;
        }
    }

    private static Path top(Path folder, String archive) throws IOException {
        if (SourceTree.isProject(folder)) {
            return folder;
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(folder)) {
            folders = all.filter(one -> Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        if (folders.size() != 1) {
            String found = folders.isEmpty()
                    ? "no folder"
                    : folders.size() + " folders: `" + folders.get(0).getFileName() + "`, `"
                            + folders.get(1).getFileName() + "`" + (folders.size() > 2 ? ", ..." : "");
            throw ArchiveErrors.refused(
                    archive, "an archive of source code has one folder with the project; this one has " + found);
        }
        return folders.get(0);
    }
}
