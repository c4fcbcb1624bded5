package io.github.pywar.python.lock;

import io.github.pywar.base.data.Toml;
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
import java.util.function.Function;
import java.util.regex.Pattern;

/** A {@code pylock.toml} (PEP 751). */
public final class LockFile {

    private static final Pattern FILE_NAME = Pattern.compile("pylock\\.([^.]+\\.)?toml");
    private static final String VERSION = "1.0";

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

    /** @return whether the standard takes a file of that name for a lock: {@code pylock.toml}, {@code pylock.x.toml} */
    public static boolean isName(String fileName) {
        return FILE_NAME.matcher(fileName).matches();
    }

    /** @throws UserException where it is no TOML, no lock, or a lock of a later major version */
    public static LockFile read(Path file) throws IOException {
        return parse(Files.readAllBytes(file), file.getFileName().toString());
    }

    /** @param source what a person calls the file */
    public static LockFile parse(byte[] text, String source) {
        return from(TomlValues.of(Toml.read(text, source)), source);
    }

    static LockFile from(Map<?, ?> values, String source) {
        LockTable table = new LockTable(values, source);
        checkVersion(table, source);
        Builder builder = new Builder(table.requiredText("created-by"));
        builder.version = table.requiredText("lock-version");
        builder.environments = table.has("environments") ? table.parsedList("environments", Marker::parse) : null;
        builder.requiresPython =
                table.parsed("requires-python", VersionSpecifiers::parse).orElse(VersionSpecifiers.ANY);
        builder.extras.addAll(table.parsedList("extras", text -> normalised(table, "extras", text, ExtraName::new)));
        builder.groups.addAll(table.parsedList("dependency-groups", ExtraName::parse));
        builder.defaultGroups.addAll(table.parsedList("default-groups", ExtraName::parse));
        if (!table.has("packages")) {
            throw table.fault("packages", "is missing");
        }
        table.tables("packages").forEach(each -> builder.packages.add(LockedPackage.read(each)));
        table.table("tool")
                .ifPresent(tools -> tools.values().forEach((key, value) -> builder.tool.put(key.toString(), value)));
        return new LockFile(builder);
    }

    private static void checkVersion(LockTable table, String source) {
        Optional<Version> version = table.parsed("lock-version", Version::parse);
        if (version.isEmpty()) {
            throw table.fault("lock-version", "is missing");
        }
        if (version.get().compareTo(Version.parse("1")) < 0 || version.get().compareTo(Version.parse("2.dev0")) >= 0) {
            throw UserException.of("The lock `" + source + "` cannot be read: its version is `" + version.get()
                            + "`, and only 1.x is known")
                    .hint(PythonHint.LOCK_AGAIN);
        }
    }

    static <T> T normalised(LockTable table, String key, String text, Function<String, T> name) {
        try {
            return name.apply(text);
        } catch (IllegalArgumentException e) {
            throw table.fault(key, "holds `" + text + "`, which is no normalised name");
        }
    }

    /** @return a lock's beginning */
    public static Builder builder(String createdBy) {
        return new Builder(createdBy);
    }

    /** @return its version, where that is a later minor version than the one known: keys may be passed over then */
    public Optional<String> newerVersion() {
        return Optional.of(version).filter(own -> Version.parse(own).compareTo(Version.parse(VERSION)) > 0);
    }

    /** @return the environments that it was made for; any when empty, none at all when the list is */
    public Optional<List<Marker>> environments() {
        return Optional.ofNullable(environments);
    }

    /** @return the Pythons that it was made for */
    public VersionSpecifiers requiresPython() {
        return requiresPython;
    }

    /** @return the extras that can be chosen */
    public List<ExtraName> extras() {
        return extras;
    }

    /** @return the dependency groups that can be chosen */
    public List<ExtraName> groups() {
        return groups;
    }

    /** @return the groups that are chosen when nothing is said */
    public List<ExtraName> defaultGroups() {
        return defaultGroups;
    }

    /** @return what made it */
    public String createdBy() {
        return createdBy;
    }

    /** @return all packages, in the file's order */
    public List<LockedPackage> packages() {
        return packages;
    }

    /** @return what a tool put there for itself: texts, numbers, lists and maps */
    public Optional<Object> tool(String name) {
        return Optional.ofNullable(tool.get(name));
    }

    /**
     * @return what to install, in the file's order
     * @throws UserException where the lock was not made for the request
     */
    public List<LockSelection> select(LockRequest request) {
        return new LockSelector(this, request).select();
    }

    /** @return the packages whose markers hold, in the file's order; nothing else is looked at */
    public List<LockedPackage> applying(LockRequest request) {
        MarkerEnvironment markers = request.lockMarkers(defaultGroups);
        return packages.stream()
                .filter(locked -> locked.marker()
                        .filter(marker -> !marker.evaluate(markers))
                        .isEmpty())
                .toList();
    }

    /** @return the file's text; equal locks have equal texts */
    public String toToml() {
        return LockWriter.write(this, VERSION, tool);
    }

    /** Collects what a lock says; packages are sorted by name and version when it is built. */
    public static final class Builder {

        private final String createdBy;
        private final TreeSet<ExtraName> extras = new TreeSet<>();
        private final TreeSet<ExtraName> groups = new TreeSet<>();
        private final TreeSet<ExtraName> defaultGroups = new TreeSet<>();
        private final List<LockedPackage> packages = new ArrayList<>();
        private final Map<String, Object> tool = new TreeMap<>();
        private String version = VERSION;
        private List<Marker> environments;
        private VersionSpecifiers requiresPython = VersionSpecifiers.ANY;

        private Builder(String createdBy) {
            this.createdBy = createdBy;
        }

        /** The environments that it is made for. */
        public Builder environments(List<Marker> markers) {
            this.environments = List.copyOf(markers);
            return this;
        }

        /** The Pythons that it is made for. */
        public Builder requiresPython(VersionSpecifiers pythons) {
            this.requiresPython = pythons;
            return this;
        }

        /** The extras that can be chosen. */
        public Builder extras(Collection<ExtraName> names) {
            extras.addAll(names);
            return this;
        }

        /** The groups that can be chosen, all of them by default. */
        public Builder groups(Collection<ExtraName> names) {
            groups.addAll(names);
            defaultGroups.addAll(names);
            return this;
        }

        /** A package. */
        public Builder add(LockedPackage locked) {
            packages.add(locked);
            return this;
        }

        /** What a tool wants to find again: texts, whole numbers, truths, lists and maps of them. */
        public Builder tool(String name, Map<String, ?> values) {
            tool.put(name, new TreeMap<>(values));
            return this;
        }

        /** @return the lock */
        public LockFile build() {
            packages.sort(Comparator.comparing(LockedPackage::name)
                    .thenComparing(
                            locked -> locked.version().map(Version::toString).orElse("")));
            return new LockFile(this);
        }
    }
}
