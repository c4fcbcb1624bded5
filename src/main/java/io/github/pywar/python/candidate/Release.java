package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.version.Version;
import java.util.Optional;

/**
 * Version that can be chosen.
 *
 * @param version the version
 * @param file its best wheel, or the source code from which a wheel is built. Empty if no file can be used and the version
 *     is only admitted to find all missing wheels at once, and as long as only the name of its source distribution is known
 * @param metadataFrom the file whose metadata lists the dependencies; empty if there is none
 * @param isListed whether only the name of its source distribution is known: the page without the files that do not fit
 *     the target has no more
 */
public record Release(
        Version version, Optional<DistributionFile> file, Optional<DistributionFile> metadataFrom, boolean isListed) {

    static Release of(Version version, DistributionFile file) {
        return new Release(version, Optional.of(file), Optional.of(file), false);
    }

    static Release listed(Version version) {
        return new Release(version, Optional.empty(), Optional.empty(), true);
    }

    static Release withoutFile(Version version, Optional<DistributionFile> metadataFrom) {
        return new Release(version, Optional.empty(), metadataFrom, false);
    }

    /** Returns whether its file is a wheel. */
    public boolean isWheel() {
        return file.isPresent() && file.get().isWheel();
    }

    /** Returns the reason why the file was yanked, perhaps blank; empty if it was not. */
    public Optional<String> yanked() {
        return file.isPresent() ? file.get().yanked() : Optional.empty();
    }
}
