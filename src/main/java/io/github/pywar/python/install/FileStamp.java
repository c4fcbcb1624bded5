package io.github.pywar.python.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/**
 * Size, modification time and identity of a file as a text. Equal stamps of one path mean that the content is the same. On a
 * system with inodes a stamp includes the inode's change time, which programs cannot set.
 */
final class FileStamp {

    private static final String VERSION = "1";

    private FileStamp() {}

    /** @return the stamp of a file that exists */
    static String of(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> inode = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
            return String.join(
                    " ",
                    VERSION,
                    inode.get("size").toString(),
                    inode.get("lastModifiedTime").toString(),
                    inode.get("ctime").toString(),
                    inode.get("ino").toString());
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return String.join(
                " ",
                VERSION,
                Long.toString(attributes.size()),
                attributes.lastModifiedTime().toString(),
                attributes.creationTime().toString());
    }
}
