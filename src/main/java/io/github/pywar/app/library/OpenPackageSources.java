package io.github.pywar.app.library;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.policy.HashPolicy;
import io.github.pywar.app.policy.PinPolicy;
import io.github.pywar.app.release.ReleaseFacts;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.BuildFailures;
import io.github.pywar.python.candidate.WheelFit;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.CoolDown;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolutionCache;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.resolve.Resolver;
import io.github.pywar.python.source.SourceBuilds;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link PackageSources} with open connections.
 *
 * @param index all package sources as one index
 * @param metadata the source of wheel metadata
 * @param cache of earlier resolutions
 * @param store of downloaded wheels
 * @param connections maximum number of simultaneous downloads
 * @param indexes that are queried, in their order
 * @param builds of wheels from source code
 * @param facts about chosen files
 */
public record OpenPackageSources(
        PackageIndex index,
        MetadataSource metadata,
        ResolutionCache cache,
        WheelStore store,
        int connections,
        List<IndexDeclaration> indexes,
        OpenBuilds builds,
        ReleaseFacts facts) {

    /** Work that needs open package sources. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work and returns its result. */
        T run(OpenPackageSources open) throws IOException;
    }

    /** Returns the same sources without a damaged file. Resolutions without it are not cached. */
    OpenPackageSources without(DistributionFile damaged) {
        PackageIndex others = index.filter(fileName -> !fileName.equals(damaged.fileName()));
        return new OpenPackageSources(
                others, metadata, ResolutionCache.NONE, store, connections, indexes, builds, facts);
    }

    /** Resolves a request, or returns the cached resolution if nothing has changed. */
    public Resolution resolve(ResolveRequest request, Progress progress) throws IOException {
        return resolver(request, progress).withCache(cache).resolve(request);
    }

    /** Returns a resolver that uses no cached resolution. */
    public Resolver resolver(ResolveRequest request, Progress progress) {
        return new Resolver(
                        index.filter(WheelFit.of(request.target())),
                        index,
                        file -> metadata(file, request.target()),
                        progress)
                .withRevisions(builds.revisions());
    }

    /** Returns the METADATA of a wheel, or of source code, which may need a build. */
    byte[] metadata(DistributionFile file, TargetEnvironment target) throws IOException {
        return file.isWheel() ? metadata.metadata(file) : builds.of(target).metadata(file);
    }

    /**
     * Fetches wheels, and builds those of source code, one after the other.
     *
     * @return the wheels, in the order of the files
     */
    public List<Wheel> fetch(List<DistributionFile> files, TargetEnvironment target) throws IOException {
        return fetch(files, target, Map.of());
    }

    /**
     * Downloads all wheels before the first build: a build may take long, and a download may fail. A failed build does not
     * end the others: all failures are one error.
     *
     * @param alternatives hints for source code whose build fails
     */
    List<Wheel> fetch(List<DistributionFile> files, TargetEnvironment target, Map<DistributionFile, Hint> alternatives)
            throws IOException {
        List<DistributionFile> published = new ArrayList<>();
        for (DistributionFile file : files) {
            if (file.isWheel()) {
                published.add(file);
            }
        }
        Iterator<Wheel> fetched = store.fetch(published, connections).iterator();
        List<Wheel> wheels = new ArrayList<>();
        BuildFailures failures = new BuildFailures();
        for (DistributionFile file : files) {
            try {
                wheels.add(file.isWheel() ? fetched.next() : build(file, target));
            } catch (UserException failure) {
                failures.add(failure, Optional.ofNullable(alternatives.get(file)));
            }
        }
        failures.throwIfAny();
        return wheels;
    }

    private Wheel build(DistributionFile source, TargetEnvironment target) throws IOException {
        SourceBuilds ofTarget = builds.of(target);
        return ofTarget.wheel(source);
    }

    /** Returns a wheel, or an archive of source code, as a file of this machine. */
    public Path file(DistributionFile file) throws IOException {
        return file.isWheel() ? store.fetch(file).file() : builds.archive(file);
    }

    /**
     * Resolves the dependencies of an application, checks the result against its policies, and reports notes and warnings.
     *
     * @param preferences versions to keep if possible
     */
    public Resolution resolve(AppSpec spec, Map<PackageName, Version> preferences, Progress progress)
            throws IOException {
        return resolve(spec, preferences, Optional.empty(), progress);
    }

    /**
     * Resolves as {@link #resolve(AppSpec, Map, Progress)}.
     *
     * @param coolDown the wait before a new release is chosen
     */
    public Resolution resolve(
            AppSpec spec, Map<PackageName, Version> preferences, Optional<CoolDown> coolDown, Progress progress)
            throws IOException {
        DeclaredDependencies declared = new ProjectNames(this, spec.target()).name(spec.dependencies(), progress);
        HashPolicy hashes = declared.hashPolicy();
        hashes.checkDeclared();
        ResolveRequest.Builder request = AppResolveRequest.of(spec, declared, builds.policy());
        for (Map.Entry<PackageName, Version> one : preferences.entrySet()) {
            request.prefer(one.getKey(), one.getValue());
        }
        if (coolDown.isPresent()) {
            request.coolDown(coolDown.get());
        }
        PinPolicy pins = spec.dependencies().pins();
        Resolution resolution;
        try {
            resolution = resolve(request.build(), progress);
        } catch (UserException unsolvable) {
            throw pins.explained(unsolvable);
        }
        pins.check(resolution);
        hashes.check(resolution);
        declared.formatPolicy().check(names(resolution), builds.policy());
        hashes.checkFiles(resolution, this::file);
        report(resolution, progress);
        return resolution;
    }

    private static List<PackageName> names(Resolution resolution) {
        List<PackageName> names = new ArrayList<>();
        for (ResolvedPackage one : resolution.packages()) {
            names.add(one.name());
        }
        return names;
    }

    private static void report(Resolution resolution, Progress progress) {
        for (String note : resolution.notes()) {
            progress.step(note);
        }
        for (String warning : resolution.warnings()) {
            progress.warning(warning);
        }
    }
}
