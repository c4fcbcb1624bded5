package io.github.pywar.app.lock;

import io.github.pywar.app.library.DirectOrigin;
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
import io.github.pywar.python.requirement.RevisionReference;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.net.URI;
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

/**
 * Generator of a lock from a resolution.
 *
 * @param spec the application
 * @param settings of the lock
 * @param open the package sources that resolved it
 */
public record LockGenerator(AppSpec spec, LockSettings settings, OpenPackageSources open) {

    private static final String CREATED_BY = "pywar-maven-plugin";
    private static final List<String> MARKERS = List.of("implementation_name", "sys_platform", "platform_machine");

    /**
     * Returns the lock. Files with an unknown hash or size are downloaded.
     *
     * @param facts about the chosen packages
     */
    public LockFile generate(Resolution resolution, LockFacts facts) throws IOException {
        TargetEnvironment target = spec.target();
        String minor = target.python().majorMinor();
        LockFile.Builder lock = LockFile.builder(CREATED_BY)
                .environments(List.of(environment(target)))
                .requiresPython(VersionSpecifiers.parse("==" + minor + ".*"));
        Map<DistributionFile, Path> fetched = fetch(resolution);
        for (ResolvedPackage chosen : resolution.packages()) {
            LockedPackage.Builder locked = locked(chosen, resolution, fetched);
            facts.addTo(locked, chosen.name());
            lock.add(locked.build());
        }
        Map<String, Object> own =
                new LinkedHashMap<>(LockInputs.of(spec, settings).values());
        own.put(ProjectLock.INDEXES, usedIndexes(resolution));
        return lock.tool(ProjectLock.TOOL, own).build();
    }

    /** There is no marker for the version of the C library; the tags in the wheels' names restrict it. */
    private static Marker environment(TargetEnvironment target) {
        List<String> names = target.python().hasMicro()
                ? Stream.concat(MARKERS.stream(), Stream.of("python_full_version"))
                        .toList()
                : MARKERS;
        return Marker.parse(names.stream()
                .map(name -> name + " == '" + target.markers().value(name).orElseThrow() + "'")
                .collect(Collectors.joining(" and ")));
    }

    /** Downloads the files whose hash or size the index does not list; HTML pages never list sizes. */
    private Map<DistributionFile, Path> fetch(Resolution resolution) throws IOException {
        List<DistributionFile> incomplete = resolution.packages().stream()
                .map(ResolvedPackage::file)
                .filter(file -> file.sha256().isEmpty() || file.size().isEmpty())
                .toList();
        List<DistributionFile> ofWheels =
                incomplete.stream().filter(DistributionFile::isWheel).toList();
        Map<DistributionFile, Path> fetched = new HashMap<>();
        if (!ofWheels.isEmpty()) {
            List<Wheel> wheels = open.store().fetch(ofWheels, open.connections());
            for (int i = 0; i < ofWheels.size(); i++) {
                fetched.put(ofWheels.get(i), wheels.get(i).file());
            }
        }
        for (DistributionFile file : incomplete) {
            if (file.kind() == DistributionFile.Kind.ARCHIVE) {
                fetched.put(file, open.file(file));
            }
        }
        return fetched;
    }

    /** The standard forbids the version of a source tree, because a build may give it another one. */
    private LockedPackage.Builder locked(
            ResolvedPackage chosen, Resolution resolution, Map<DistributionFile, Path> fetched) throws IOException {
        DistributionFile file = chosen.file();
        boolean isTree = file.kind() == DistributionFile.Kind.FOLDER || file.kind() == DistributionFile.Kind.REVISION;
        LockedPackage.Builder locked = LockedPackage.of(chosen.name(), isTree ? null : chosen.version())
                .requiresPython(chosen.requiresPython())
                .artifact(artifact(chosen, resolution, fetched.get(file)));
        index(chosen).ifPresent(index -> locked.index(index.url().toString()));
        chosen.requirements().stream()
                .map(Requirement::name)
                .filter(name -> resolution.find(name).isPresent() && !name.equals(chosen.name()))
                .forEach(locked::dependency);
        return locked;
    }

    /** @param fetched the downloaded file; null if the index lists its hash and its size, or it is a source tree */
    private LockedArtifact artifact(ResolvedPackage chosen, Resolution resolution, Path fetched) throws IOException {
        DistributionFile file = chosen.file();
        LockedArtifact artifact = switch (file.kind()) {
            case FOLDER -> LockedArtifact.directory(relative(FileUrl.path(file.url())));
            case REVISION -> revision(DirectOrigin.of(file, chosen.name(), resolution));
            case WHEEL, ARCHIVE -> chosen.direct() ? file(file, fetched).asArchive() : file(file, fetched);
        };
        return file.subdirectory().map(artifact::withSubdirectory).orElse(artifact);
    }

    private LockedArtifact revision(DirectOrigin origin) {
        RevisionReference reference =
                RevisionReference.parse(origin.file().url().toString()).orElseThrow();
        LockedArtifact.LockedRevision revision = new LockedArtifact.LockedRevision(
                reference.system(), reference.revision().orElseThrow(), origin.requestedRevision());
        URI url = reference.url();
        return "file".equals(url.getScheme())
                ? LockedArtifact.localRevision(relative(FileUrl.path(url)), revision)
                : LockedArtifact.revision(withoutCredentials(url), revision);
    }

    private static URI withoutCredentials(URI url) {
        return "git".equals(url.getRawUserInfo()) ? url : Credentials.withoutUserInfo(url);
    }

    private LockedArtifact file(DistributionFile file, Path fetched) throws IOException {
        String hash = fetched == null
                ? file.sha256().orElseThrow().hex()
                : Sha256.of(fetched).hex();
        Map<String, String> hashes = Map.of("sha256", hash);
        long size = fetched == null ? file.size().orElseThrow() : Files.size(fetched);
        LockedArtifact artifact = file.isLocal()
                ? LockedArtifact.localFile(file.fileName(), relative(FileUrl.path(file.url())), hashes)
                : LockedArtifact.file(file.fileName(), Credentials.bare(file.url()), hashes);
        LockedArtifact sized = artifact.withSize(size);
        return file.uploadTime().isPresent()
                ? sized.withUploadTime(file.uploadTime().get().atOffset(ZoneOffset.UTC))
                : sized;
    }

    private String relative(Path file) {
        if (!file.startsWith(settings.folder())) {
            throw UserException.of("Cannot lock `" + file + "`: it is outside the folder of the lock,"
                            + " and a lock has no paths of one machine")
                    .hint("put it into `" + settings.folder().getFileName() + "`, or on an index");
        }
        String path = settings.folder().relativize(file).toString().replace('\\', '/');
        return path.isEmpty() ? "." : path;
    }

    private Optional<IndexDeclaration> index(ResolvedPackage chosen) {
        return open.indexes().stream()
                .filter(index -> index.id().equals(chosen.file().indexId()))
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
