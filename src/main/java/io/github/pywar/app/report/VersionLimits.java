package io.github.pywar.app.report;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Requirements and constraints that limit the versions of packages.
 *
 * @param declared by the application
 * @param target of the application
 * @param resolution with the newest versions that they allow
 */
public record VersionLimits(DeclaredDependencies declared, TargetEnvironment target, Resolution resolution) {

    /**
     * Returns what excludes a version: requirements and constraints with their locations, requirements of packages with
     * their names, and the Python versions that the release supports.
     *
     * @param files of that version
     */
    public List<String> excluding(PackageName name, Version version, List<DistributionFile> files) {
        Set<String> limits = new LinkedHashSet<>();
        List<DeclaredRequirement> overrides = declared.rules().overrides().stream()
                .filter(one -> one.requirement().name().equals(name))
                .toList();
        Stream.of(overrides, overrides.isEmpty() ? declared.requirements() : List.<DeclaredRequirement>of())
                .flatMap(Collection::stream)
                .forEach(one -> add(limits, one, name, version));
        declared.constraints().forEach(one -> add(limits, one, name, version));
        if (overrides.isEmpty()) {
            resolution
                    .packages()
                    .forEach(other -> other.requirements().stream()
                            .filter(required -> excludes(required, name, version))
                            .forEach(required ->
                                    limits.add(text(required) + " (" + other.name() + " " + other.version() + ")")));
        }
        if (!files.isEmpty() && files.stream().allMatch(this::isForOtherPythons)) {
            limits.add("Python " + files.get(0).requiresPython().orElseThrow());
        }
        return List.copyOf(limits);
    }

    private boolean isForOtherPythons(DistributionFile file) {
        return file.requiresPython()
                .flatMap(VersionSpecifiers::tryParse)
                .filter(supported -> !target.accepts(supported))
                .isPresent();
    }

    private static void add(Set<String> limits, DeclaredRequirement one, PackageName name, Version version) {
        if (excludes(one.requirement(), name, version)) {
            limits.add(text(one.requirement()) + " (" + one.location() + ")");
        }
    }

    private static boolean excludes(Requirement required, PackageName name, Version version) {
        return required.name().equals(name) && !required.specifiers().accepts(version);
    }

    private static String text(Requirement required) {
        return Credentials.redact(required.withMarker(null).toString());
    }
}
