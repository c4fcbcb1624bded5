package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.FormatRules;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Rules of a request for versions and files, except for the tags of wheels. Safe for several threads. */
public final class ReleaseRules {

    private final ResolveRequest request;
    private final Map<PackageName, List<RootRequirement>> constraints = new HashMap<>();
    private final Set<PackageName> pinned = new HashSet<>();
    private final Map<String, Optional<String>> pythons = new ConcurrentHashMap<>();
    private final Map<VersionSpecifiers, Optional<String>> mismatches = new ConcurrentHashMap<>();

    /** Creates the rules of a request. */
    public ReleaseRules(ResolveRequest request) {
        this.request = request;
        addPinned(request.requirements());
        addPinned(request.constraints());
        addPinned(request.overrides());
        for (RootRequirement constraint : request.constraints()) {
            if (applies(constraint)) {
                PackageName name = constraint.requirement().name();
                constraints.putIfAbsent(name, new ArrayList<>());
                constraints.get(name).add(constraint);
            }
        }
    }

    private void addPinned(List<RootRequirement> requirements) {
        for (RootRequirement one : requirements) {
            if (one.requirement().specifiers().pins() && applies(one)) {
                pinned.add(one.requirement().name());
            }
        }
    }

    private boolean applies(RootRequirement one) {
        return one.requirement().appliesTo(request.target().markers(), Set.of());
    }

    TargetEnvironment target() {
        return request.target();
    }

    FormatRules formats() {
        return request.formats();
    }

    PrereleaseMode prereleases(PackageName project) {
        return request.prereleaseMode(project);
    }

    Optional<Version> preferred(PackageName project) {
        return Optional.ofNullable(request.preferences().get(project));
    }

    /** Returns the constraint that excludes a version. */
    Optional<RootRequirement> violatedConstraint(PackageName project, Version version) {
        for (RootRequirement constraint : constraints.getOrDefault(project, List.of())) {
            if (!constraint.requirement().specifiers().accepts(version)) {
                return Optional.of(constraint);
            }
        }
        return Optional.empty();
    }

    /** Returns the pins of constraints. Like pip and uv, they admit yanked versions. */
    public Map<PackageName, VersionSpecifiers> pins() {
        Map<PackageName, VersionSpecifiers> pins = new HashMap<>();
        for (Map.Entry<PackageName, List<RootRequirement>> all : constraints.entrySet()) {
            for (RootRequirement constraint : all.getValue()) {
                VersionSpecifiers specifiers = constraint.requirement().specifiers();
                if (specifiers.pins()) {
                    pins.putIfAbsent(all.getKey(), specifiers);
                }
            }
        }
        return pins;
    }

    /** Returns a predicate for messages if the target does not match {@code Requires-Python}. */
    public Optional<String> pythonMismatch(VersionSpecifiers requiresPython) {
        Optional<String> known = mismatches.get(requiresPython);
        if (known == null) {
            known = mismatch(requiresPython);
            mismatches.put(requiresPython, known);
        }
        return known;
    }

    private Optional<String> mismatch(VersionSpecifiers requiresPython) {
        if (request.target().accepts(requiresPython)) {
            return Optional.empty();
        }
        PythonVersion python = request.target().python();
        boolean isMatchedBySome = !python.hasMicro()
                && request.target().firstMicro(requiresPython).isPresent();
        String target = isMatchedBySome ? ", and the target is any " + python : "";
        return Optional.of("requires Python " + requiresPython + target);
    }

    /** Checks {@code Requires-Python} of an index page. Like pip, it ignores an invalid value. */
    Optional<String> pythonMismatch(DistributionFile file) {
        if (file.requiresPython().isEmpty()) {
            return Optional.empty();
        }
        String text = file.requiresPython().get();
        Optional<String> known = pythons.get(text);
        if (known == null) {
            Optional<VersionSpecifiers> specifiers = VersionSpecifiers.tryParse(text);
            known = specifiers.isPresent() ? pythonMismatch(specifiers.get()) : Optional.empty();
            pythons.put(text, known);
        }
        return known;
    }

    /**
     * Returns whether the file can be one of the allowed ones. If the index lists no hash of the same algorithm, the
     * file is accepted here and checked after its download.
     */
    boolean isHashAllowed(PackageName project, DistributionFile file) {
        Set<String> allowed = request.hashes().getOrDefault(project, Set.of());
        if (allowed.isEmpty()) {
            return true;
        }
        Set<String> known = file.hashes().entrySet().stream()
                .map(hash -> hash.getKey() + ":" + hash.getValue().toLowerCase(Locale.ROOT))
                .filter(hash -> allowed.stream().anyMatch(one -> haveSameAlgorithm(one, hash)))
                .collect(Collectors.toSet());
        return known.isEmpty() || known.stream().anyMatch(allowed::contains);
    }

    private static boolean haveSameAlgorithm(String one, String other) {
        return one.startsWith(other.substring(0, other.indexOf(':') + 1));
    }

    /**
     * Returns whether a file was uploaded at the limit or later. A file without an upload time is too new if its index
     * lists times for other files of the project. It is accepted if the index lists none at all.
     *
     * @param withTimes the indexes that list upload times for files of the project
     */
    boolean isTooNew(DistributionFile file, Set<String> withTimes) {
        Optional<Instant> limit = request.uploadedBefore();
        return limit.isPresent()
                && file.uploadTime()
                        .map(time -> !time.isBefore(limit.get()))
                        .orElseGet(() -> withTimes.contains(file.indexId()));
    }

    /** Returns whether a file must wait. A version that the application pins is requested, so it need not. */
    boolean isCoolingDown(PackageName project, Version version, DistributionFile file) {
        return request.coolDown().isPresent()
                && file.uploadTime()
                        .filter(time -> request.coolDown().get().excludes(project, version, time))
                        .isPresent()
                && !pinned.contains(project);
    }

    boolean isLimitedInTime() {
        return request.uploadedBefore().isPresent();
    }
}
