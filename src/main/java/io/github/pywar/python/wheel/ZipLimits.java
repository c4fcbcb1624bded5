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

    /** What any real wheel stays far below: a million files, 32 GiB, and a ratio of 1:400 in files of 256 MiB. */
    public static final ZipLimits DEFAULT = new ZipLimits(1_000_000, 256 << 20, 32L << 30, 400);

    /** For who reads one small file and inflates no other. */
    static final ZipLimits OF_DIRECTORY =
            new ZipLimits(Integer.MAX_VALUE, DEFAULT.directoryBytes, Long.MAX_VALUE, Integer.MAX_VALUE);

    private static final long ANY_RATIO_BELOW = 256L << 20;

    boolean isTooDense(long inflated, long deflated) {
        return inflated >= ANY_RATIO_BELOW && inflated / Math.max(1, deflated) > ratio;
    }
}
