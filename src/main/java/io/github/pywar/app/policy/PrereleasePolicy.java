package io.github.pywar.app.policy;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When pre-releases may be chosen: the option lines of requirements files, then the rules of the POM.
 *
 * @param options {@code --pre}, {@code --all-releases} and {@code --only-final}, in the order of the files
 * @param rules of the POM; they override the options
 */
public record PrereleasePolicy(List<RequirementsOptions> options, DependencyRules rules) {

    private static final String ALL = ":all:";

    public PrereleasePolicy {
        options = List.copyOf(options);
    }

    /** Adds the modes to a request for the resolver. A later mode for the same package replaces an earlier one. */
    public void addTo(ResolveRequest.Builder request) {
        for (RequirementsOptions one : options) {
            add(one.onlyFinal(), PrereleaseMode.NEVER, request);
            add(one.allReleases(), PrereleaseMode.ALWAYS, request);
        }
        if (rules.prereleases().isPresent()) {
            request.prereleases(rules.prereleases().get());
        }
        for (Map.Entry<PackageName, PrereleaseMode> one : rules.prereleasesOf().entrySet()) {
            request.prereleases(one.getKey(), one.getValue());
        }
    }

    private static void add(Set<String> names, PrereleaseMode mode, ResolveRequest.Builder request) {
        for (String name : names) {
            if (name.equals(ALL)) {
                request.prereleases(mode);
            } else {
                request.prereleases(PackageName.parse(name), mode);
            }
        }
    }

    /** Returns one text for each configured mode, for a lock to record: {@code never}, {@code flask=always}. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (RequirementsOptions one : options) {
            for (String name : one.allReleases()) {
                texts.add(name + "=always");
            }
            for (String name : one.onlyFinal()) {
                texts.add(name + "=never");
            }
        }
        if (rules.prereleases().isPresent()) {
            texts.add(DependencyRules.modeText(rules.prereleases().get()));
        }
        for (Map.Entry<PackageName, PrereleaseMode> one : rules.prereleasesOf().entrySet()) {
            texts.add(one.getKey() + "=" + DependencyRules.modeText(one.getValue()));
        }
        return texts;
    }
}
