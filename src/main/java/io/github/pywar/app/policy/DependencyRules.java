package io.github.pywar.app.policy;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules of a POM for all packages, direct and transitive.
 *
 * @param overrides requirements that replace all other requirements on the same packages
 * @param exclusions packages that are never installed
 * @param prereleases when a pre-release may be chosen; empty: not configured
 * @param prereleasesOf the same for single packages
 * @param uploadedBefore the latest upload time of a file; empty: no limit
 * @param startup the start-up code that is accepted
 */
public record DependencyRules(
        List<DeclaredRequirement> overrides,
        Set<PackageName> exclusions,
        Optional<PrereleaseMode> prereleases,
        Map<PackageName, PrereleaseMode> prereleasesOf,
        Optional<UploadLimit> uploadedBefore,
        StartupRules startup) {

    /** No rules. */
    public static final DependencyRules NONE =
            new DependencyRules(List.of(), Set.of(), Optional.empty(), Map.of(), Optional.empty(), StartupRules.NONE);

    private static final Map<String, PrereleaseMode> MODES =
            Map.of("if-necessary", PrereleaseMode.LAST, "always", PrereleaseMode.ALWAYS, "never", PrereleaseMode.NEVER);

    public DependencyRules {
        overrides = List.copyOf(overrides);
        exclusions = Collections.unmodifiableSet(new TreeSet<>(exclusions));
        prereleasesOf = Collections.unmodifiableMap(new TreeMap<>(prereleasesOf));
    }

    /** Rules for pre-releases, without others. */
    public static DependencyRules prereleases(Optional<PrereleaseMode> all, Map<PackageName, PrereleaseMode> single) {
        return new DependencyRules(List.of(), Set.of(), all, single, Optional.empty(), StartupRules.NONE);
    }

    /** Rules of a declaration: overrides, and packages that are never installed. */
    public static DependencyRules of(List<DeclaredRequirement> overrides, Set<PackageName> exclusions) {
        return new DependencyRules(
                overrides, exclusions, Optional.empty(), Map.of(), Optional.empty(), StartupRules.NONE);
    }

    /**
     * Returns these rules together with others. An override here replaces those of the same package there, and a pre-release
     * mode for all packages here replaces all modes there.
     */
    public DependencyRules over(DependencyRules others) {
        Map<PackageName, PrereleaseMode> single =
                new TreeMap<>(prereleases.isPresent() ? Map.of() : others.prereleasesOf);
        single.putAll(prereleasesOf);
        Set<PackageName> excluded = new TreeSet<>(others.exclusions);
        excluded.addAll(exclusions);
        return new DependencyRules(
                overridesOver(others),
                excluded,
                prereleases.isPresent() ? prereleases : others.prereleases,
                single,
                uploadedBefore,
                startup.and(others.startup));
    }

    private List<DeclaredRequirement> overridesOver(DependencyRules others) {
        List<DeclaredRequirement> all = new ArrayList<>(overrides);
        Set<PackageName> own = new TreeSet<>();
        for (DeclaredRequirement one : overrides) {
            own.add(one.requirement().name());
        }
        for (DeclaredRequirement one : others.overrides) {
            if (!own.contains(one.requirement().name())) {
                all.add(one);
            }
        }
        return all;
    }

    /**
     * Parses the rules of a POM.
     *
     * @param overrides requirements
     * @param exclusions names of packages
     * @param prereleases {@code if-necessary}, {@code always} or {@code never}; for one package {@code NAME=MODE}
     * @throws UserException if one of the texts is not valid
     */
    public static DependencyRules parse(List<String> overrides, List<String> exclusions, List<String> prereleases) {
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
                overrides(overrides), exclusions(exclusions), all, single, Optional.empty(), StartupRules.NONE);
    }

    private static List<DeclaredRequirement> overrides(List<String> texts) {
        SourceLocation location = SourceLocation.of("<overrides>");
        return texts.isEmpty() ? List.of() : ErrorList.eachOf(texts, text -> DeclaredRequirement.parse(text, location));
    }

    private static Set<PackageName> exclusions(List<String> texts) {
        return texts.isEmpty() ? Set.of() : Set.copyOf(ErrorList.eachOf(texts, text -> name(text, "<exclusions>")));
    }

    /** Returns the same rules with a limit for upload times. */
    public DependencyRules uploadedBefore(UploadLimit limit) {
        return new DependencyRules(overrides, exclusions, prereleases, prereleasesOf, Optional.of(limit), startup);
    }

    /** Returns the same rules, which accept this start-up code. */
    public DependencyRules startup(StartupRules accepted) {
        return new DependencyRules(overrides, exclusions, prereleases, prereleasesOf, uploadedBefore, accepted);
    }

    /** Returns the text that stands for a mode in the POM. */
    static String modeText(PrereleaseMode mode) {
        return MODES.entrySet().stream()
                .filter(entry -> entry.getValue() == mode)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static PackageName name(String text, String element) {
        return PackageName.tryParse(text.strip())
                .orElseThrow(() -> UserException.of("`" + text + "` is not a package name\n    from: " + element));
    }

    private static PrereleaseMode mode(String text) {
        return Optional.ofNullable(MODES.get(text))
                .orElseThrow(() -> UserException.of("`" + text + "` is not a pre-release mode\n    from: <prereleases>")
                        .hint("write `if-necessary`, `always` or `never`; for one package: `NAME=always`"));
    }
}
