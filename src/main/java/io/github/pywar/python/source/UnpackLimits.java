package io.github.pywar.python.source;

/**
 * Limits for the content of an archive or a folder of source code.
 *
 * @param entries number of files, folders and links
 * @param bytes size of all files, in bytes
 * @param ratio size of all files to the size of the archive; ignored below 256 MiB
 */
record UnpackLimits(int entries, long bytes, int ratio) {

    /** Limits above those of all known source distributions. */
    static final UnpackLimits DEFAULT = new UnpackLimits(250_000, 8L << 30, 400);

    private static final long ANY_RATIO_BELOW = 256L << 20;

    /** @return how many bytes an archive of that size may contain */
    long bytesOf(long archive) {
        long dense = archive > Long.MAX_VALUE / ratio ? Long.MAX_VALUE : archive * ratio;
        return Math.min(bytes, Math.max(ANY_RATIO_BELOW, dense));
    }
}
