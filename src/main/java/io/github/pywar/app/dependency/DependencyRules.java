package io.github.pywar.app.dependency;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the POM says of projects that others require.
 *
 * @param overrides what every requirement on these projects is replaced by
 * @param exclusions projects that nobody gets
 * @param prereleases when pre-releases may be chosen; empty: nothing is said
 * @param prereleasesOf the same of single projects
 * @param uploadedBefore when a file must have come to its index, at the latest
 */
public record DependencyRules(
        List<DeclaredRequirement> overrides,
        Set<PackageName> exclusions,
        Optional<PrereleaseMode> prereleases,
        Map<PackageName, PrereleaseMode> prereleasesOf,
        Optional<UploadLimit> uploadedBefore) {

    /** Says nothing. */
    public static final DependencyRules NONE =
            new DependencyRules(List.of(), Set.of(), Optional.empty(), Map.of(), Optional.empty());

    private static final Map<String, PrereleaseMode> MODES =
            Map.of("if-necessary", PrereleaseMode.LAST, "always", PrereleaseMode.ALWAYS, "never", PrereleaseMode.NEVER);

    public DependencyRules {
        overrides = List.copyOf(overrides);
        exclusions = Collections.unmodifiableSet(new TreeSet<>(exclusions));
        prereleasesOf = Collections.unmodifiableMap(new TreeMap<>(prereleasesOf));
    }

    /**
     * @param overrides requirements
     * @param exclusions names of projects
     * @param prereleases {@code if-necessary}, {@code always} or {@code never}, for one project {@code NAME=MODE}
     * @throws UserException where one of them is none
     */
    public static DependencyRules parse(List<String> overrides, List<String> exclusions, List<String> prereleases) {
        SourceLocation place = SourceLocation.of("<overrides>");
        Optional<PrereleaseMode> all = Optional.empty();
        Map<PackageName, PrereleaseMode> single = new TreeMap<>();
        for (String text : prereleases) {
            int sign = text.indexOf('=');
            PrereleaseMode mode = mode(text.substring(sign + 1).strip());
            if (sign < 0) {
                all = Optional.of(mode);
            } else {
                single.put(name(text.substring(0, sign), "<prereleases>"), mode);
            }
        }
        return new DependencyRules(
                ErrorList.eachOf(overrides, text -> DeclaredRequirement.parse(text, place)),
                Set.copyOf(ErrorList.eachOf(exclusions, text -> name(text, "<exclusions>"))),
                all,
                single,
                Optional.empty());
    }

    /** @return the same with files that came later left aside */
    public DependencyRules uploadedBefore(UploadLimit limit) {
        return new DependencyRules(overrides, exclusions, prereleases, prereleasesOf, Optional.of(limit));
    }

    /** @return the mode as a POM writes it */
    public static String word(PrereleaseMode mode) {
        return MODES.entrySet().stream()
                .filter(entry -> entry.getValue() == mode)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static PackageName name(String text, String place) {
        return PackageName.tryParse(text.strip())
                .orElseThrow(() -> UserException.of("`" + text + "` is no name of a project\n    from: " + place));
    }

    private static PrereleaseMode mode(String text) {
        return Optional.ofNullable(MODES.get(text))
                .orElseThrow(() -> UserException.of(
                                "`" + text + "` does not say when pre-releases may be chosen\n    from: <prereleases>")
                        .hint("write `if-necessary`, `always` or `never`; of one project: `NAME=always`"));
    }
}
