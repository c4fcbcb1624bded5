package io.github.pywar.app.lock;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.task.OpenSupply;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.http.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.install.WheelStore;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a lock of what was resolved. */
record LockMaker(AppSpec spec, LockChoice choice, OpenSupply open) {

    private static final String CREATED_BY = "pywar-maven-plugin";
    private static final List<String> MARKERS = List.of("implementation_name", "sys_platform", "platform_machine");

    LockFile lock(Resolution resolution) throws IOException {
        TargetEnvironment target = spec.target();
        String minor = target.python().majorMinor();
        LockFile.Builder lock = LockFile.builder(CREATED_BY)
                .environments(List.of(environment(target)))
                .requiresPython(VersionSpecifiers.parse("==" + minor + ".*"));
        for (ResolvedPackage chosen : resolution.packages()) {
            lock.add(locked(chosen, resolution));
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

    private LockedPackage locked(ResolvedPackage chosen, Resolution resolution) throws IOException {
        LockedPackage.Builder locked = LockedPackage.of(chosen.name(), chosen.version())
                .requiresPython(chosen.metadata().requiresPython())
                .artifact(artifact(chosen.wheel()));
        index(chosen).ifPresent(index -> locked.index(index.url().toString()));
        chosen.requirements().stream()
                .map(Requirement::name)
                .filter(name -> resolution.find(name).isPresent() && !name.equals(chosen.name()))
                .forEach(locked::dependency);
        return locked.build();
    }

    /** An index that does not say what its files are is asked for the file itself. */
    private LockedArtifact artifact(DistributionFile file) throws IOException {
        Optional<Path> fetched = Optional.empty();
        Map<String, String> hashes = new TreeMap<>();
        file.sha256().ifPresent(sum -> hashes.put("sha256", sum.hex()));
        if (hashes.isEmpty()) {
            Wheel wheel = open.store().fetch(file);
            hashes.put("sha256", WheelStore.sumOf(wheel).hex());
            fetched = Optional.of(wheel.file());
        }
        LockedArtifact artifact = file.isLocal()
                ? LockedArtifact.localWheel(file.fileName(), relative(FileUrl.path(file.url())), hashes)
                : LockedArtifact.wheel(file.fileName(), Credentials.withoutUserInfo(file.url()), hashes);
        if (file.size().isPresent() || fetched.isPresent()) {
            artifact = artifact.withSize(
                    fetched.isPresent()
                            ? Files.size(fetched.get())
                            : file.size().getAsLong());
        }
        return file.uploadTime().isPresent()
                ? artifact.withUploadTime(file.uploadTime().get().atOffset(ZoneOffset.UTC))
                : artifact;
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
