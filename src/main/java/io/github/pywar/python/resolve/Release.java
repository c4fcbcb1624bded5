package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.version.Version;
import java.util.Optional;

/**
 * A version that can be chosen.
 *
 * @param version the version
 * @param wheel the best wheel of it; empty where none fits and the version only counts to name all misses at once
 * @param metadataFrom the file whose metadata says what the version needs; empty where there is none
 */
record Release(Version version, Optional<DistributionFile> wheel, Optional<DistributionFile> metadataFrom) {

    static Release of(Version version, DistributionFile wheel) {
        return new Release(version, Optional.of(wheel), Optional.of(wheel));
    }

    Optional<String> yanked() {
        return wheel.flatMap(DistributionFile::yanked);
    }
}
