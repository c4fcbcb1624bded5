package io.github.pywar.python.marker;

import io.github.pywar.python.name.ExtraName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Values for the evaluation of markers: those of the target, and the requested extras and groups. Immutable.
 *
 * <p>The micro version of Python may be open. Then a marker is true if it is true for at least one micro version.
 */
public final class MarkerEnvironment {

    static final List<String> MICRO_VARIABLES = List.of("python_full_version", "implementation_version");

    private final MarkerValues values;
    private final boolean microOpen;
    private final Optional<Set<String>> extras;
    private final Map<String, Set<String>> sets;

    private MarkerEnvironment(
            MarkerValues values, boolean microOpen, Optional<Set<String>> extras, Map<String, Set<String>> sets) {
        this.values = values;
        this.microOpen = microOpen;
        this.extras = extras;
        this.sets = sets;
    }

    /**
     * Creates an environment without extras.
     *
     * @param values of the variables of the standard, such as {@code sys_platform}; a marker with a missing one cannot be
     *     evaluated
     */
    public static MarkerEnvironment of(Map<String, String> values) {
        Map<String, String> sorted = new TreeMap<>(values);
        String full = sorted.get("python_full_version");
        if (full != null) {
            sorted.put("python_full_version", repaired(full));
        }
        return new MarkerEnvironment(new MarkerValues(sorted), false, Optional.of(Set.of()), Map.of());
    }

    /** A Python that was built between two releases has the version {@code 3.11.1+}, which is not valid (PEP 440). */
    private static String repaired(String version) {
        return version.endsWith("+") ? version + "local" : version;
    }

    /** @return a copy with an open {@code python_full_version}: any release of the minor version */
    public MarkerEnvironment withOpenMicro() {
        return new MarkerEnvironment(values, true, extras, sets);
    }

    /** @return a copy with these requested extras instead of earlier ones */
    public MarkerEnvironment withExtras(Collection<ExtraName> requested) {
        return new MarkerEnvironment(values, microOpen, Optional.of(names(requested)), sets);
    }

    /** @return a copy for the markers of a lock (PEP 751), which have sets of names instead of {@code extra} */
    public MarkerEnvironment forLock(Collection<ExtraName> requested, Collection<ExtraName> groups) {
        return new MarkerEnvironment(
                values,
                microOpen,
                Optional.empty(),
                Map.of("extras", names(requested), "dependency_groups", names(groups)));
    }

    private static Set<String> names(Collection<ExtraName> names) {
        Set<String> values = new HashSet<>();
        for (ExtraName name : names) {
            values.add(name.value());
        }
        return Set.copyOf(values);
    }

    /** @return whether the micro version of Python is open */
    public boolean isMicroOpen() {
        return microOpen;
    }

    /** @return the value of a variable, if it has one; see also {@link #isMicroOpen} */
    public Optional<String> value(String variable) {
        return Optional.ofNullable(values.all().get(variable));
    }

    /** @return all values */
    public Map<String, String> values() {
        return values.all();
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

    /** @return this environment with each possible micro version */
    List<MarkerEnvironment> micros() {
        List<MarkerEnvironment> micros = new ArrayList<>();
        for (MarkerValues each : values.micros()) {
            micros.add(new MarkerEnvironment(each, false, extras, sets));
        }
        return Collections.unmodifiableList(micros);
    }

    /** @return the cached results of comparisons of versions, which depend only on the values */
    Map<String, Optional<Boolean>> comparisons() {
        return values.comparisons();
    }
}
