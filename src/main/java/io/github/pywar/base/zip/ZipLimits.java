package io.github.pywar.base.zip;

/**
 * Limits for the numbers that a zip's directory declares. A zip beyond them is refused as a zip bomb before anything is
 * inflated.
 *
 * @param entries files and folders in the directory
 * @param directoryBytes size of the directory, in bytes
 * @param totalBytes size of all files, inflated, in bytes
 * @param ratio inflated to deflated size of one file, and of all files; ignored below 256 MiB inflated
 */
public record ZipLimits(int entries, int directoryBytes, long totalBytes, int ratio) {

    /**
     * Limits above all real archives: 250,000 entries in a directory of 32 MiB, 8 GiB, and a ratio of 1:400 in files of
     * 256 MiB. The largest known archives have 40,000 entries, and 5 GiB.
     */
    public static final ZipLimits DEFAULT = new ZipLimits(250_000, 32 << 20, 8L << 30, 400);

    /** Limits for reading one small file: the others are not inflated, so their sizes are no danger. */
    static final ZipLimits OF_DIRECTORY =
            new ZipLimits(DEFAULT.entries, DEFAULT.directoryBytes, Long.MAX_VALUE, Integer.MAX_VALUE);

    /** Small files of one repeated byte reach 1:1000 without being bombs. */
    private static final long ANY_RATIO_BELOW = 256L << 20;

    boolean isTooDense(long inflated, long deflated) {
        return inflated >= ANY_RATIO_BELOW && inflated / Math.max(1, deflated) > ratio;
    }
}
