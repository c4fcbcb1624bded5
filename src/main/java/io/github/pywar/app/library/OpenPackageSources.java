package io.github.pywar.app.library;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolutionCache;
import io.github.pywar.python.resolve.ResolveRequest;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.resolve.Resolver;
import io.github.pywar.python.resolve.WheelFit;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A {@link PackageSources} while it is open.
 *
 * @param index where projects are listed: all places as one
 * @param metadata how to learn what a wheel needs
 * @param kept earlier answers
 * @param store where wheels come in
 * @param connections how many downloads at a time
 * @param indexes those that are asked, in their order
 */
public record OpenPackageSources(
        PackageIndex index,
        MetadataSource metadata,
        ResolutionCache kept,
        WheelStore store,
        int connections,
        List<IndexDeclaration> indexes) {

    /** Something to do with it. */
    @FunctionalInterface
    public interface Work<T> {
        /** @return what came of it */
        T run(OpenPackageSources open) throws IOException;
    }

    /** @return the same without a file that turned out to be damaged; what is resolved without it is not kept */
    OpenPackageSources without(DistributionFile damaged) {
        PackageIndex others = index.filter(fileName -> !fileName.equals(damaged.fileName()));
        return new OpenPackageSources(others, metadata, ResolutionCache.NONE, store, connections, indexes);
    }

    /** @return versions that go together; the same as before where nothing changed */
    public Resolution resolve(ResolveRequest request, Progress progress) throws IOException {
        return resolver(request, progress).keeping(kept).resolve(request);
    }

    /** @return what searches, whatever was answered before */
    public Resolver resolver(ResolveRequest request, Progress progress) {
        return new Resolver(index.filter(WheelFit.of(request.target())), index, metadata::metadata, progress);
    }

    /**
     * @param preferences versions to keep where that is possible
     * @return versions that go together; what a person should know of them is told
     */
    public Resolution resolve(AppSpec spec, Map<PackageName, Version> preferences, Progress progress)
            throws IOException {
        HashPolicy duty = new HashPolicy(spec.dependencies());
        duty.checkDeclared();
        ResolveRequest.Builder request = AppRequest.of(spec);
        preferences.forEach(request::prefer);
        Resolution resolution = resolve(request.build(), progress);
        duty.check(resolution);
        spec.dependencies()
                .checkWheels(resolution.packages().stream()
                        .map(ResolvedPackage::name)
                        .toList());
        duty.prove(resolution, store);
        resolution.notes().forEach(progress::step);
        resolution.warnings().forEach(progress::warning);
        return resolution;
    }
}
