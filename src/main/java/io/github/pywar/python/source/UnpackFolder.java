package io.github.pywar.python.source;

import io.github.pywar.base.error.FullDisk;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.PathText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Folder into which an archive is unpacked. Links are created last, by {@link #finish()}, so no file is written through
 * a link. Of two files with one path the later one stays, as with tar.
 */
final class UnpackFolder {

    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final String archive;
    private final UnpackLimits limits;
    private final long mostBytes;
    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private final Set<Path> created = new HashSet<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private final Map<String, String> hardLinks = new LinkedHashMap<>();
    private int entries;
    private long bytes;

    /**
     * @param root an empty folder
     * @param archive its name in messages
     * @param size of the archive, in bytes
     */
    UnpackFolder(Path root, String archive, UnpackLimits limits, long size) {
        this.root = root;
        this.archive = archive;
        this.limits = limits;
        this.mostBytes = limits.bytesOf(size);
    }

    /** Creates a folder. */
    void folder(String name) throws IOException {
        String path = path(name);
        if (!path.isEmpty()) {
            Files.createDirectories(parents(path + "/x"));
        }
    }

    /** Writes a file; the stream is read to its end, and not closed. */
    void file(String name, boolean isExecutable, InputStream content) throws IOException {
        String path = path(name);
        Path target = target(path);
        try (OutputStream out = create(target, path)) {
            FullDisk.naming(target, () -> copy(content, out));
        }
        if (isExecutable) {
            target.toFile().setExecutable(true, false);
        }
        files.add(path);
    }

    private void copy(InputStream content, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
            count(length);
            out.write(buffer, 0, length);
        }
    }

    private OutputStream create(Path target, String path) throws IOException {
        if (files.contains(path)) {
            Files.delete(target);
        }
        try {
            return Files.newOutputStream(target, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw ArchiveErrors.refused(
                    archive, "`" + path + "` and another file in it have the same name on this machine");
        }
    }

    private void count(int length) {
        bytes += length;
        if (bytes > limits.bytes()) {
            throw ArchiveErrors.refused(archive, "its files have more than " + limits.bytes() + " bytes");
        }
        if (bytes > mostBytes) {
            throw ArchiveErrors.refused(
                    archive,
                    "its files have more than " + limits.ratio()
                            + " times its size: it is treated as a decompression bomb");
        }
    }

    /** Declares a symbolic link; its target may follow later. */
    void symbolicLink(String name, String target) throws IOException {
        String path = path(name);
        target(path);
        links.put(path, target);
    }

    /** Declares a hard link, which becomes a copy of a file of the archive. */
    void hardLink(String name, String target) throws IOException {
        String path = path(name);
        target(path);
        hardLinks.put(path, checked(target));
    }

    /** Creates all links. */
    void finish() throws IOException {
        ContainedLinks contained = new ContainedLinks(links, archive);
        for (Map.Entry<String, String> link : hardLinks.entrySet()) {
            copy(link.getKey(), link.getValue());
        }
        for (Map.Entry<String, String> link : links.entrySet()) {
            String inside = contained.target(link.getKey());
            if (!folders.contains(link.getKey()) && !files.contains(link.getKey())) {
                create(link.getKey(), link.getValue(), inside);
            }
        }
    }

    private void create(String path, String target, String inside) throws IOException {
        try {
            Files.createSymbolicLink(root.resolve(path), require(target));
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException noLinks) {
            if (files.contains(inside)) {
                copy(path, inside);
            }
        }
    }

    private void copy(String path, String target) throws IOException {
        if (!files.contains(target)) {
            throw ArchiveErrors.refused(
                    archive, "the link `" + path + "` leads to `" + target + "`, which is not a file in it");
        }
        if (!path.equals(target)) {
            Path source = root.resolve(target);
            try (InputStream in = Files.newInputStream(source)) {
                file(path, Files.isExecutable(source), in);
            }
        }
    }

    private Path target(String path) throws IOException {
        if (path.isEmpty() || folders.contains(path)) {
            throw ArchiveErrors.refused(archive, "`" + path + "` is a file and a folder in it");
        }
        Path parent = parents(path);
        if (created.add(parent)) {
            Files.createDirectories(parent);
        }
        return parent.resolve(require(path.substring(path.lastIndexOf('/') + 1)));
    }

    private Path parents(String path) {
        for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
            String folder = path.substring(0, end);
            if (files.contains(folder) || links.containsKey(folder) || hardLinks.containsKey(folder)) {
                throw ArchiveErrors.refused(archive, "`" + folder + "` is a file and a folder in it");
            }
            folders.add(folder);
        }
        return root.resolve(require(path.substring(0, Math.max(0, path.lastIndexOf('/')))));
    }

    private Path require(String path) {
        return PathText.require(path, archive);
    }

    /** Counts an entry, and returns its path without `./` and `/` at its begin and `/` at its end. */
    private String path(String name) {
        entries++;
        if (entries > limits.entries()) {
            throw ArchiveErrors.refused(archive, "it has more than " + limits.entries() + " entries");
        }
        return checked(name);
    }

    private String checked(String name) {
        String path = name;
        while (path.startsWith("/") || path.startsWith("./")) {
            path = path.substring(path.indexOf('/') + 1);
        }
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (path.isEmpty() || path.equals(".")) {
            return "";
        }
        try {
            FileTree.builder(archive).add(path, ByteSource.of(new byte[0]));
            return path;
        } catch (UserException invalid) {
            throw ArchiveErrors.refused(
                    archive, invalid.what().lines().findFirst().orElse(""));
        }
    }
}
