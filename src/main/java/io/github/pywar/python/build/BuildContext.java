package io.github.pywar.python.build;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.error.BuildHints;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.source.SourceFetcher;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What builds for one target depend on.
 *
 * @param target of the wheels
 * @param options of the builds
 * @param folders of the builds
 * @param packages of the build backends
 * @param sources of the source code
 * @param check of compiled code
 * @param shared built wheels that several machines share
 * @param progress for steps and warnings
 * @param run what all builds of this run share
 * @param chain the sources whose build requirements are built, the first one first; empty for libraries of the target
 */
record BuildContext(
        TargetEnvironment target,
        BuildOptions options,
        BuildFolders folders,
        BuildPackages packages,
        SourceFetcher sources,
        BuiltWheelCheck check,
        SharedWheels shared,
        Progress progress,
        BuildRun run,
        List<String> chain) {

    /** Returns the same with shared wheels. */
    BuildContext sharing(SharedWheels others) {
        return new BuildContext(target, options, folders, packages, sources, check, others, progress, run, chain);
    }

    /** Returns the cache of built wheels. */
    BuildCache cache() {
        return new BuildCache(folders.cache(), packages.store());
    }

    /** Returns whether the wheels are build requirements, which run on this machine. */
    boolean isForBuilds() {
        return !chain.isEmpty();
    }

    /** Returns the same for the build requirements of a source: they run on this machine, so compiled code is allowed. */
    BuildContext ofRequirements(SourceIdentity source) {
        Map<PackageName, BuildScope> single = new LinkedHashMap<>();
        options.policy().packages().forEach((name, scope) -> single.put(name, raised(scope)));
        BuildPolicy policy = new BuildPolicy(raised(options.policy().scope()), single);
        List<String> longer = new ArrayList<>(chain);
        longer.add(source.link());
        return new BuildContext(
                run.python().environment(),
                options.withPolicy(policy),
                folders,
                packages,
                sources,
                BuiltWheelCheck.NONE,
                SharedWheels.NONE,
                progress,
                run,
                longer);
    }

    private static BuildScope raised(BuildScope scope) {
        return scope == BuildScope.NONE ? BuildScope.NONE : BuildScope.NATIVE;
    }

    /** Returns the hints that allow further builds. The policy of build requirements is not the declared one. */
    BuildHints allowing() {
        return isForBuilds() ? BuildPolicy.PURE.hints() : options.policy().hints();
    }

    /** @throws io.github.pywar.base.error.UserException if the source is in the chain */
    void requireNoCycle(SourceIdentity source) {
        int first = chain.indexOf(source.link());
        if (first >= 0) {
            List<String> cycle = new ArrayList<>(chain.subList(first, chain.size()));
            cycle.add(source.link());
            throw BuildErrors.cycle(cycle);
        }
    }
}
