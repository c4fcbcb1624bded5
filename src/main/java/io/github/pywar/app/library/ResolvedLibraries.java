package io.github.pywar.app.library;

import io.github.pywar.app.fingerprint.LibraryInputs;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.resolve.SourceErrors;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Libraries that a resolution chooses: the versions are resolved first, then their wheels are fetched. Both are repeated
 * if a fetched wheel invalidates the resolution: its METADATA differs from the metadata that the index listed (once), or
 * the file is damaged (without that file, up to 20 times).
 *
 * @param open the package sources
 * @param inputs collects the chosen files
 */
record ResolvedLibraries(OpenPackageSources open, LibraryInputs inputs) implements LibrarySource {

    private static final int MAX_SKIPPED = 20;

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        OpenPackageSources sources = open;
        Optional<UserException> damage = Optional.empty();
        boolean isSecondTry = false;
        for (int skipped = 0; ; ) {
            Resolution resolution = resolve(sources, spec, damage, progress);
            List<Wheel> wheels;
            try {
                wheels = fetch(sources, resolution, spec.target());
            } catch (MetadataSource.DamagedWheel damaged) {
                checkSkippable(damaged, spec, resolution, skipped++);
                progress.warning(
                        "`" + damaged.file().fileName() + "` of index `"
                                + damaged.file().indexId()
                                + "` is skipped, and the versions are resolved again: "
                                + damaged.what().replaceAll("\\s*\n\\s*", " "),
                        damaged.hints());
                damage = damage.or(() -> Optional.of(damaged));
                sources = sources.without(damaged.file());
                continue;
            }
            Optional<UserException> fault = metadataFault(sources, resolution, wheels, spec.target());
            if (fault.isEmpty()) {
                inputs.addFiles(files(resolution));
                List<Library> libraries = libraries(sources, resolution, wheels);
                Library.checkStartupCode(
                        libraries, true, spec.dependencies().rules().startup(), progress);
                return libraries;
            }
            if (isSecondTry) {
                throw fault.get();
            }
            isSecondTry = true;
            progress.warning(
                    "The versions are resolved again: " + fault.get().what().replaceAll("\\s*\n\\s*", "; "));
        }
    }

    private static List<DistributionFile> files(Resolution resolution) {
        List<DistributionFile> files = new ArrayList<>();
        for (ResolvedPackage one : resolution.packages()) {
            files.add(one.file());
        }
        return files;
    }

    /** Without the damaged file there may be no solution. The damage is then the cause that the user must see. */
    private static Resolution resolve(
            OpenPackageSources sources, AppSpec spec, Optional<UserException> damage, Progress progress)
            throws IOException {
        try {
            return sources.resolve(spec, Map.of(), progress);
        } catch (UserException unsolvable) {
            throw damage.orElse(unsolvable);
        }
    }

    private static List<Wheel> fetch(OpenPackageSources sources, Resolution resolution, TargetEnvironment target)
            throws IOException {
        Map<DistributionFile, Hint> alternatives = new HashMap<>();
        for (ResolvedPackage chosen : resolution.packages()) {
            if (!chosen.file().isWheel()) {
                Optional<Hint> alternative = SourceErrors.alternative(chosen);
                if (alternative.isPresent()) {
                    alternatives.put(chosen.file(), alternative.get());
                }
            }
        }
        return sources.fetch(files(resolution), target, alternatives);
    }

    /** Checks that another file may replace a damaged one: not if a requirement names or pins it. */
    private static void checkSkippable(
            MetadataSource.DamagedWheel damaged, AppSpec spec, Resolution resolution, int skipped) {
        Optional<ResolvedPackage> chosen = resolution.packages().stream()
                .filter(one -> one.file().equals(damaged.file()))
                .findFirst();
        boolean isPinned = chosen.isEmpty()
                || chosen.get().direct()
                || Stream.concat(
                                spec.dependencies().requirements().stream(), spec.dependencies().constraints().stream())
                        .map(DeclaredRequirement::requirement)
                        .filter(one -> one.name().equals(chosen.get().name()))
                        .anyMatch(one -> one.specifiers().pins());
        if (isPinned || skipped >= MAX_SKIPPED) {
            throw damaged;
        }
    }

    private static Optional<UserException> metadataFault(
            OpenPackageSources sources, Resolution resolution, List<Wheel> wheels, TargetEnvironment target)
            throws IOException {
        ResolvedMetadataCheck check = new ResolvedMetadataCheck(sources, target);
        Optional<UserException> first = Optional.empty();
        for (int i = 0; i < wheels.size(); i++) {
            Optional<UserException> fault = check.fault(resolution.packages().get(i), wheels.get(i));
            first = first.isPresent() ? first : fault;
        }
        return first;
    }

    private static List<Library> libraries(OpenPackageSources sources, Resolution resolution, List<Wheel> wheels)
            throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (int i = 0; i < wheels.size(); i++) {
            libraries.add(library(sources, resolution, resolution.packages().get(i), wheels.get(i)));
        }
        return libraries;
    }

    private static Library library(
            OpenPackageSources sources, Resolution resolution, ResolvedPackage chosen, Wheel wheel) throws IOException {
        DistributionFile file = chosen.file();
        boolean isOfIndex = file.isWheel() && !file.indexId().isEmpty();
        Optional<String> index = isOfIndex ? Optional.of(file.indexId()) : Optional.empty();
        String hash = WheelStore.sha256Of(wheel).hex();
        Map<String, String> sourceHashes = file.hashes();
        Optional<DirectUrl> direct = Optional.empty();
        if (chosen.direct()) {
            boolean isArchive = file.kind() == DistributionFile.Kind.ARCHIVE && !file.isLocal();
            String ofFile = isArchive ? Sha256.of(sources.file(file)).hex() : hash;
            sourceHashes = isArchive ? Map.of("sha256", ofFile) : sourceHashes;
            direct = DirectOrigin.of(file, chosen.name(), resolution).directUrl(Map.of("sha256", ofFile));
        }
        Optional<Library.Source> source =
                file.isWheel() ? Optional.empty() : Optional.of(new Library.Source(file.fileName(), sourceHashes));
        return new Library(wheel, hash, index, source, isRoot(chosen, resolution), direct);
    }

    private static boolean isRoot(ResolvedPackage chosen, Resolution resolution) {
        for (RootRequirement root : resolution.roots()) {
            if (root.requirement().name().equals(chosen.name())) {
                return true;
            }
        }
        return false;
    }
}
