package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.DirectOrigin;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.policy.AllowedHashes;
import io.github.pywar.app.policy.FormatPolicy;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.UnexpectedFileException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Libraries of a lock, or of the package sources if there is no lock. With a lock no index is queried for a locked package,
 * and only files that are not in the cache are downloaded. A build of locked source code may query an index for its build
 * requirements. The lock file is read once, when this is created.
 */
public final class LockedOrResolvedLibraries implements LibrarySource {

    private final Optional<ProjectLock> lock;
    private final PackageSources sources;

    private LockedOrResolvedLibraries(Optional<ProjectLock> lock, PackageSources sources) {
        this.lock = lock;
        this.sources = sources;
    }

    /**
     * Reads the lock file, if there is one.
     *
     * @param sources the sources of the libraries without a lock, and for downloads with a lock
     * @throws UserException if the lock file is required and missing, or is not a lock
     */
    public static LockedOrResolvedLibraries of(LockSettings settings, PackageSources sources) throws IOException {
        return new LockedOrResolvedLibraries(ProjectLock.find(settings), sources);
    }

    /**
     * Adapts an application to its lock. A server that pywar adds by itself need not be in the lock of another tool: if it
     * is not, the archive has no server.
     */
    public AppSpec adapt(AppSpec spec, Progress progress) {
        Optional<String> foreignTool = lock.isPresent() ? lock.get().foreignTool() : Optional.empty();
        Optional<PackageName> server = spec.addedServer();
        if (foreignTool.isEmpty() || server.isEmpty() || lock.get().has(server.get())) {
            return spec;
        }
        progress.warning("The archive has no server of its own: `" + server.get() + "` is not in the lock that `"
                + foreignTool.get() + "` wrote. Require it there, or set <server>none</server>");
        return spec.withoutServer();
    }

    /**
     * Returns the libraries of the same versions, for a machine that is not the target of the lock. The files may be others,
     * so the hashes of the lock are not checked.
     *
     * @param locked the target of the lock
     */
    public LibrarySource versionsOn(TargetEnvironment locked) {
        return (spec, progress) -> {
            try {
                return sources.libraries(spec.declaring(pinned(spec, locked)), progress);
            } catch (UserException unsolvable) {
                throw lock.map(one -> unsolvable
                                .fact("the versions are those of "
                                        + one.settings().fileName() + ", for " + locked)
                                .hint("use a Python that fits the lock: -Dpywar.pythonExecutable"))
                        .orElse(unsolvable);
            }
        };
    }

