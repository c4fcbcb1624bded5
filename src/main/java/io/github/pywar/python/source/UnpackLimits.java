package io.github.pywar.python.source;

/**
 * Limits for the content of an archive or a folder of source code.
 *
 * @param entries number of files, folders and links
 * @param bytes size of all files, in bytes
 * @param ratio size of all files to the size of the archive
 * @param anyRatioBelow size of all files below which the ratio is ignored, in bytes
 */
record UnpackLimits(int entries, long bytes, int ratio, long anyRatioBelow) {

    /** Limits above those of all known source distributions. */
    static final UnpackLimits DEFAULT = new UnpackLimits(250_000, 8L << 30, 400, 256L << 20);

    /** @return how many bytes an archive of that size may contain */
    long bytesOf(long archive) {
        long dense = archive > Long.MAX_VALUE / ratio ? Long.MAX_VALUE : archive * ratio;
        return Math.min(bytes, Math.max(anyRatioBelow, dense));
    }
}
