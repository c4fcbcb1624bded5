package io.github.pywar.python.resolve;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be resolved, and by which rules.
 *
 * @param root who asks, in messages: the application's name
 * @param target what it is for
 * @param requirements what is needed
 * @param constraints what must hold of a project if it is needed at all; extras there count for nothing
 * @param overrides what every requirement on these projects is replaced by, its extras aside
 * @param exclusions projects that nobody gets, whoever needs them
 * @param preferences versions to keep where that is possible, from an earlier lock
 * @param prereleases the mode of all projects that have none of their own
 * @param prereleasesOf the mode of single projects
 * @param hashes {@code algorithm:hex} of the files that may be taken; a project without any takes every file. A file of
 *     which no hash is known is taken too: who fetches it must look
 * @param uploadedBefore files that came to an index later do not count
 */
public record ResolveRequest(
        String root,
        TargetEnvironment target,
        List<RootRequirement> requirements,
        List<RootRequirement> constraints,
        List<RootRequirement> overrides,
        Set<PackageName> exclusions,
        Map<PackageName, Version> preferences,
        PrereleaseMode prereleases,
        Map<PackageName, PrereleaseMode> prereleasesOf,
        Map<PackageName, Set<String>> hashes,
        Optional<Instant> uploadedBefore) {

    public ResolveRequest {
        requirements = List.copyOf(requirements);
        constraints = List.copyOf(constraints);
        overrides = List.copyOf(overrides);
        exclusions = Set.copyOf(exclusions);
        preferences = Map.copyOf(preferences);
        prereleasesOf = Map.copyOf(prereleasesOf);
        hashes = Map.copyOf(hashes);
    }

    /** @return the beginning of a request */
    public static Builder builder(String root, TargetEnvironment target) {
        return new Builder(root, target);
    }

    /** @return the requirements that count on the target */
    List<RootRequirement> counting() {
        return requirements.stream()
                .filter(root -> !exclusions.contains(root.requirement().name()))
                .filter(root -> root.requirement().appliesTo(target.markers(), Set.of()))
                .toList();
    }

    /** @return the same for another target */
    ResolveRequest forTarget(TargetEnvironment other) {
        return new ResolveRequest(
                root,
                other,
                requirements,
                constraints,
                overrides,
                exclusions,
                preferences,
                prereleases,
                prereleasesOf,
                hashes,
                uploadedBefore);
    }

    PrereleaseMode prereleaseMode(PackageName project) {
        return prereleasesOf.getOrDefault(project, prereleases);
    }

    /** Collects a request; not safe for several threads. */
    public static final class Builder {

        private final String root;
        private final TargetEnvironment target;
        private final List<RootRequirement> requirements = new ArrayList<>();
        private final List<RootRequirement> constraints = new ArrayList<>();
        private final List<RootRequirement> overrides = new ArrayList<>();
        private final Set<PackageName> exclusions = new HashSet<>();
        private final Map<PackageName, Version> preferences = new HashMap<>();
        private final Map<PackageName, PrereleaseMode> prereleasesOf = new HashMap<>();
        private final Map<PackageName, Set<String>> hashes = new HashMap<>();
        private PrereleaseMode prereleases = PrereleaseMode.LAST;
        private Optional<Instant> uploadedBefore = Optional.empty();

        private Builder(String root, TargetEnvironment target) {
            this.root = root;
            this.target = target;
        }

        /** Adds what is needed. */
        public Builder requirements(Collection<RootRequirement> more) {
            requirements.addAll(more);
            return this;
        }

        /** Adds what must hold of projects that are needed. */
        public Builder constraints(Collection<RootRequirement> more) {
            constraints.addAll(more);
            return this;
        }

        /** Adds replacements of whatever is said of a project. */
        public Builder overrides(Collection<RootRequirement> more) {
            overrides.addAll(more);
            return this;
        }

        /** Adds projects that nobody gets. */
        public Builder exclusions(Collection<PackageName> more) {
            exclusions.addAll(more);
            return this;
        }

        /** Adds a version to keep. */
        public Builder prefer(PackageName project, Version version) {
            preferences.put(project, version);
            return this;
        }

        /** @param mode of all projects without a mode of their own */
        public Builder prereleases(PrereleaseMode mode) {
            prereleases = mode;
            return this;
        }

        /** Sets the mode of one project. */
        public Builder prereleases(PackageName project, PrereleaseMode mode) {
            prereleasesOf.put(project, mode);
            return this;
        }

        /** Allows a file of a project, by {@code algorithm:hex}; then no file without a hash that is allowed. */
        public Builder hash(PackageName project, String algorithmAndHex) {
            hashes.computeIfAbsent(project, name -> new LinkedHashSet<>()).add(algorithmAndHex);
            return this;
        }

        /** @param time files of which came to an index later do not count */
        public Builder uploadedBefore(Instant time) {
            uploadedBefore = Optional.of(time);
            return this;
        }

        /** @return the request */
        public ResolveRequest build() {
            return new ResolveRequest(
                    root,
                    target,
                    requirements,
                    constraints,
                    overrides,
                    exclusions,
                    preferences,
                    prereleases,
                    prereleasesOf,
                    hashes,
                    uploadedBefore);
        }
    }
}
