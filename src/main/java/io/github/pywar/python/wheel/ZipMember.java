package io.github.pywar.python.wheel;

/**
 * One file as the zip's directory describes it.
 *
 * @param path with {@code /}, not yet judged
 * @param isDeflated whether its bytes are deflated; otherwise they are stored as they are
 * @param crc32 of the content
 * @param deflatedSize how many bytes it takes in the zip
 * @param size of the content in bytes
 * @param header where its local header begins
 * @param mode the Unix mode with its file type, 0 where the zip knows none
 */
record ZipMember(String path, boolean isDeflated, long crc32, long deflatedSize, long size, long header, int mode) {

    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;

    boolean isDirectory() {
        return path.endsWith("/");
    }

    /** As pip sees it: a regular file that anybody may run. */
    boolean isExecutable() {
        return (mode & TYPE) == REGULAR && (mode & 0111) != 0;
    }

    boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    /** Whether the mode names a type (device, socket, folder) that the path does not. */
    boolean isSpecial() {
        int type = mode & TYPE;
        return type != 0 && type != REGULAR && (type != DIRECTORY || !isDirectory());
    }

    /** @return whether all of it can lie before that place; its own numbers may be anything */
    boolean isWithin(long limit) {
        return header <= limit && deflatedSize <= limit && end() <= limit;
    }

    long end() {
        return header + ZipLocalHeader.FIXED + deflatedSize;
    }
}
