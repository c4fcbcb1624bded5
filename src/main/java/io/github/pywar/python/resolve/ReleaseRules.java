package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which versions and files of a project count, apart from what wheels fit. Safe for several threads. */
final class ReleaseRules {

    private final ResolveRequest request;
    private final Map<PackageName, List<RootRequirement>> constraints = new HashMap<>();
    private final Map<String, Optional<String>> pythons = new ConcurrentHashMap<>();
    private final Map<VersionSpecifiers, Optional<String>> judged = new ConcurrentHashMap<>();

    ReleaseRules(ResolveRequest request) {
        this.request = request;
        for (RootRequirement constraint : request.constraints()) {
            if (constraint.requirement().appliesTo(request.target().markers(), Set.of())) {
                constraints
                        .computeIfAbsent(constraint.requirement().name(), name -> new ArrayList<>())
                        .add(constraint);
            }
        }
    }

    PrereleaseMode prereleases(PackageName project) {
        return request.prereleaseMode(project);
    }

    Optional<Version> preferred(PackageName project) {
        return Optional.ofNullable(request.preferences().get(project));
    }

    /** @return the constraint that rules the version out */
    Optional<RootRequirement> ruledOutBy(PackageName project, Version version) {
        return constraints.getOrDefault(project, List.of()).stream()
                .filter(constraint -> !constraint.requirement().specifiers().accepts(version))
                .findFirst();
    }

    /** @return the versions that constraints pin, which may be yanked ones, as in pip and uv */
    Map<PackageName, VersionSpecifiers> pins() {
        Map<PackageName, VersionSpecifiers> pins = new HashMap<>();
        constraints.forEach((name, all) -> all.stream()
                .map(constraint -> constraint.requirement().specifiers())
                .filter(VersionSpecifiers::pins)
                .forEach(pin -> pins.putIfAbsent(name, pin)));
        return pins;
    }

    /** @return a predicate that says which Python it needs, where the target is another one */
    Optional<String> pythonNeeded(VersionSpecifiers requiresPython) {
        return judged.computeIfAbsent(requiresPython, this::judge);
    }

    private Optional<String> judge(VersionSpecifiers requiresPython) {
        if (request.target().accepts(requiresPython)) {
            return Optional.empty();
        }
        OptionalInt first = request.target().firstMicro(requiresPython);
        String hint = first.isPresent() && !request.target().python().hasMicro()
                ? ", which Python " + request.target().python() + " is from its release "
                        + request.target().python().majorMinor() + "." + first.getAsInt() + " on"
                : "";
        return Optional.of("needs Python " + requiresPython + hint);
    }

    /** The same of what an index page says; what is not valid there counts for nothing, as in pip. */
    Optional<String> pythonNeeded(DistributionFile file) {
        return file.requiresPython()
                .flatMap(text -> pythons.computeIfAbsent(
                        text, said -> VersionSpecifiers.tryParse(said).flatMap(this::pythonNeeded)));
    }

    /** @return whether it may be one of the files that are named: one of which no such sum is known is looked at later */
    boolean isHashAllowed(PackageName project, DistributionFile file) {
        Set<String> allowed = request.hashes().getOrDefault(project, Set.of());
        if (allowed.isEmpty()) {
            return true;
        }
        Set<String> known = file.hashes().entrySet().stream()
                .map(hash -> hash.getKey() + ":" + hash.getValue().toLowerCase(Locale.ROOT))
                .filter(hash -> allowed.stream().anyMatch(one -> isOfOneAlgorithm(one, hash)))
                .collect(Collectors.toSet());
        return known.isEmpty() || known.stream().anyMatch(allowed::contains);
    }

    private static boolean isOfOneAlgorithm(String one, String other) {
        return one.startsWith(other.substring(0, other.indexOf(':') + 1));
    }

    /**
     * @param telling the indexes that tell upload times of the project's files: without a time there, nothing shows that
     *     a file is old enough
     * @return whether it came to the index too late to count
     */
    boolean isTooNew(DistributionFile file, Set<String> telling) {
        Optional<Instant> limit = request.uploadedBefore();
        return limit.isPresent()
                && file.uploadTime()
                        .map(time -> !time.isBefore(limit.get()))
                        .orElseGet(() -> telling.contains(file.indexId()));
    }

    boolean isLimitedInTime() {
        return request.uploadedBefore().isPresent();
    }
}
