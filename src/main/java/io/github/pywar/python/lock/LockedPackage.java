package io.github.pywar.python.lock;

import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** One package of a lock, with the artifacts that it can be installed from. */
public final class LockedPackage {

    private final PackageName name;
    private final Version version;
    private final Marker marker;
    private final VersionSpecifiers requiresPython;
    private final String index;
    private final List<PackageName> dependencies;
    private final List<LockedArtifact> artifacts;
    private final List<Map<String, String>> attestations;
    private final Map<String, Object> tool;

    private LockedPackage(Builder builder) {
        this.name = builder.name;
        this.version = builder.version;
        this.marker = builder.marker;
        this.requiresPython = builder.requiresPython;
        this.index = builder.index;
        this.dependencies = List.copyOf(builder.dependencies);
        this.artifacts = List.copyOf(builder.artifacts);
        this.attestations = List.copyOf(builder.attestations);
        this.tool = Collections.unmodifiableMap(new TreeMap<>(builder.tool));
    }

    /** @param version null is allowed for source trees only */
    public static Builder of(PackageName name, Version version) {
        return new Builder(name, version);
    }

    /** @return whether a file with this name and version belongs to the package; any version fits a package without one */
    boolean isNamed(PackageName project, Version release) {
        return project.equals(name) && (version == null || release.equals(version));
    }

    /** @return the name of the project */
    public PackageName name() {
        return name;
    }

    /** @return the version; empty for a source tree without one */
    public Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    /** @return the condition for installation; empty if the package is always installed */
    public Optional<Marker> marker() {
        return Optional.ofNullable(marker);
    }

    /** @return the Python versions that the package supports */
    public VersionSpecifiers requiresPython() {
        return requiresPython;
    }

    /** @return the URL of the index that lists the package */
    public Optional<String> index() {
        return Optional.ofNullable(index);
    }

    /** @return the packages of the lock that this one requires, sorted */
    public List<PackageName> dependencies() {
        return dependencies;
    }

    /** @return the wheels, then the source distribution; or the only VCS, directory or archive entry */
    public List<LockedArtifact> artifacts() {
        return artifacts;
    }

    /** @return the identities of the publisher (PEP 740), each with the key {@code kind} */
    public List<Map<String, String>> attestations() {
        return attestations;
    }

    /** @return the values of {@code [packages.tool]}: strings, numbers, lists and maps */
    public Map<String, Object> tool() {
        return tool;
    }

    /** @return name and version */
    @Override
    public String toString() {
        return version == null ? name.value() : name + " " + version;
    }

    /** Builder of a package. */
    public static final class Builder {

        private final PackageName name;
        private final Version version;
        private final TreeSet<PackageName> dependencies = new TreeSet<>();
        private final List<LockedArtifact> artifacts = new ArrayList<>();
        private Marker marker;
        private VersionSpecifiers requiresPython = VersionSpecifiers.ANY;
        private String index;
        private List<Map<String, String>> attestations = List.of();
        private Map<String, Object> tool = Map.of();

        private Builder(PackageName name, Version version) {
            this.name = name;
            this.version = version;
        }

        /** Sets the condition for installation. */
        public Builder marker(Marker condition) {
            this.marker = condition;
            return this;
        }

        /** Sets the Python versions that the package supports. */
        public Builder requiresPython(VersionSpecifiers pythons) {
            this.requiresPython = pythons;
            return this;
        }

        /** Sets the URL of the index, without credentials. */
        public Builder index(String url) {
            this.index = url;
            return this;
        }

        /** Adds a package of the lock that this one requires. */
        public Builder dependency(PackageName needed) {
            dependencies.add(needed);
            return this;
        }

        /** Adds an artifact that the package can be installed from. */
        public Builder artifact(LockedArtifact artifact) {
            artifacts.add(artifact);
            return this;
        }

        /** Sets the identities of the publisher, each with the key {@code kind}. */
        public Builder attestations(List<Map<String, String>> identities) {
            this.attestations = List.copyOf(identities);
            return this;
        }

        /** Sets the values of tools, by the name of the tool: strings, numbers, and lists and maps of them. */
        public Builder tool(Map<String, ?> values) {
            this.tool = new TreeMap<>(values);
            return this;
        }

        /** @return the package */
        public LockedPackage build() {
            return new LockedPackage(this);
        }
    }
}
