package io.github.pywar.python.wheel;

/**
 * How much a wheel may claim to hold before it is taken for a bomb; a download ends at {@code totalBytes} as well.
 *
 * @param entries files and folders in the zip's directory
 * @param directoryBytes size of the zip's directory
 * @param totalBytes of all files, inflated
 * @param ratio inflated to deflated size of one file, and of all; what inflates to less than 256 MiB may have any
 */
public record ZipLimits(int entries, int directoryBytes, long totalBytes, int ratio) {

    /**
     * What any real wheel stays below: 250,000 entries in a directory of 32 MiB, 8 GiB, and a ratio of 1:400 in files of
     * 256 MiB. The largest known have 40,000 entries, and 5 GiB.
     */
    public static final ZipLimits DEFAULT = new ZipLimits(250_000, 32 << 20, 8L << 30, 400);

    /** For reading one small file without inflating any other. */
    static final ZipLimits OF_DIRECTORY =
            new ZipLimits(DEFAULT.entries, DEFAULT.directoryBytes, Long.MAX_VALUE, Integer.MAX_VALUE);

    private static final long ANY_RATIO_BELOW = 256L << 20;

    boolean isTooDense(long inflated, long deflated) {
        return inflated >= ANY_RATIO_BELOW && inflated / Math.max(1, deflated) > ratio;
    }
}