    private DeclaredDependencies pinned(AppSpec spec, TargetEnvironment locked) {
        SourceLocation location =
                SourceLocation.of(lock.map(one -> one.settings().fileName()).orElse("the lock"));
        List<DeclaredRequirement> pins = new ArrayList<>();
        lock.ifPresent(one -> one.versions(spec.on(locked))
                .forEach((name, version) -> pins.add(DeclaredRequirement.parse(name + "==" + version, location))));
        return accepting(spec.declared()).constrained(pins);
    }

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        return lock.isPresent() ? locked(lock.get(), spec, progress) : sources.libraries(spec, progress);
    }

    private List<Library> locked(ProjectLock lock, AppSpec declared, Progress progress) throws IOException {
        LockCheck inputs = new LockCheck(lock, declared);
        // before the checks: a later version of the format explains why one may fail
        lock.warnOfLaterVersion(progress);
        inputs.checkInputs();
        FormatPolicy formats = declared.dependencies().formatPolicy();
        List<LockSelection> selected =
                lock.select(declared, formats.rules(sources.builds().policy()), progress);
        AppSpec spec = inputs.named(selected);
        LockCheck check = new LockCheck(lock, spec);
        check.checkRequirements(selected);
        formats.check(names(selected), sources.builds().policy());
        progress.step(
                "Locked: " + selected.size() + " packages in " + lock.settings().fileName());
        LockedFiles files = new LockedFiles(
                lock,
                LockedFiles.declaredUrls(spec.dependencies()),
                sources.machine().folder());
        List<LockedWheel> wheels = fetch(selected, files, spec, progress);
        checkHashes(wheels, spec);
        check.checkWheels(wheels, sources, progress);
        List<Library> libraries = libraries(wheels, files, spec);
        Library.checkStartupCode(
                libraries,
                lock.foreignTool().isEmpty(),
                accepting(spec.dependencies()).rules().startup(),
                progress);
        return libraries;
    }

    private static List<PackageName> names(List<LockSelection> selected) {
        List<PackageName> names = new ArrayList<>();
        for (LockSelection one : selected) {
            names.add(one.locked().name());
        }
        return names;
    }

    /** Returns the dependencies, which accept the start-up code that the lock records. */
    private DeclaredDependencies accepting(DeclaredDependencies declared) {
        return lock.isPresent()
                ? declared.accepting(lock.get().facts().startup().values())
                : declared;
    }

    private List<LockedWheel> fetch(List<LockSelection> selected, LockedFiles files, AppSpec spec, Progress progress)
            throws IOException {
        List<DistributionFile> requested = new ArrayList<>();
        for (LockSelection one : selected) {
            requested.add(files.file(one));
        }
        List<Wheel> wheels = requested.isEmpty() ? List.of() : download(requested, files.lock(), spec, progress);
        List<LockedWheel> fetched = new ArrayList<>();
        for (int i = 0; i < wheels.size(); i++) {
            fetched.add(new LockedWheel(selected.get(i), requested.get(i), wheels.get(i)));
        }
        return fetched;
    }

    private List<Wheel> download(List<DistributionFile> requested, ProjectLock lock, AppSpec spec, Progress progress)
            throws IOException {
        try {
            return sources.fetch(requested, spec, progress);
        } catch (UnexpectedFileException other) {
            throw other.fact("expected by: " + lock.lineOf(other.fileName()))
                    .hint("if the file was replaced on purpose, run `mvn pywar:lock`: it writes the new hash");
        }
    }

    /** The hash of source code was checked with that of the lock, which must be an allowed one. */
    private static void checkHashes(List<LockedWheel> wheels, AppSpec spec) throws IOException {
        AllowedHashes hashes = spec.dependencies().hashPolicy().allowed();
        for (LockedWheel one : wheels) {
            if (one.file().isWheel()) {
                hashes.check(one.name(), one.wheel().file());
            } else {
                hashes.checkLocked(one.name(), one.file());
            }
        }
    }

    private static List<Library> libraries(List<LockedWheel> wheels, LockedFiles files, AppSpec spec) {
        Set<PackageName> roots = new HashSet<>();
        for (DeclaredRequirement one : spec.dependencies().requirements()) {
            roots.add(one.requirement().name());
        }
        List<Library> libraries = new ArrayList<>();
        for (LockedWheel one : wheels) {
            libraries.add(library(one, files, roots.contains(one.name())));
        }
        return List.copyOf(libraries);
    }

    private static Library library(LockedWheel one, LockedFiles files, boolean isRoot) {
        String hash = WheelStore.sha256Of(one.wheel()).hex();
        Map<String, String> hashes =
                one.file().isWheel() ? Map.of("sha256", hash) : one.file().hashes();
        Optional<DirectOrigin> origin = files.origin(one.selection(), one.file());
        Optional<DirectUrl> url = origin.isPresent() ? origin.get().directUrl(hashes) : Optional.empty();
        boolean isBuilt = !one.file().isWheel();
        Optional<String> index =
                isBuilt ? Optional.empty() : files.indexId(one.selection().locked());
        Optional<Library.Source> source = isBuilt
                ? Optional.of(
                        new Library.Source(one.file().fileName(), one.file().hashes()))
                : Optional.empty();
        return new Library(one.wheel(), hash, index, source, isRoot, url);
    }
}
