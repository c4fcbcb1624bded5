package io.github.pywar.app.supply;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Libraries as an index has them: versions that go together are found first, then their wheels are fetched.
 *
 * @param open where they come from
 */
record ResolvedLibraries(OpenSupply open) implements LibrarySource {

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        Resolution resolution = open.resolve(spec, Map.of(), progress);
        List<DistributionFile> files =
                resolution.packages().stream().map(ResolvedPackage::wheel).toList();
        List<Wheel> wheels = open.store().fetch(files, open.connections());
        Set<PackageName> roots = resolution.roots().stream()
                .map(root -> root.requirement().name())
                .collect(Collectors.toSet());
        List<Library> libraries = new ArrayList<>();
        for (int i = 0; i < wheels.size(); i++) {
            new MetadataProof(open.metadata(), open.kept())
                    .check(resolution.packages().get(i), wheels.get(i));
            libraries.add(library(resolution.packages().get(i), wheels.get(i), roots));
        }
        return libraries;
    }

    private static Library library(ResolvedPackage chosen, Wheel wheel, Set<PackageName> roots) {
        Optional<String> from = Optional.of(chosen.wheel().indexId()).filter(id -> !id.isEmpty());
        String sum = WheelStore.sumOf(wheel).hex();
        Optional<DirectUrl> direct = chosen.direct() && !chosen.wheel().isLocal()
                ? Optional.of(
                        DirectUrl.archive(Credentials.bare(chosen.wheel().url()).toString(), Map.of("sha256", sum)))
                : Optional.empty();
        return new Library(wheel, sum, from, roots.contains(chosen.name()), direct);
    }
}
