package io.github.pywar.app.lock;

import io.github.pywar.app.policy.StartupGate;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.app.release.ReleaseFacts;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.provenance.Publisher;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Comparison of a resolution with the present lock: new start-up code ends it, and another publisher causes a warning.
 *
 * @param before the facts of the present lock
 * @param versions of the present lock
 * @param declared the start-up code that the POM accepts
 * @param accepted the start-up code that the user accepts now
 */
public record LockReview(
        LockFacts before, Map<PackageName, Version> versions, StartupRules declared, StartupRules accepted) {

    /**
     * Returns the facts for the new lock.
     *
     * @throws io.github.pywar.base.error.UserException if there is start-up code that is not accepted
     */
    public LockFacts review(Resolution resolution, ReleaseFacts facts, Progress progress) throws IOException {
        List<PackageCode> code = facts.startupCode(resolution.packages());
        StartupRules rules = declared.recording(before.startup().values())
                .recording(code.stream().map(accepted::accepted).toList());
        new StartupGate(rules, before.startup()).check(code, progress);
        warnOfUnused(code, progress);
        Map<PackageName, List<Publisher>> publishers = new TreeMap<>(facts.publishers(resolution.packages(), progress));
        for (ResolvedPackage chosen : resolution.packages()) {
            boolean isSameVersion = chosen.version().equals(versions.get(chosen.name()));
            if (isSameVersion && !publishers.containsKey(chosen.name())) {
                publishers.put(chosen.name(), before.publishers().getOrDefault(chosen.name(), List.of()));
            }
        }
        new PublisherReview(before, versions).warn(resolution.packages(), publishers, progress);
        return LockFacts.of(code, publishers);
    }

    private void warnOfUnused(List<PackageCode> code, Progress progress) {
        Set<PackageName> present = code.stream()
                .filter(one -> !one.code().isEmpty())
                .map(PackageCode::name)
                .collect(Collectors.toSet());
        accepted.packages().stream()
                .filter(name -> !present.contains(name))
                .forEach(name -> progress.warning("-Dpywar.acceptStartupCode has no effect on `" + name
                        + "`: no chosen file of it has start-up code"));
    }
}
