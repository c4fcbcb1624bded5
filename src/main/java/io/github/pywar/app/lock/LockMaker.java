package io.github.pywar.app.lock;

import io.github.pywar.app.library.OpenPackageSources;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.lock.LockedArtifact;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a lock of what was resolved. */
record LockMaker(AppSpec spec, LockChoice choice, OpenPackageSources open) {

    private static final String CREATED_BY = "pywar-maven-plugin";
    private static final List<String> MARKERS = List.of("implementation_name", "sys_platform", "platform_machine");

    LockFile lock(Resolution resolution) throws IOException {
        TargetEnvironment target = spec.target();
        String minor = target.python().majorMinor();
        LockFile.Builder lock = LockFile.builder(CREATED_BY)
                .environments(List.of(environment(target)))
                .requiresPython(VersionSpecifiers.parse("==" + minor + ".*"));
        Map<DistributionFile, Path> fetched = fetched(resolution);
        for (ResolvedPackage chosen : resolution.packages()) {
            lock.add(locked(chosen, resolution, fetched));
        }
        Map<String, Object> own =
                new LinkedHashMap<>(LockInputs.of(spec, choice).values());
        own.put(AppLock.INDEXES, usedIndexes(resolution));
        return lock.tool(AppLock.TOOL, own).build();
    }

    /** The C library's floor has no marker; the files that were chosen tell it by their names. */
    private static Marker environment(TargetEnvironment target) {
        List<String> names = target.python().hasMicro()
                ? Stream.concat(MARKERS.stream(), Stream.of("python_full_version"))
                        .toList()
                : MARKERS;
        return Marker.parse(names.stream()
                .map(name -> name + " == '" + target.markers().value(name).orElseThrow() + "'")
                .collect(Collectors.joining(" and ")));
    }

    /** Where an index does not say what a file is, as HTML pages never tell sizes, the file itself is asked. */
    private Map<DistributionFile, Path> fetched(Resolution resolution) throws IOException {
        List<DistributionFile> untold = resolution.packages().stream()
                .map(ResolvedPackage::wheel)
                .filter(file -> file.sha256().isEmpty() || file.size().isEmpty())
                .toList();
        Map<DistributionFile, Path> fetched = new HashMap<>();
        if (!untold.isEmpty()) {
            List<Wheel> wheels = open.store().fetch(untold, open.connections());
            for (int i = 0; i < untold.size(); i++) {
                fetched.put(untold.get(i), wheels.get(i).file());
            }
        }
        return fetched;
    }

    private LockedPackage locked(ResolvedPackage chosen, Resolution resolution, Map<DistributionFile, Path> fetched)
            throws IOException {
        LockedArtifact wheel = artifact(chosen.wheel(), fetched.get(chosen.wheel()));
        LockedPackage.Builder locked = LockedPackage.of(chosen.name(), chosen.version())
                .requiresPython(chosen.requiresPython())
                .artifact(chosen.direct() ? wheel.asArchive() : wheel);
        index(chosen).ifPresent(index -> locked.index(index.url().toString()));
        chosen.requirements().stream()
                .map(Requirement::name)
                .filter(name -> resolution.find(name).isPresent() && !name.equals(chosen.name()))
                .forEach(locked::dependency);
        return locked.build();
    }

    /** @param fetched the file, where the index does not tell enough of it; else null */
    private LockedArtifact artifact(DistributionFile file, Path fetched) throws IOException {
        String sum = fetched == null
                ? file.sha256().orElseThrow().hex()
                : Sha256.of(fetched).hex();
        Map<String, String> hashes = Map.of("sha256", sum);
        long size = fetched == null ? file.size().orElseThrow() : Files.size(fetched);
        LockedArtifact artifact = file.isLocal()
                ? LockedArtifact.localWheel(file.fileName(), relative(FileUrl.path(file.url())), hashes)
                : LockedArtifact.wheel(file.fileName(), Credentials.bare(file.url()), hashes);
        LockedArtifact sized = artifact.withSize(size);
        return file.uploadTime().isPresent()
                ? sized.withUploadTime(file.uploadTime().get().atOffset(ZoneOffset.UTC))
                : sized;
    }

    private String relative(Path file) {
        if (!file.startsWith(choice.folder())) {
            throw UserException.of("The wheel `" + file + "` cannot be locked: it lies outside the folder of the lock,"
                            + " and a lock names no places of one machine")
                    .hint("put it below `" + choice.folder().getFileName() + "`, or on an index");
        }
        return choice.folder().relativize(file).toString().replace('\\', '/');
    }

    private Optional<IndexDeclaration> index(ResolvedPackage chosen) {
        return open.indexes().stream()
                .filter(index -> index.id().equals(chosen.wheel().indexId()))
                .findFirst();
    }

    private Map<String, String> usedIndexes(Resolution resolution) {
        Map<String, String> used = new TreeMap<>();
        for (ResolvedPackage chosen : resolution.packages()) {
            index(chosen).ifPresent(index -> used.put(index.id(), index.url().toString()));
        }
        return used;
    }
}
