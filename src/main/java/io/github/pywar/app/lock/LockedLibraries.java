package io.github.pywar.app.lock;

import io.github.pywar.app.library.AllowedHashes;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.http.UnexpectedFileException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Libraries as a lock names them, where there is one: no index is asked, and only what is missing here is fetched.
 *
 * @param choice which lock
 * @param supply where libraries come from without one, and how files are fetched with one
 */
public record LockedLibraries(LockChoice choice, PackageSources supply) implements LibrarySource {

    /**
     * @return the application as the lock has it: a server that only this product would add need not stand in the lock
     *     of another tool
     */
    public AppSpec fitted(AppSpec spec, Progress progress) throws IOException {
        if (!choice.isThere()) {
            return spec;
        }
        AppLock lock = AppLock.read(choice);
        Optional<PackageName> server = spec.addedServer().filter(name -> !lock.has(name));
        if (server.isEmpty() || lock.foreignMaker().isEmpty()) {
            return spec;
        }
        progress.warning("The archive has no server of its own: `" + server.get() + "` is not in the lock that `"
                + lock.foreignMaker().get() + "` wrote. Require it there, or set <server>none</server>");
        return spec.withoutServer();
    }

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        if (!choice.isThere()) {
            return supply.libraries(spec, progress);
        }
        AppLock lock = AppLock.read(choice);
        List<LockSelection> chosen = lock.select(spec, progress);
        spec.dependencies()
                .checkWheels(chosen.stream().map(one -> one.locked().name()).toList());
        progress.step(
                "Locked: " + chosen.size() + " packages by " + choice.file().getFileName());
        LockedFiles files = new LockedFiles(
                lock, LockedFiles.named(spec.dependencies()), supply.machine().folder());
        List<LockedWheel> wheels = fetched(chosen, files, spec, progress);
        AllowedHashes hashes = AllowedHashes.of(spec.dependencies());
        for (LockedWheel one : wheels) {
            hashes.check(one.name(), one.wheel().file());
        }
        new LockedWheelCheck(lock, supply).check(spec, wheels, progress);
        Set<PackageName> roots = spec.dependencies().requirements().stream()
                .map(one -> one.requirement().name())
                .collect(Collectors.toSet());
        return wheels.stream()
                .map(one -> library(one, files, roots.contains(one.name())))
                .toList();
    }

    private List<LockedWheel> fetched(List<LockSelection> chosen, LockedFiles files, AppSpec spec, Progress progress)
            throws IOException {
        List<DistributionFile> wanted = chosen.stream().map(files::file).toList();
        List<Wheel> wheels = wanted.isEmpty() ? List.of() : fetched(wanted, files.lock(), spec, progress);
        List<LockedWheel> fetched = new ArrayList<>();
        for (int i = 0; i < wheels.size(); i++) {
            fetched.add(new LockedWheel(chosen.get(i), wanted.get(i), wheels.get(i)));
        }
        return fetched;
    }

    private List<Wheel> fetched(List<DistributionFile> wanted, AppLock lock, AppSpec spec, Progress progress)
            throws IOException {
        try {
            return supply.fetch(wanted, spec.dependencies(), progress);
        } catch (UnexpectedFileException other) {
            throw other.fact("expected by: " + lock.place(other.fileName()))
                    .hint("if the file was replaced on purpose, lock again: the goal `pywar:lock` writes its new hash");
        }
    }

    private static Library library(LockedWheel one, LockedFiles files, boolean isRoot) {
        String sum = WheelStore.sha256Of(one.wheel()).hex();
        Optional<DirectUrl> url = files.named(one.chosen())
                .map(named -> DirectUrl.archive(Credentials.bare(named).toString(), Map.of("sha256", sum)));
        return new Library(one.wheel(), sum, files.indexId(one.chosen().locked()), isRoot, url);
    }
}
