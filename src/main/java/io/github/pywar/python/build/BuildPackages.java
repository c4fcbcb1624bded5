package io.github.pywar.python.build;

import io.github.pywar.python.candidate.CandidateMetadata;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.source.Revisions;

/**
 * Package sources of build backends and their dependencies.
 *
 * @param index all package sources as one index, with all files
 * @param metadata the source of the metadata of wheels
 * @param store of downloaded wheels, which receives the built wheels as well
 * @param connections maximum number of simultaneous downloads
 * @param revisions the commits of repositories, for build requirements with the URL of a repository
 */
public record BuildPackages(
        PackageIndex index, CandidateMetadata metadata, WheelStore store, int connections, Revisions revisions) {}
