package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import java.util.HashSet;
import java.util.Set;

/**
 * Limit for the versions of source code that are tried one after the other. Each may need a build, so that a search through
 * all old versions of a project would take hours. Not safe for several threads.
 */
final class SourceBudget {

    static final int MOST_TRIES = 20;

    private final Set<DistributionFile> tried = new HashSet<>();

    /** Returns whether the file may be read, and counts it. */
    boolean allows(DistributionFile source) {
        return tried.contains(source) || tried.size() < MOST_TRIES && tried.add(source);
    }
}
