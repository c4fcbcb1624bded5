package io.github.pywar.python.lock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A lock file, {@code pylock.toml} (PEP 751). */
public final class LockFile {

    private static final Pattern FILE_NAME = Pattern.compile("pylock\\.([^.]+\\.)?toml");
    private static final String VERSION = "1.0";

    private final String fileName;
    private final String version;
    private final List<Marker> environments;
    private final VersionSpecifiers requiresPython;
    private final List<ExtraName> extras;
    private final List<ExtraName> groups;
    private final List<ExtraName> defaultGroups;
    private final String createdBy;
    private final List<LockedPackage> packages;
    private final Map<String, Object> tool;

    private LockFile(Builder builder) {
        this.fileName = builder.fileName;
        this.version = builder.version;
        this.environments = builder.environments;
        this.requiresPython = builder.requiresPython;
        this.extras = List.copyOf(builder.extras);
        this.groups = List.copyOf(builder.groups);
        this.defaultGroups = List.copyOf(builder.defaultGroups);
        this.createdBy = builder.createdBy;
        this.packages = List.copyOf(builder.packages);
        this.tool = new TreeMap<>(builder.tool);
    }

    /** @return whether the standard allows the file name for a lock: {@code pylock.toml} or {@code pylock.NAME.toml} */
    public static boolean isName(String fileName) {
        return FILE_NAME.matcher(fileName).matches();
    }

    /** @throws UserException if the file is not TOML, not a lock, or a lock of a later major version */
    public static LockFile read(Path file) throws IOException {
        return parse(Files.readAllBytes(file), file.getFileName().toString());
    }

    /** @param source the file's name in messages */
    public static LockFile parse(byte[] text, String source) {
        try {
            return LockReader.read(TomlFields.parse(text, source), source);
        } catch (UserException e) {
            throw e.hint(PythonHint.REPLACE_LOCK);
        }
    }

    /** @param createdBy the name of the tool that writes the lock */
    public static Builder builder(String createdBy) {
        return new Builder(createdBy);
    }

    /** @return the lock's version if it is a later minor version than the newest supported one; unknown keys are ignored */
    public Optional<String> newerVersion() {
        return Optional.of(version).filter(own -> Version.parse(own).compareTo(Version.parse(VERSION)) > 0);
    }

    /** @return the lock in a message, with the name of its file */
    @Override
    public String toString() {
        return "The lock `" + fileName + "`";
    }

    /** @return the environments that the lock supports; any environment if empty, none if the list is empty */
    public Optional<List<Marker>> environments() {
        return Optional.ofNullable(environments);
    }

    /** @return the Python versions that the lock supports */
    public VersionSpecifiers requiresPython() {
        return requiresPython;
    }

    /** @return the extras that can be selected */
    public List<ExtraName> extras() {
        return extras;
    }

    /** @return the dependency groups that can be selected */
    public List<ExtraName> groups() {
        return groups;
    }

    /** @return the groups that are selected by default */
    public List<ExtraName> defaultGroups() {
        return defaultGroups;
    }

    /** @return the tool that wrote the lock */
    public String createdBy() {
        return createdBy;
    }

    /** @return all packages, in the order of the file */
    public List<LockedPackage> packages() {
        return packages;
    }

    /** @return the value of {@code [tool.NAME]}: strings, numbers, lists and maps */
    public Optional<Object> tool(String name) {
        return Optional.ofNullable(tool.get(name));
    }

    /**
     * @return the artifacts to install, in the order of the file
     * @throws UserException if the lock does not support the request
     */
    public List<LockSelection> select(LockRequest request) {
        return new LockSelector(this, request).select();
    }

    /** @return the packages whose markers hold, in the order of the file; their artifacts are not checked */
    public List<LockedPackage> applying(LockRequest request) {
        MarkerEnvironment markers = request.lockMarkers(defaultGroups);
        return packages.stream()
                .filter(locked -> locked.marker()
                        .filter(marker -> !marker.evaluate(markers))
                        .isEmpty())
                .toList();
    }

    /** @return the text of the file; equal locks have equal texts */
    public String toToml() {
        return LockWriter.write(this, VERSION, tool);
    }

    /** Builder of a lock; {@link #build} sorts the packages by name and version. */
    public static final class Builder {

        private final String createdBy;
        private final TreeSet<ExtraName> extras = new TreeSet<>();
        private final TreeSet<ExtraName> groups = new TreeSet<>();
        private final TreeSet<ExtraName> defaultGroups = new TreeSet<>();
        private final List<LockedPackage> packages = new ArrayList<>();
        private final Map<String, Object> tool = new TreeMap<>();
        private String fileName = "pylock.toml";
        private String version = VERSION;
        private List<Marker> environments;
        private VersionSpecifiers requiresPython = VersionSpecifiers.ANY;

        private Builder(String createdBy) {
            this.createdBy = createdBy;
        }

        Builder fileName(String name) {
            this.fileName = name;
            return this;
        }

        Builder version(String lockVersion) {
            this.version = lockVersion;
            return this;
        }

        /** Sets the environments that the lock supports. */
        public Builder environments(List<Marker> markers) {
            this.environments = List.copyOf(markers);
            return this;
        }

        /** Sets the Python versions that the lock supports. */
        public Builder requiresPython(VersionSpecifiers pythons) {
            this.requiresPython = pythons;
            return this;
        }

        /** Adds extras that can be selected. */
        public Builder extras(Collection<ExtraName> names) {
            extras.addAll(names);
            return this;
        }

        /** Adds dependency groups that can be selected. */
        public Builder groups(Collection<ExtraName> names) {
            groups.addAll(names);
            return this;
        }

        /** Adds groups that are selected by default. */
        public Builder defaultGroups(Collection<ExtraName> names) {
            defaultGroups.addAll(names);
            return this;
        }

        /** Adds a package. */
        public Builder add(LockedPackage locked) {
            packages.add(locked);
            return this;
        }

        /** Sets {@code [tool.NAME]}: strings, integers, booleans, and lists and maps of them. */
        public Builder tool(String name, Map<String, ?> values) {
            tool.put(name, new TreeMap<>(values));
            return this;
        }

        Builder toolValue(String name, Object value) {
            tool.put(name, value);
            return this;
        }

        LockFile buildInOrder() {
            return new LockFile(this);
        }

        /** @return the lock, with its packages sorted */
        public LockFile build() {
            packages.sort(Comparator.comparing(LockedPackage::name)
                    .thenComparing(
                            locked -> locked.version().map(Version::toString).orElse("")));
            return new LockFile(this);
        }
    }
}
