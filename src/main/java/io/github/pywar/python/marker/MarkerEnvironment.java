package io.github.pywar.python.marker;

import io.github.pywar.python.name.ExtraName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The values that markers are evaluated with: those of the target, and what was asked for. Immutable.
 *
 * <p>Python's micro version may be left open; a marker then holds where it holds for any micro version.
 */
public final class MarkerEnvironment {

    static final List<String> MICRO_VARIABLES = List.of("python_full_version", "implementation_version");

    /** No minor version of CPython has had as many releases. */
    private static final int MICROS = 40;

    private final Map<String, String> values;
    private final boolean microUnknown;
    private final Optional<Set<String>> extras;
    private final Map<String, Set<String>> sets;

    private MarkerEnvironment(
            Map<String, String> values,
            boolean microUnknown,
            Optional<Set<String>> extras,
            Map<String, Set<String>> sets) {
        this.values = values;
        this.microUnknown = microUnknown;
        this.extras = extras;
        this.sets = sets;
    }

    /**
     * An environment without extras.
     *
     * @param values of the standard's variables, such as {@code sys_platform}; a marker that asks for one that is
     *     missing has no answer
     */
    public static MarkerEnvironment of(Map<String, String> values) {
        Map<String, String> sorted = new TreeMap<>(values);
        sorted.computeIfPresent("python_full_version", (name, version) -> repaired(version));
        return new MarkerEnvironment(Map.copyOf(sorted), false, Optional.of(Set.of()), Map.of());
    }

    /** A Python that was built from no release calls itself {@code 3.11.1+}, which is no version. */
    private static String repaired(String version) {
        return version.endsWith("+") ? version + "local" : version;
    }

    /** @return the same with {@code python_full_version} open: any release of its minor version */
    public MarkerEnvironment withUnknownMicro() {
        return new MarkerEnvironment(values, true, extras, sets);
    }

    /** @return the same with these extras asked for, in place of earlier ones */
    public MarkerEnvironment withExtras(Collection<ExtraName> asked) {
        return new MarkerEnvironment(values, microUnknown, Optional.of(names(asked)), sets);
    }

    /** @return the same for the markers of a lock (PEP 751), which know sets of names and no {@code extra} */
    public MarkerEnvironment forLock(Collection<ExtraName> asked, Collection<ExtraName> groups) {
        return new MarkerEnvironment(
                values,
                microUnknown,
                Optional.empty(),
                Map.of("extras", names(asked), "dependency_groups", names(groups)));
    }

    private static Set<String> names(Collection<ExtraName> names) {
        return names.stream().map(ExtraName::value).collect(Collectors.toUnmodifiableSet());
    }

    /** @return whether Python's micro version is open */
    public boolean isMicroUnknown() {
        return microUnknown;
    }

    /** @return the variable's value, if it has one; that of {@code python_full_version} may be open all the same */
    public Optional<String> value(String variable) {
        return Optional.ofNullable(values.get(variable));
    }

    /** @return all values, as given */
    public Map<String, String> values() {
        return values;
    }

    Optional<Set<String>> extras() {
        return extras;
    }

    boolean isSet(String variable) {
        return sets.containsKey(variable);
    }

    Set<String> set(String variable) {
        return sets.get(variable);
    }

    /** @return the environments that this one may stand for, as far as a marker can tell them apart */
    List<MarkerEnvironment> candidates(boolean microMatters) {
        if (!microUnknown || !microMatters) {
            return List.of(this);
        }
        return IntStream.range(0, MICROS).mapToObj(this::withMicro).toList();
    }

    private MarkerEnvironment withMicro(int micro) {
        Map<String, String> full = new TreeMap<>(values);
        String version = values.get("python_version") + "." + micro;
        MICRO_VARIABLES.forEach(variable -> full.put(variable, version));
        return new MarkerEnvironment(full, false, extras, sets);
    }
}
