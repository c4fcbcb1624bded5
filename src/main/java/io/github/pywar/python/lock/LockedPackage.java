package io.github.pywar.python.lock;

import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** One package of a lock, with the files that it may be installed from. */
public final class LockedPackage {

    private final PackageName name;
    private final Version version;
    private final Marker marker;
    private final VersionSpecifiers requiresPython;
    private final String index;
    private final List<PackageName> dependencies;
    private final List<LockedArtifact> artifacts;

    private LockedPackage(Builder builder) {
        this.name = builder.name;
        this.version = builder.version;
        this.marker = builder.marker;
        this.requiresPython = builder.requiresPython;
        this.index = builder.index;
        this.dependencies = List.copyOf(builder.dependencies);
        this.artifacts = List.copyOf(builder.artifacts);
    }

    /** @return a package's beginning; the version is null for source trees alone */
    public static Builder of(PackageName name, Version version) {
        return new Builder(name, version);
    }

    static LockedPackage read(LockTable table) {
        PackageName name = LockFile.normalised(table, "name", table.requiredText("name"), PackageName::new);
        Builder builder =
                new Builder(name, table.parsed("version", Version::parse).orElse(null));
        builder.marker = table.parsed("marker", Marker::parse).orElse(null);
        builder.requiresPython =
                table.parsed("requires-python", VersionSpecifiers::parse).orElse(VersionSpecifiers.ANY);
        builder.index = table.text("index").orElse(null);
        for (LockTable dependency : table.tables("dependencies")) {
            dependency.parsed("name", PackageName::parse).ifPresent(builder.dependencies::add);
        }
        table.tables("attestation-identities").forEach(identity -> identity.requiredText("kind"));
        table.table("tool");
        builder.artifacts.addAll(artifacts(table));
        LockedPackage read = builder.build();
        read.checkNames(table);
        return read;
    }

    private static List<LockedArtifact> artifacts(LockTable table) {
        List<LockedArtifact> files = new ArrayList<>();
        table.tables("wheels").forEach(wheel -> files.add(LockedArtifact.read(LockedArtifact.Kind.WHEEL, wheel)));
        table.table("sdist").ifPresent(sdist -> files.add(LockedArtifact.read(LockedArtifact.Kind.SDIST, sdist)));
        List<LockedArtifact> direct = new ArrayList<>();
        table.table("vcs").ifPresent(vcs -> direct.add(LockedArtifact.read(LockedArtifact.Kind.VCS, vcs)));
        table.table("directory")
                .ifPresent(tree -> direct.add(LockedArtifact.read(LockedArtifact.Kind.DIRECTORY, tree)));
        table.table("archive")
                .ifPresent(archive -> direct.add(LockedArtifact.read(LockedArtifact.Kind.ARCHIVE, archive)));
        if (files.isEmpty() ? direct.size() != 1 : !direct.isEmpty()) {
            throw table.fault("", "needs either `wheels` and `sdist`, or one of `vcs`, `directory` and `archive`");
        }
        return files.isEmpty() ? direct : files;
    }

    private void checkNames(LockTable table) {
        for (LockedArtifact artifact : artifacts) {
            boolean consistent = switch (artifact.kind()) {
                case WHEEL ->
                    WheelName.tryParse(artifact.name())
                            .filter(wheel -> isOf(wheel.name(), wheel.version()))
                            .isPresent();
                case SDIST ->
                    SdistName.tryParse(artifact.name(), name)
                            .filter(sdist -> isOf(sdist.name(), sdist.version()))
                            .isPresent();
                default -> true;
            };
            if (!consistent) {
                throw table.fault("", "holds `" + artifact.name() + "`, which is no file of " + this);
            }
        }
    }

    private boolean isOf(PackageName project, Version release) {
        return project.equals(name) && (version == null || release.equals(version));
    }

    /** @return the project */
    public PackageName name() {
        return name;
    }

    /** @return its version; source trees may have none */
    public Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    /** @return where it is wanted; everywhere when empty */
    public Optional<Marker> marker() {
        return Optional.ofNullable(marker);
    }

    /** @return the Pythons that it runs on */
    public VersionSpecifiers requiresPython() {
        return requiresPython;
    }

    /** @return the index that it came from */
    public Optional<String> index() {
        return Optional.ofNullable(index);
    }

    /** @return the packages of the lock that it needs, sorted */
    public List<PackageName> dependencies() {
        return dependencies;
    }

    /** @return its wheels, then its source distribution; or its one place of source code */
    public List<LockedArtifact> artifacts() {
        return artifacts;
    }

    /** @return name and version */
    @Override
    public String toString() {
        return version == null ? name.value() : name + " " + version;
    }

    /** Collects what is known of a package. */
    public static final class Builder {

        private final PackageName name;
        private final Version version;
        private final TreeSet<PackageName> dependencies = new TreeSet<>();
        private final List<LockedArtifact> artifacts = new ArrayList<>();
        private Marker marker;
        private VersionSpecifiers requiresPython = VersionSpecifiers.ANY;
        private String index;

        private Builder(PackageName name, Version version) {
            this.name = name;
            this.version = version;
        }

        /** The condition under which it is wanted. */
        public Builder marker(Marker condition) {
            this.marker = condition;
            return this;
        }

        /** The Pythons that it runs on. */
        public Builder requiresPython(VersionSpecifiers pythons) {
            this.requiresPython = pythons;
            return this;
        }

        /** The index that it came from, without credentials. */
        public Builder index(String url) {
            this.index = url;
            return this;
        }

        /** A package of the lock that it needs. */
        public Builder dependency(PackageName needed) {
            dependencies.add(needed);
            return this;
        }

        /** A file that it may be installed from. */
        public Builder artifact(LockedArtifact artifact) {
            artifacts.add(artifact);
            return this;
        }

        /** @return the package */
        public LockedPackage build() {
            return new LockedPackage(this);
        }
    }
}
