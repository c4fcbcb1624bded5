package io.github.pywar.app.lock;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.supply.AllowedHashes;
import io.github.pywar.app.supply.Library;
import io.github.pywar.app.supply.LibrarySource;
import io.github.pywar.app.supply.Supply;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.lock.Selection;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.net.URI;
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
public record LockedSupply(LockChoice choice, Supply supply) implements LibrarySource {

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
        List<Selection> chosen = lock.select(spec, progress);
        spec.dependencies()
                .checkWheels(chosen.stream().map(one -> one.locked().name()).toList());
        progress.step(
                "Locked: " + chosen.size() + " packages by " + choice.file().getFileName());
        Map<PackageName, URI> direct = LockedFiles.named(spec.dependencies());
        LockedFiles files = new LockedFiles(lock, direct);
        List<DistributionFile> wanted = chosen.stream().map(files::file).toList();
        List<Wheel> wheels = wanted.isEmpty() ? List.of() : supply.fetch(wanted, spec.dependencies(), progress);
        Set<PackageName> roots = spec.dependencies().requirements().stream()
                .map(one -> one.requirement().name())
                .collect(Collectors.toSet());
        AllowedHashes hashes = AllowedHashes.of(spec.dependencies());
        List<Library> libraries = new ArrayList<>();
        for (int i = 0; i < wheels.size(); i++) {
            LockedPackage locked = chosen.get(i).locked();
            hashes.check(locked.name(), wheels.get(i).file());
            String sum = WheelStore.sumOf(wheels.get(i)).hex();
            Optional<DirectUrl> url = files.named(chosen.get(i))
                    .map(named -> DirectUrl.archive(Credentials.bare(named).toString(), Map.of("sha256", sum)));
            libraries.add(new Library(wheels.get(i), sum, files.indexId(locked), roots.contains(locked.name()), url));
        }
        return libraries;
    }
}
