package io.github.pywar.maven;

import io.github.pywar.app.library.PackageSources;

/** How much a wheel may hold before it is refused as a bomb. */
public final class WheelLimits {

    /** Files and folders in it. */
    private int files = PackageSources.Limits.USUAL.files();

    /** All of it inflated, in units of 1,048,576 bytes. */
    private long megabytes = PackageSources.Limits.USUAL.megabytes();

    /** Inflated to deflated size. */
    private int ratio = PackageSources.Limits.USUAL.ratio();

    PackageSources.Limits limits() {
        return new PackageSources.Limits(files, megabytes, ratio);
    }

    /** Maven's debug log prints it. */
    @Override
    public String toString() {
        return files + " files, " + megabytes + " MB, ratio " + ratio;
    }
}
