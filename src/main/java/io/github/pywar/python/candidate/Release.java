package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.version.Version;
import java.util.Optional;

/**
 * Version that can be chosen.
 *
 * @param version the version
 * @param wheel its best wheel; empty if no wheel fits and the version is only admitted to find all missing wheels at
 *     once
 * @param metadataFrom the wheel whose metadata lists the dependencies; empty if the version has no wheel
 */
public record Release(Version version, Optional<DistributionFile> wheel, Optional<DistributionFile> metadataFrom) {

    static Release of(Version version, DistributionFile wheel) {
        return new Release(version, Optional.of(wheel), Optional.of(wheel));
    }

    /** Returns the reason why the wheel was yanked, perhaps blank; empty if it was not. */
    public Optional<String> yanked() {
        return wheel.flatMap(DistributionFile::yanked);
    }
}
