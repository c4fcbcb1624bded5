package io.github.pywar.python.build;

import io.github.pywar.python.candidate.CandidateMetadata;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.install.WheelStore;

/**
 * Package sources of build backends and their dependencies.
 *
 * @param index all package sources as one index, with all files
 * @param metadata the source of the metadata of wheels
 * @param store of downloaded wheels, which receives the built wheels as well
 * @param connections maximum number of simultaneous downloads
 */
public record BuildPackages(PackageIndex index, CandidateMetadata metadata, WheelStore store, int connections) {}
