package io.github.pywar.base.zip;

/**
 * One file of a zip, as its directory describes it.
 *
 * @param path with {@code /}; not checked
 * @param isDeflated whether its bytes are deflated; otherwise they are stored
 * @param crc32 of the content
 * @param deflatedSize length in the zip, in bytes
 * @param size of the content, in bytes
 * @param header offset of its local header
 * @param mode the Unix mode with its file type; 0 if the zip has none
 */
public record ZipMember(
        String path, boolean isDeflated, long crc32, long deflatedSize, long size, long header, int mode)
        implements Comparable<ZipMember> {

    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;

    /** Compares the positions in the zip file. */
    @Override
    public int compareTo(ZipMember other) {
        return Long.compare(header, other.header);
    }

    boolean isDirectory() {
        return path.endsWith("/");
    }

    /** @return whether it is a regular file with any execute bit */
    boolean isExecutable() {
        return (mode & TYPE) == REGULAR && (mode & 0111) != 0;
    }

    boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    /** @return whether the mode has a type (device, socket, folder) that contradicts the path */
    boolean isSpecial() {
        int type = mode & TYPE;
        return type != 0 && type != REGULAR && (type != DIRECTORY || !isDirectory());
    }

    /** @return whether all of it can be before that offset; safe for any declared numbers */
    boolean isWithin(long limit) {
        return header <= limit && deflatedSize <= limit && end() <= limit;
    }

    /** @return the lowest offset at which its bytes can end: a local header may be longer */
    public long end() {
        return header + ZipFormat.LOCAL_SIZE + deflatedSize;
    }
}
