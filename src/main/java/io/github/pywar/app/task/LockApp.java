package io.github.pywar.app.task;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.lock.LockFacts;
import io.github.pywar.app.lock.LockGenerator;
import io.github.pywar.app.lock.LockReview;
import io.github.pywar.app.lock.LockSettings;
import io.github.pywar.app.lock.MergedLock;
import io.github.pywar.app.lock.ProjectLock;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.app.release.CoolingReleases;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.target.TargetRuns;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.PrefixedProgress;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.CoolDown;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the lock file of an application. Versions in the present lock are kept if they still fit. */
public final class LockApp {

    private static final String ALL = "all";

    /**
     * Request to lock an application.
     *
     * @param sources of packages
     * @param upgrade names of packages whose present version is not kept; {@code all}: none is kept
     * @param accepted the start-up code that the user accepts now
     * @param coolDown the wait before a new release is chosen
     */
    public record Request(
            AppSpec spec,
            PackageSources sources,
            LockSettings settings,
            List<String> upgrade,
            StartupRules accepted,
            Optional<CoolDown> coolDown) {

        /** Request that accepts nothing new, without a wait for new releases. */
        public Request(AppSpec spec, PackageSources sources, LockSettings settings, List<String> upgrade) {
            this(spec, sources, settings, upgrade, StartupRules.NONE, Optional.empty());
        }

        public Request {
            upgrade = List.copyOf(upgrade);
        }
    }

    private final Progress progress;

    /** @param progress receives each step */
    public LockApp(Progress progress) {
        this.progress = progress;
    }

    /** Locked application of one target, and the versions of its present lock. */
    private record Locked(Request request, Map<PackageName, Version> present, LockFile lock) {}

    /**
     * Writes the lock files of an application. Targets with the same file share a lock, in which markers distinguish them.
     * An unchanged file is not touched.
     *
     * @param requests one for each target
     */
    public void run(List<Request> requests) throws IOException {
        List<Locked> all = new TargetRuns(progress).map(requests, LockApp::target, LockApp::lock);
        Map<Path, List<Locked>> byFile = new LinkedHashMap<>();
        all.forEach(one -> byFile.computeIfAbsent(one.request().settings().file(), file -> new ArrayList<>())
                .add(one));
        for (List<Locked> sameFile : byFile.values()) {
            write(sameFile);
        }
    }

    private static String target(Request request) {
        return request.settings().target().orElse("");
    }

    private static Locked lock(Request request, Progress progress) throws IOException {
        Optional<ProjectLock> before = presentLock(request, progress);
        AppSpec spec = request.spec();
        Map<PackageName, Version> known = before.map(one -> one.versions(spec)).orElse(Map.of());
        Map<PackageName, Version> present = request.upgrade().contains(ALL) ? Map.of() : known;
        LockReview review = new LockReview(
                before.map(ProjectLock::facts).orElse(LockFacts.NONE),
                known,
                spec.dependencies().rules().startup(),
                request.accepted());
        Optional<CoolDown> wait = request.coolDown().map(one -> one.keeping(known));
        LockFile lock = request.sources().open(spec.dependencies(), progress, open -> {
            Map<PackageName, Version> kept = keptVersions(present, request.upgrade(), progress);
            Resolution resolution = open.resolve(spec, kept, wait, progress);
            warnOfQueries(resolution, progress);
            if (wait.isPresent()) {
                new CoolingReleases(open.index(), wait.get())
                        .report(
                                resolution,
                                (name, version) -> !kept.containsKey(name) && isAllowed(name, version, spec),
                                progress);
            }
            LockFacts facts = review.review(resolution, open.facts(), progress);
            return new LockGenerator(spec, request.settings(), open).generate(resolution, facts);
        });
        return new Locked(request, present, lock);
    }

    private void write(List<Locked> all) throws IOException {
        LockFile lock = all.size() == 1
                ? all.get(0).lock()
                : MergedLock.of(all.stream()
                        .map(one -> new MergedLock.Part(
                                target(one.request()), one.request().spec().target(), one.lock()))
                        .toList());
        byte[] text = lock.toToml().getBytes(StandardCharsets.UTF_8);
        Request first = all.get(0).request();
        LockSettings settings = first.settings();
        String packages = lock.packages().size() + " packages";
        if (settings.exists() && Arrays.equals(Files.readAllBytes(settings.file()), text)) {
            progress.step(settings.fileName() + " is up to date: " + packages);
            return;
        }
        AtomicFile.write(settings.file(), text);
        String targets = all.size() == 1 ? first.spec().target().toString() : all.size() + " targets";
        progress.step("Wrote " + settings.fileName() + ": " + packages + " for " + targets);
        for (Locked one : all) {
            String prefix = all.size() == 1 ? "" : "[" + target(one.request()) + "] ";
            reportChanges(one.present(), one.lock(), new PrefixedProgress(prefix, progress));
        }
    }

    private static boolean isAllowed(PackageName name, Version version, AppSpec spec) {
        return Stream.of(spec.dependencies().requirements(), spec.dependencies().constraints())
                .flatMap(List::stream)
                .map(DeclaredRequirement::requirement)
                .filter(one -> one.name().equals(name))
                .allMatch(one -> one.specifiers().accepts(version));
    }

    /** A lock is shared and committed, so it must not contain a query: it is mostly an access key that expires. */
    private static void warnOfQueries(Resolution resolution, Progress progress) {
        resolution.packages().stream()
                .map(ResolvedPackage::file)
                .filter(wheel -> wheel.url().getRawQuery() != null)
                .forEach(wheel -> progress.warning("The URL of `" + wheel.fileName()
                        + "` is in the lock without its query (after `?`), which may be an access key"));
    }

    /** If all versions are upgraded, the present lock may be unreadable: it is then compared with nothing. */
    private static Optional<ProjectLock> presentLock(Request request, Progress progress) throws IOException {
        if (!request.settings().exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProjectLock.read(request.settings()));
        } catch (UserException unreadable) {
            if (!request.upgrade().contains(ALL)) {
                throw unreadable;
            }
            progress.detail("The present lock is not compared: " + unreadable.what());
            return Optional.empty();
        }
    }

    private static Map<PackageName, Version> keptVersions(
            Map<PackageName, Version> present, List<String> upgrade, Progress progress) {
        Map<PackageName, Version> kept = new LinkedHashMap<>(present);
        for (String text : upgrade) {
            Optional<PackageName> name = PackageName.tryParse(text.strip());
            if (!text.equals(ALL) && name.map(kept::remove).isEmpty() && !present.isEmpty()) {
                progress.warning("Cannot upgrade `" + text + "`: it is not in the lock");
            }
        }
        return kept;
    }

    /** A source tree has no version in the lock. */
    private static void reportChanges(Map<PackageName, Version> present, LockFile lock, Progress progress) {
        Map<PackageName, String> changes = new TreeMap<>();
        present.forEach((name, version) -> changes.put(name, version + " -> removed"));
        lock.packages().forEach(locked -> {
            Version before = present.get(locked.name());
            changes.remove(locked.name());
            locked.version()
                    .filter(now -> !present.isEmpty() && !now.equals(before))
                    .ifPresent(now -> changes.put(locked.name(), (before == null ? "new" : before) + " -> " + now));
        });
        changes.forEach((name, change) -> progress.step("    " + name + " " + change));
    }
}
