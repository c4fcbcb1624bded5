package io.github.pywar.app.policy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.FormatControl;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Policy of {@code --no-binary}: a package that must be built from source is an error, because wheels are not built from
 * source yet. A wheel that a requirement names by URL or path is allowed.
 *
 * @param options the options of requirements files, in the order of the files
 * @param requirements the requirements of the application
 */
public record FormatPolicy(List<RequirementsOptions> options, List<DeclaredRequirement> requirements) {

    private static final int MAX_SHOWN = 10;
    private static final int MAX_IN_HINT = 3;

    public FormatPolicy {
        options = List.copyOf(options);
        requirements = List.copyOf(requirements);
    }

    /**
     * Checks packages of which a wheel is used.
     *
     * @throws UserException with all packages that must be built from source
     */
    public void check(Collection<PackageName> packages) {
        FormatControl formats = options.stream()
                .map(RequirementsOptions::formats)
                .reduce(FormatControl::then)
                .orElse(null);
        List<PackageName> rejected = new ArrayList<>();
        StringBuilder facts = new StringBuilder();
        for (PackageName name : formats == null ? List.<PackageName>of() : packages) {
            Optional<SourceLocation> declared = formats.sourceRequestedAt(name);
            if (declared.isPresent() && !isNamed(name)) {
                rejected.add(name);
                if (rejected.size() <= MAX_SHOWN) {
                    facts.append("\n    `" + name + "`: `--no-binary` (" + declared.get() + ")");
                }
            }
        }
        if (!rejected.isEmpty()) {
            throw error(rejected, facts.toString());
        }
    }

    private boolean isNamed(PackageName name) {
        return requirements.stream()
                .map(DeclaredRequirement::requirement)
                .anyMatch(one -> one.name().equals(name) && one.url().isPresent());
    }

    private static UserException error(List<PackageName> rejected, String facts) {
        String more = rejected.size() > MAX_SHOWN ? "\n    and " + (rejected.size() - MAX_SHOWN) + " more" : "";
        String names = String.join(
                ",",
                rejected.stream().limit(MAX_IN_HINT).map(PackageName::value).toList());
        return UserException.of("`--no-binary` requests a build from source, and pywar builds nothing from source"
                        + facts + more)
                .hint("to use the wheel of the index, add after that option: `--only-binary " + names
                        + (rejected.size() > MAX_IN_HINT ? ",...`" : "`"))
                .hint("to use your own wheel, build it once and require its URL or path: `" + rejected.get(0)
                        + " @ https://.../" + rejected.get(0).underscored() + "-....whl`");
    }
}
