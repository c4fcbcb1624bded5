package io.github.pywar.python.marker;

import io.github.pywar.python.name.ExtraName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The values that markers are evaluated with: those of the target, and what was asked for. Immutable.
 *
 * <p>Python's micro version may be left open; a marker then holds where it holds for any micro version.
 */
public final class MarkerEnvironment {

    static final List<String> MICRO_VARIABLES = List.of("python_full_version", "implementation_version");

    private final MarkerValues values;
    private final boolean microUnknown;
    private final Optional<Set<String>> extras;
    private final Map<String, Set<String>> sets;

    private MarkerEnvironment(
            MarkerValues values, boolean microUnknown, Optional<Set<String>> extras, Map<String, Set<String>> sets) {
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
        return new MarkerEnvironment(new MarkerValues(sorted), false, Optional.of(Set.of()), Map.of());
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
        return Optional.ofNullable(values.all().get(variable));
    }

    /** @return all values, as given */
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

    /** @return this environment with each micro version that it may stand for */
    List<MarkerEnvironment> micros() {
        return values.micros().stream()
                .map(each -> new MarkerEnvironment(each, false, extras, sets))
                .toList();
    }

    /** @return what was found out before of a comparison of versions, which the values alone decide */
    Map<String, Optional<Boolean>> memory() {
        return values.memory();
    }
}
