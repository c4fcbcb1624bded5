package io.github.pywar.app.library;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import io.github.pywar.python.resolve.PrereleaseMode;
import io.github.pywar.python.resolve.ResolveRequest;
import java.util.List;
import java.util.Set;

/** What the option lines of requirements files say of pre-releases. */
record PrereleaseOptions(List<RequirementsOptions> options) {

    private static final String ALL = ":all:";

    void addTo(ResolveRequest.Builder request) {
        for (RequirementsOptions one : options) {
            add(one.onlyFinal(), PrereleaseMode.NEVER, request);
            add(one.allReleases(), PrereleaseMode.ALWAYS, request);
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
}
