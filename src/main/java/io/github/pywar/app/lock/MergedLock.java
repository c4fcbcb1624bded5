package io.github.pywar.app.lock;

import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.lock.LockedArtifact;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lock of several targets (PEP 751). A package that all targets have in the same version has no marker and the wheels of
 * all targets. Other packages have a marker with the variables in which the targets differ.
 */
public final class MergedLock {

    /**
     * Lock of one target.
     *
     * @param name of the target
     * @param target whose marker variables differ from those of all other targets
     */
    public record Part(String name, TargetEnvironment target, LockFile lock) {}

    private static final List<String> VARIABLES = List.of("python_version", "sys_platform", "platform_machine");

    private final List<Part> parts;
    private final List<String> differing;

    private MergedLock(List<Part> parts) {
        this.parts = parts;
        this.differing = VARIABLES.stream()
                .filter(name ->
                        parts.stream().map(part -> value(part, name)).distinct().count() > 1)
                .toList();
    }

    /** Returns the lock of all targets. */
    public static LockFile of(List<Part> parts) {
        return new MergedLock(parts).lock();
    }

    private LockFile lock() {
        LockFile.Builder lock = LockFile.builder(parts.get(0).lock().createdBy())
                .environments(parts.stream().map(this::environment).toList())
                .requiresPython(requiresPython());
        byIdentity().values().forEach(same -> lock.add(merged(same)));
        return lock.tool(ProjectLock.TOOL, inputs()).build();
    }

    private Marker environment(Part part) {
        Marker own = part.lock().environments().orElseThrow().get(0);
        return differing.contains("python_version") ? own.and(comparison(part, "python_version")) : own;
    }

    /** Several minor versions have only a common minimum; the environments name them. */
    private VersionSpecifiers requiresPython() {
        Set<VersionSpecifiers> all =
                parts.stream().map(part -> part.lock().requiresPython()).collect(Collectors.toSet());
        int lowest = parts.stream()
                .mapToInt(part -> part.target().python().minor())
                .min()
                .orElseThrow();
        return all.size() == 1 ? all.iterator().next() : VersionSpecifiers.parse(">=3." + lowest);
    }

    private Map<String, Map<Part, LockedPackage>> byIdentity() {
        Map<String, Map<Part, LockedPackage>> packages = new LinkedHashMap<>();
        for (Part part : parts) {
            part.lock()
                    .packages()
                    .forEach(one -> packages.computeIfAbsent(identity(one), any -> new LinkedHashMap<>())
                            .put(part, one));
        }
        return packages;
    }

    /** A package has at most one artifact that is not on an index, so that another one is another package. */
    private static String identity(LockedPackage one) {
        String direct = one.artifacts().stream()
                .filter(artifact -> !isOfIndex(artifact))
                .map(MergedLock::identity)
                .collect(Collectors.joining());
        return String.join(
                "\n",
                one.toString(),
                one.index().orElse(""),
                one.requiresPython().toString(),
                direct);
    }

    private static boolean isOfIndex(LockedArtifact artifact) {
        return artifact.kind() == LockedArtifact.Kind.WHEEL || artifact.kind() == LockedArtifact.Kind.SDIST;
    }

    private static String identity(LockedArtifact artifact) {
        return String.join(
                "\n",
                artifact.kind().toString(),
                artifact.name(),
                artifact.url().orElse(""),
                artifact.path().orElse(""),
                artifact.subdirectory().orElse(""),
                artifact.revision().toString(),
                artifact.hashes().toString());
    }

    private LockedPackage merged(Map<Part, LockedPackage> same) {
        LockedPackage any = same.values().iterator().next();
        LockedPackage.Builder merged =
                LockedPackage.of(any.name(), any.version().orElse(null)).requiresPython(any.requiresPython());
        any.index().ifPresent(merged::index);
        if (same.size() < parts.size()) {
            merged.marker(marker(same.keySet()));
        }
        same.values().forEach(one -> one.dependencies().forEach(merged::dependency));
        artifacts(same.values()).forEach(merged::artifact);
        LockFacts.of(List.copyOf(same.values())).addTo(merged, any.name());
        return merged.build();
    }

    private static Collection<LockedArtifact> artifacts(Collection<LockedPackage> same) {
        Map<String, LockedArtifact> artifacts = new TreeMap<>();
        same.forEach(one -> one.artifacts().forEach(artifact -> artifacts.put(identity(artifact), artifact)));
        return artifacts.values();
    }

    private Marker marker(Set<Part> some) {
        List<Marker> each = new ArrayList<>();
        for (Part part : some) {
            each.add(differing.stream()
                    .map(name -> comparison(part, name))
                    .reduce(Marker::and)
                    .orElseThrow());
        }
        return each.stream().reduce(Marker::or).orElseThrow();
    }

    private static Marker comparison(Part part, String variable) {
        return Marker.parse(variable + " == '" + value(part, variable) + "'");
    }

    private static String value(Part part, String variable) {
        return part.target().markers().value(variable).orElseThrow();
    }

    /** Common inputs are recorded once, those of one target in a table with its name. */
    private Map<String, Object> inputs() {
        Map<String, LockInputs> all = new LinkedHashMap<>();
        parts.forEach(part -> all.put(part.name(), LockInputs.from(own(part))));
        LockInputs common = all.values().stream().reduce(LockInputs::common).orElseThrow();
        Map<String, Object> inputs = new TreeMap<>(common.values());
        Map<String, Object> differences = new TreeMap<>();
        all.forEach((name, one) -> differences.put(name, one.without(common).values()));
        inputs.put(ProjectLock.TARGETS, differences);
        inputs.put(ProjectLock.INDEXES, indexes());
        return inputs;
    }

    private Map<String, Object> indexes() {
        Map<String, Object> indexes = new TreeMap<>();
        for (Part part : parts) {
            ((Map<?, ?>) own(part).get(ProjectLock.INDEXES)).forEach((id, url) -> indexes.put(id.toString(), url));
        }
        return indexes;
    }

    private static Map<?, ?> own(Part part) {
        return (Map<?, ?>) part.lock().tool(ProjectLock.TOOL).orElseThrow();
    }
}
