package io.github.pywar.maven;

import io.github.pywar.app.library.PackageSources;

/** Bean of {@code <wheelLimits>}: limits above which a wheel is rejected as a zip bomb. */
public final class WheelLimits {

    /** Number of files and folders. */
    private int files = PackageSources.Limits.USUAL.files();

    /** Uncompressed size of all files, in units of 1,048,576 bytes. */
    private long megabytes = PackageSources.Limits.USUAL.megabytes();

    /** Uncompressed size divided by compressed size. */
    private int ratio = PackageSources.Limits.USUAL.ratio();

    PackageSources.Limits limits() {
        return new PackageSources.Limits(files, megabytes, ratio);
    }

    /** Returns the text for Maven's debug log. */
    @Override
    public String toString() {
        return files + " files, " + megabytes + " MB, ratio " + ratio;
    }
}
