package io.github.pywar.app.policy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.FormatMode;
import io.github.pywar.python.request.FormatRules;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.FormatControl;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Policy of {@code --no-binary}, {@code --only-binary} and {@code --prefer-binary}. If builds are not allowed, a package that
 * must be built from source is an error. A wheel that a requirement names by URL or path is allowed.
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

    private Optional<FormatControl> formats() {
        Optional<FormatControl> all = Optional.empty();
        for (RequirementsOptions one : options) {
            all = Optional.of(all.isPresent() ? all.get().then(one.formats()) : one.formats());
        }
        return all;
    }

    private boolean isPreferBinary() {
        for (RequirementsOptions one : options) {
            if (one.isPreferBinary()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the rules for the choice of files. */
    public FormatRules rules(BuildPolicy builds) {
        Optional<FormatControl> formats = formats();
        Map<PackageName, FormatMode> modes = new TreeMap<>();
        FormatMode mode = FormatMode.ANY;
        for (String name : formats.isPresent() ? formats.get().noBinary() : Set.<String>of()) {
            mode = name.equals(FormatControl.ALL) ? FormatMode.SOURCE : mode;
            PackageName.tryParse(name).ifPresent(one -> modes.put(one, FormatMode.SOURCE));
        }
        for (String name : formats.isPresent() ? formats.get().onlyBinary() : Set.<String>of()) {
            mode = name.equals(FormatControl.ALL) ? FormatMode.WHEELS : mode;
            PackageName.tryParse(name).ifPresent(one -> modes.put(one, FormatMode.WHEELS));
        }
        return new FormatRules(builds, mode, modes, isPreferBinary());
    }

    /**
     * Checks packages of which a wheel is used, because nothing is built.
     *
     * @throws UserException with all packages that must be built from source, and may not be built
     */
    public void check(Collection<PackageName> packages, BuildPolicy builds) {
        Optional<FormatControl> formats = formats();
        if (formats.isEmpty()) {
            return;
        }
        List<PackageName> rejected = new ArrayList<>();
        StringBuilder facts = new StringBuilder();
        for (PackageName name : packages) {
            Optional<SourceLocation> declared = formats.get().sourceRequestedAt(name);
            if (declared.isPresent() && builds.of(name) == BuildScope.NONE && !isNamed(name)) {
                rejected.add(name);
                if (rejected.size() <= MAX_SHOWN) {
                    facts.append("\n    `" + name + "`: `--no-binary` (" + declared.get() + ")");
                }
            }
        }
        if (!rejected.isEmpty()) {
            throw error(rejected, facts.toString(), builds);
        }
    }

    private boolean isNamed(PackageName name) {
        return requirements.stream()
                .map(DeclaredRequirement::requirement)
                .anyMatch(one -> one.name().equals(name) && one.url().isPresent());
    }

    private static UserException error(List<PackageName> rejected, String facts, BuildPolicy builds) {
        String more = rejected.size() > MAX_SHOWN ? "\n    and " + (rejected.size() - MAX_SHOWN) + " more" : "";
        String names = String.join(
                ",",
                rejected.stream().limit(MAX_IN_HINT).map(PackageName::value).toList());
        return UserException.of("`--no-binary` requests a build from source, and builds are not allowed" + facts + more)
                .hint(builds.hints()
                        .ofPure(rejected.stream().map(PackageName::value).toList()))
                .hint("to use the wheel of the index, add after that option: `--only-binary " + names
                        + (rejected.size() > MAX_IN_HINT ? ",...`" : "`"))
                .hint("to use your own wheel, build it once and require its URL or path: `" + rejected.get(0)
                        + " @ https://.../" + rejected.get(0).underscored() + "-....whl`");
    }
}
