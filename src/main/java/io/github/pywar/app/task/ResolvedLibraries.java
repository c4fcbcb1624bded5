package io.github.pywar.app.task;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.Dependencies;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.resolve.MetadataReader;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolveRequest;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.resolve.Resolver;
import io.github.pywar.python.resolve.RootRequirement;
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
 * @param index where projects are listed
 * @param metadata how to learn what a wheel needs
 * @param store where wheels come in
 * @param connections how many downloads at a time
 */
public record ResolvedLibraries(PackageIndex index, MetadataReader metadata, WheelStore store, int connections)
        implements LibrarySource {

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        Resolution resolution = new Resolver(index, metadata, progress).resolve(request(spec));
        resolution.notes().forEach(progress::step);
        resolution.warnings().forEach(progress::warning);
        AllowedHashes hashes = AllowedHashes.of(spec.dependencies());
        hashes.checkComplete(resolution.packages());
        List<DistributionFile> files =
                resolution.packages().stream().map(ResolvedPackage::wheel).toList();
        List<Wheel> wheels = store.fetch(files, connections);
        Set<PackageName> roots = resolution.roots().stream()
                .map(root -> root.requirement().name())
                .collect(Collectors.toSet());
        List<Library> libraries = new ArrayList<>();
        for (int i = 0; i < wheels.size(); i++) {
            hashes.check(resolution.packages().get(i).name(), wheels.get(i).file());
            libraries.add(library(resolution.packages().get(i), wheels.get(i), roots));
        }
        return libraries;
    }

    private static Library library(ResolvedPackage chosen, Wheel wheel, Set<PackageName> roots) {
        Optional<String> from = Optional.of(chosen.wheel().indexId()).filter(id -> !id.isEmpty());
        // the store keeps each wheel in a folder that is named after its sum
        String sum = wheel.file().getParent().getFileName().toString();
        Optional<DirectUrl> direct = chosen.direct() && !chosen.wheel().isLocal()
                ? Optional.of(DirectUrl.archive(chosen.wheel().url().toString(), Map.of("sha256", sum)))
                : Optional.empty();
        return new Library(wheel, sum, from, roots.contains(chosen.name()), direct);
    }

    private static ResolveRequest request(AppSpec spec) {
        Dependencies dependencies = spec.dependencies();
        ResolveRequest.Builder request = ResolveRequest.builder(spec.identity().artifactId(), spec.target())
                .requirements(roots(dependencies.requirements()))
                .constraints(roots(dependencies.constraints()));
        AllowedHashes.of(dependencies)
                .byProject()
                .forEach((project, allowed) -> allowed.forEach(hash -> request.hash(project, hash)));
        new ReleaseWishes(dependencies.options()).addTo(request);
        return request.build();
    }

    private static List<RootRequirement> roots(List<DeclaredRequirement> declared) {
        return declared.stream()
                .map(one ->
                        new RootRequirement(one.requirement(), one.location().toString()))
                .toList();
    }
}
