package io.github.pywar.python.request;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Request to the resolver: requirements, a target, and the rules for the choice of versions.
 *
 * @param root the name of the application, for messages
 * @param target the environment for which versions and wheels are chosen
 * @param requirements the packages that the application requires
 * @param constraints limits on the versions of packages that are required elsewhere (pip's {@code -c}); their extras
 *     are ignored
 * @param overrides requirements that replace the specifiers of all requirements on the same project; extras remain
 * @param exclusions projects that are never part of the resolution
 * @param preferences versions to prefer, from an earlier lock
 * @param prereleases the rule for projects that are not in {@code prereleasesOf}
 * @param prereleasesOf the rule for single projects
 * @param hashes the files that may be chosen, as {@code algorithm:hex}; a project without an entry may use any file. A
 *     file without a known hash is accepted here, and must be checked after its download
 * @param uploadedBefore files uploaded at this time or later are ignored
 * @param coolDown the wait before a new release is chosen
 * @param formats the rules for wheels and source distributions
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
        Optional<Instant> uploadedBefore,
        Optional<CoolDown> coolDown,
        FormatRules formats) {

    public ResolveRequest {
        requirements = List.copyOf(requirements);
        constraints = List.copyOf(constraints);
        overrides = List.copyOf(overrides);
        exclusions = Set.copyOf(exclusions);
        preferences = Map.copyOf(preferences);
        prereleasesOf = Map.copyOf(prereleasesOf);
        hashes = Map.copyOf(hashes);
    }

    /** Returns a builder. */
    public static Builder builder(String root, TargetEnvironment target) {
        return new Builder(root, target);
    }

    /** Returns the requirements whose markers hold on the target, without excluded projects. */
    public List<RootRequirement> applicableRequirements() {
        List<RootRequirement> applicable = new ArrayList<>();
        for (RootRequirement one : requirements) {
            Requirement requirement = one.requirement();
            if (!exclusions.contains(requirement.name()) && requirement.appliesTo(target.markers(), Set.of())) {
                applicable.add(one);
            }
        }
        return Collections.unmodifiableList(applicable);
    }

    /** Returns the same request for another target. */
    public ResolveRequest forTarget(TargetEnvironment other) {
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
                uploadedBefore,
                coolDown,
                formats);
    }

    /** Returns the rule for a project. */
    public PrereleaseMode prereleaseMode(PackageName project) {
        return prereleasesOf.getOrDefault(project, prereleases);
    }

    /** Builder of a request. Not safe for several threads. */
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
        private Optional<CoolDown> coolDown = Optional.empty();
        private FormatRules formats = FormatRules.WHEELS;

        private Builder(String root, TargetEnvironment target) {
            this.root = root;
            this.target = target;
        }

        /** Adds requirements. */
        public Builder requirements(Collection<RootRequirement> more) {
            requirements.addAll(more);
            return this;
        }

        /** Adds limits on the versions of packages that are required elsewhere. */
        public Builder constraints(Collection<RootRequirement> more) {
            constraints.addAll(more);
            return this;
        }

        /** Adds requirements that replace all specifiers of the same project. */
        public Builder overrides(Collection<RootRequirement> more) {
            overrides.addAll(more);
            return this;
        }

        /** Adds projects that are never part of the resolution. */
        public Builder exclusions(Collection<PackageName> more) {
            exclusions.addAll(more);
            return this;
        }

        /** Adds a version to prefer. */
        public Builder prefer(PackageName project, Version version) {
            preferences.put(project, version);
            return this;
        }

        /** Sets the rule for all projects without one of their own. */
        public Builder prereleases(PrereleaseMode mode) {
            prereleases = mode;
            return this;
        }

        /** Sets the rule for one project. */
        public Builder prereleases(PackageName project, PrereleaseMode mode) {
            prereleasesOf.put(project, mode);
            return this;
        }

        /** Allows a file of a project, as {@code algorithm:hex}. Files with other hashes are then rejected. */
        public Builder hash(PackageName project, String algorithmAndHex) {
            hashes.computeIfAbsent(project, name -> new LinkedHashSet<>()).add(algorithmAndHex);
            return this;
        }

        /** Ignores files that were uploaded at this time or later. */
        public Builder uploadedBefore(Instant time) {
            uploadedBefore = Optional.of(time);
            return this;
        }

        /** Ignores files that are newer than a wait allows. */
        public Builder coolDown(CoolDown wait) {
            coolDown = Optional.of(wait);
            return this;
        }

        /** Sets the rules for wheels and source distributions. Without rules, wheels only are chosen. */
        public Builder formats(FormatRules rules) {
            formats = rules;
            return this;
        }

        /** Returns the request. */
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
                    uploadedBefore,
                    coolDown,
                    formats);
        }
    }
}
