package io.github.pywar.python.lock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reader of the tables of a lock (PEP 751, "File format"). */
final class LockReader {

    private static final Version OLDEST = Version.parse("1");
    private static final Version FIRST_UNKNOWN = Version.parse("2.dev0");

    private LockReader() {}

    /** @throws UserException if a required key is missing, a value is not valid, or the major version is not 1 */
    static LockFile read(TomlFields lock, String fileName) {
        String version = lock.requiredString("lock-version");
        checkVersion(lock);
        LockFile.Builder builder = LockFile.builder(lock.requiredString("created-by"));
        builder.version(version).fileName(fileName);
        if (lock.has("environments")) {
            builder.environments(lock.parsedList("environments", Marker::parse));
        }
        lock.parsed("requires-python", VersionSpecifiers::parse).ifPresent(builder::requiresPython);
        builder.extras(lock.parsedList("extras", text -> normal(text, ExtraName::tryParse)));
        builder.groups(lock.parsedList("dependency-groups", ExtraName::parse));
        builder.defaultGroups(lock.parsedList("default-groups", ExtraName::parse));
        if (!lock.has("packages")) {
            throw lock.error("packages", "is missing");
        }
        lock.tables("packages").forEach(each -> builder.add(lockedPackage(each)));
        lock.table("tool").ifPresent(tools -> tools.toMap().forEach(builder::toolValue));
        return builder.buildInOrder();
    }

    private static void checkVersion(TomlFields lock) {
        Version version = lock.parsed("lock-version", Version::parse).orElseThrow();
        if (version.compareTo(OLDEST) < 0 || version.compareTo(FIRST_UNKNOWN) >= 0) {
            throw lock.error("lock-version", "is `" + version + "`, and only 1.x can be read");
        }
    }

    /** The standard requires names in normal form here, so that other tools need not normalize them. */
    private static <T> T normal(String text, Function<String, Optional<T>> name) {
        return name.apply(text)
                .filter(parsed -> parsed.toString().equals(text))
                .orElseThrow(() -> UserException.of("`" + text + "` is not a normalized name"));
    }

    private static LockedPackage lockedPackage(TomlFields table) {
        table.requiredString("name");
        PackageName name = table.parsed("name", text -> normal(text, PackageName::tryParse))
                .orElseThrow();
        LockedPackage.Builder builder =
                LockedPackage.of(name, table.parsed("version", Version::parse).orElse(null));
        table.parsed("marker", Marker::parse).ifPresent(builder::marker);
        table.parsed("requires-python", VersionSpecifiers::parse).ifPresent(builder::requiresPython);
        table.string("index").ifPresent(builder::index);
        for (TomlFields dependency : table.tables("dependencies")) {
            dependency.parsed("name", PackageName::parse).ifPresent(builder::dependency);
        }
        builder.attestations(table.tables("attestation-identities").stream()
                .map(LockReader::identity)
                .toList());
        table.table("tool").ifPresent(tools -> builder.tool(tools.toMap()));
        artifacts(table).forEach(builder::artifact);
        LockedPackage read = builder.build();
        read.artifacts().forEach(artifact -> checkName(artifact, read, table));
        return read;
    }

    /** Other values than strings are of no use for a comparison. */
    private static Map<String, String> identity(TomlFields identity) {
        Map<String, String> values = new TreeMap<>();
        identity.requiredString("kind");
        identity.toMap().forEach((key, value) -> {
            if (value instanceof String text) {
                values.put(key, text);
            }
        });
        return values;
    }

    private static List<LockedArtifact> artifacts(TomlFields table) {
        List<LockedArtifact> files = new ArrayList<>();
        table.tables("wheels").stream()
                .map(wheel -> LockedArtifact.read(LockedArtifact.Kind.WHEEL, wheel))
                .filter(wheel -> !WheelName.isVariant(wheel.name()))
                .forEach(files::add);
        addArtifact(table, "sdist", LockedArtifact.Kind.SDIST, files);
        List<LockedArtifact> direct = new ArrayList<>();
        addArtifact(table, "vcs", LockedArtifact.Kind.VCS, direct);
        addArtifact(table, "directory", LockedArtifact.Kind.DIRECTORY, direct);
        addArtifact(table, "archive", LockedArtifact.Kind.ARCHIVE, direct);
        if (files.isEmpty() ? direct.size() != 1 : !direct.isEmpty()) {
            throw table.error("", "needs either `wheels` and `sdist`, or one of `vcs`, `directory` and `archive`");
        }
        return files.isEmpty() ? direct : files;
    }

    private static void addArtifact(
            TomlFields table, String key, LockedArtifact.Kind kind, List<LockedArtifact> artifacts) {
        table.table(key).ifPresent(inner -> artifacts.add(LockedArtifact.read(kind, inner)));
    }

    private static void checkName(LockedArtifact artifact, LockedPackage owner, TomlFields table) {
        boolean consistent = switch (artifact.kind()) {
            case WHEEL ->
                WheelName.tryParse(artifact.name())
                        .filter(wheel -> owner.isNamed(wheel.name(), wheel.version()))
                        .isPresent();
            case SDIST ->
                SdistName.tryParse(artifact.name(), owner.name())
                        .filter(sdist -> owner.isNamed(sdist.name(), sdist.version()))
                        .isPresent();
            default -> true;
        };
        if (!consistent) {
            throw table.error("", "has the file `" + artifact.name() + "`, which does not belong to `" + owner + "`");
        }
    }
}
