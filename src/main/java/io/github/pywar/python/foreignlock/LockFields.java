package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.declaration.VersionConstraint;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values that the formats of locks have in common. */
final class LockFields {

    private LockFields() {}

    static PackageName name(TomlFields table) {
        table.requiredString("name");
        return table.parsed("name", PackageName::parse).orElseThrow();
    }

    static Optional<Version> version(TomlFields table) {
        return table.parsed("version", Version::parse);
    }

    static Optional<Marker> marker(TomlFields table, String key) {
        return table.string(key).filter(text -> !text.isBlank()).flatMap(text -> table.parsed(key, Marker::parse));
    }

    static Set<ExtraName> extras(TomlFields table, String key) {
        return new LinkedHashSet<>(table.parsedList(key, ExtraName::parse));
    }

    /** Returns the rule of a text; a text of another tool that is none accepts any version. */
    static VersionSpecifiers rule(Optional<String> text) {
        return text.map(LockFields::rule).orElse(VersionSpecifiers.ANY);
    }

    private static VersionSpecifiers rule(String text) {
        try {
            return text.isBlank() ? VersionSpecifiers.ANY : VersionConstraint.parse(text);
        } catch (UserException unknown) {
            return VersionSpecifiers.ANY;
        }
    }

    /** Adds the values of a key of each table. */
    static void addHashes(List<TomlFields> files, String key, LockedHashes hashes) {
        for (TomlFields file : files) {
            file.string(key).ifPresent(hash -> hashes.add(hash, file.location(key)));
        }
    }

    /** Returns the text of a key of a map that a table of TOML became. */
    static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    /** Returns the marker of a text, with the place of an error. */
    static Optional<Marker> marker(String text, SourceLocation location) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Marker.parse(text));
        } catch (UserException invalid) {
            throw invalid.fact("from: " + location);
        }
    }
}
