package io.github.pywar.app.lock;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.provenance.Publisher;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.startup.StartupCode;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Facts that a lock records for each package: its start-up code, in the table {@code tool.pywar} of the package, and its
 * publishers, in the standard key {@code attestation-identities}.
 *
 * @param startup the start-up code by package; a package without code is absent
 * @param publishers the publishers by package; an absent package has unknown ones
 */
public record LockFacts(Map<PackageName, PackageCode> startup, Map<PackageName, List<Publisher>> publishers) {

    /** No facts. */
    public static final LockFacts NONE = new LockFacts(Map.of(), Map.of());

    private static final String STARTUP = "startup-code";
    private static final String KIND = "kind";
    private static final String FILE = "file";
    private static final String CODE = "code";
    private static final String SHA256 = "sha256";

    public LockFacts {
        startup = Map.copyOf(startup);
        publishers = Map.copyOf(publishers);
    }

    /** Returns facts about start-up code and publishers. */
    public static LockFacts of(Collection<PackageCode> startup, Map<PackageName, List<Publisher>> publishers) {
        Map<PackageName, PackageCode> code = new TreeMap<>();
        startup.stream().filter(one -> !one.code().isEmpty()).forEach(one -> code.put(one.name(), one));
        return new LockFacts(code, publishers);
    }

    /** Reads the facts of packages. An entry that is not valid accepts nothing, so it is ignored. */
    static LockFacts of(List<LockedPackage> packages) {
        Map<PackageName, PackageCode> startup = new TreeMap<>();
        Map<PackageName, List<Publisher>> publishers = new TreeMap<>();
        for (LockedPackage one : packages) {
            if (one.version().isPresent() && !code(one).isEmpty()) {
                startup.merge(
                        one.name(), new PackageCode(one.name(), one.version().get(), code(one)), LockFacts::joined);
            }
            publishers.merge(
                    one.name(), one.attestations().stream().map(Publisher::new).toList(), LockFacts::union);
        }
        return new LockFacts(startup, publishers);
    }

    private static PackageCode joined(PackageCode one, PackageCode other) {
        Version newest = one.version().compareTo(other.version()) < 0 ? other.version() : one.version();
        return new PackageCode(one.name(), newest, union(one.code(), other.code()));
    }

    static <T> List<T> union(List<T> one, List<T> other) {
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    private static List<StartupCode> code(LockedPackage locked) {
        List<StartupCode> code = new ArrayList<>();
        if (locked.tool().get(ProjectLock.TOOL) instanceof Map<?, ?> own && own.get(STARTUP) instanceof List<?> all) {
            all.forEach(one -> parse(one).ifPresent(code::add));
        }
        return code;
    }

    private static Optional<StartupCode> parse(Object value) {
        if (value instanceof Map<?, ?> item
                && item.get(FILE) instanceof String file
                && item.get(CODE) instanceof String text
                && item.get(SHA256) instanceof String sum
                && sum.matches("[0-9a-f]{64}")) {
            return Arrays.stream(StartupCode.Kind.values())
                    .filter(kind -> kind.label().equals(item.get(KIND)))
                    .findFirst()
                    .map(kind -> new StartupCode(kind, file, text, new Sha256(sum)));
        }
        return Optional.empty();
    }

    /** Adds the facts about a package to its entry. */
    void addTo(LockedPackage.Builder locked, PackageName name) {
        locked.attestations(publishers.getOrDefault(name, List.of()).stream()
                .map(Publisher::claims)
                .toList());
        if (startup.containsKey(name)) {
            List<Map<String, Object>> code =
                    startup.get(name).code().stream().map(LockFacts::item).toList();
            locked.tool(Map.of(ProjectLock.TOOL, Map.of(STARTUP, code)));
        }
    }

    private static Map<String, Object> item(StartupCode code) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(KIND, code.kind().label());
        item.put(FILE, code.file());
        item.put(CODE, code.shown());
        item.put(SHA256, code.sha256().hex());
        return item;
    }
}
