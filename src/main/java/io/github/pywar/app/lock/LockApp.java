package io.github.pywar.app.lock;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the lock of an application: what an index says now, with every version kept that still fits. */
public final class LockApp {

    private static final String ALL = "all";

    /**
     * What to lock.
     *
     * @param upgrade names of projects whose version in the present lock does not count; {@code all}: none counts
     */
    public record Request(AppSpec spec, PackageSources supply, LockChoice choice, List<String> upgrade) {

        public Request {
            upgrade = List.copyOf(upgrade);
        }
    }

    private final Progress progress;

    /** @param progress told of each step */
    public LockApp(Progress progress) {
        this.progress = progress;
    }

    /** Writes the lock, unless what it would say is there already. */
    public void run(Request request) throws IOException {
        Map<PackageName, Version> present = present(request);
        AppSpec spec = request.spec();
        LockFile lock = request.supply().open(spec.dependencies(), progress, open -> {
            Map<PackageName, Version> kept = kept(present, request.upgrade());
            Resolution resolution = open.resolve(spec, kept, progress);
            tellKeys(resolution);
            return new LockMaker(spec, request.choice(), open).lock(resolution);
        });
        byte[] text = lock.toToml().getBytes(StandardCharsets.UTF_8);
        String name = request.choice().file().getFileName().toString();
        if (Files.isRegularFile(request.choice().file())
                && Arrays.equals(Files.readAllBytes(request.choice().file()), text)) {
            progress.step(name + " is as it should be: " + lock.packages().size() + " packages");
            return;
        }
        AtomicFile.write(request.choice().file(), text);
        progress.step("Wrote " + name + ": " + lock.packages().size() + " packages for " + spec.target());
        tellChanges(present, lock);
    }

    /** A lock is shared and kept, and most of what stands behind {@code ?} is a key that is neither. */
    private void tellKeys(Resolution resolution) {
        resolution.packages().stream()
                .map(ResolvedPackage::wheel)
                .filter(wheel -> wheel.url().getRawQuery() != null)
                .forEach(wheel -> progress.warning("The lock has `" + wheel.fileName()
                        + "` without what stands behind the `?` of its URL, which may be a key"));
    }

    /** A lock that cannot be read is in nobody's way when all of it is to be made anew. */
    private static Map<PackageName, Version> present(Request request) throws IOException {
        boolean isWanted = !request.upgrade().contains(ALL);
        return isWanted && Files.isRegularFile(request.choice().file())
                ? AppLock.read(request.choice()).versions(request.spec())
                : Map.of();
    }

    private Map<PackageName, Version> kept(Map<PackageName, Version> present, List<String> upgrade) {
        Map<PackageName, Version> kept = new LinkedHashMap<>(present);
        for (String text : upgrade) {
            Optional<PackageName> name = PackageName.tryParse(text.strip());
            if (!text.equals(ALL) && name.map(kept::remove).isEmpty() && !present.isEmpty()) {
                progress.warning("`" + text + "` is not in the lock, so there is nothing of it to upgrade");
            }
        }
        return kept;
    }

    private void tellChanges(Map<PackageName, Version> present, LockFile lock) {
        Map<PackageName, String> changes = new TreeMap<>();
        present.forEach((name, version) -> changes.put(name, version + " -> gone"));
        lock.packages().forEach(locked -> {
            Version now = locked.version().orElseThrow();
            Version then = present.get(locked.name());
            changes.remove(locked.name());
            if (!present.isEmpty() && !now.equals(then)) {
                changes.put(locked.name(), (then == null ? "new" : then) + " -> " + now);
            }
        });
        changes.forEach((name, change) -> progress.step("    " + name + " " + change));
    }
}
