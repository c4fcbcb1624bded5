package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.VersionRange;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Comparison of the requirements that {@code uv.lock} records with those that {@code pyproject.toml} declares now. Markers
 * are compared by their value for the target, because uv writes them in a simpler form.
 *
 * @param lock the tables of the lock
 * @param pyproject the tables of the declaration
 * @param markers of the target
 * @param isRoot whether the declaration is that of the lock, and not of a member of its workspace
 */
record RecordedRequirements(TomlFields lock, TomlFields pyproject, MarkerEnvironment markers, boolean isRoot) {

    private static final List<String> LINKS = List.of("url", "git", "path", "directory", "editable", "virtual");
    private static final List<String> CONDITIONS = List.of("marker", "extra", "group");

    /** One requirement, in a form that is equal for equal requirements. */
    private record Key(PackageName name, Set<ExtraName> extras, Optional<VersionRange> range) {

        static Key of(PackageName name, Set<ExtraName> extras, VersionSpecifiers specifiers, boolean isDirect) {
            return new Key(name, new TreeSet<>(extras), isDirect ? Optional.empty() : Optional.of(specifiers.range()));
        }
    }

    /**
     * Returns one line for each difference.
     *
     * @param project the entry of the project in the lock
     */
    List<String> differences(TomlFields project) {
        List<String> lines = new ArrayList<>();
        Optional<TomlFields> metadata = project.table("metadata");
        List<TomlFields> recorded =
                metadata.map(table -> table.tables("requires-dist")).orElse(List.of());
        Optional<TomlFields> declared = pyproject.table("project");
        if (declared.filter(RecordedRequirements::isDynamic).isPresent()) {
            return List.of();
        }
        Set<String> uncertain = uncertain(recorded);
        Set<String> direct = direct(false);
        direct.addAll(uncertain);
        compare("", recorded(recorded, Set.of(), uncertain), declared(declared, "dependencies", direct), lines);
        Optional<TomlFields> extras = declared.flatMap(table -> table.table("optional-dependencies"));
        for (String key : extras.map(TomlFields::keys).orElse(List.of())) {
            ExtraName extra = ExtraName.parse(key);
            Map<Key, String> ofExtra = recorded(recorded, Set.of(extra), uncertain);
            ofExtra.keySet().removeAll(recorded(recorded, Set.of(), uncertain).keySet());
            Map<Key, String> now = declared(extras, key, direct);
            now.keySet().removeAll(declared(declared, "dependencies", direct).keySet());
            compare("extra `" + extra + "`: ", ofExtra, now, lines);
        }
        return lines;
    }

    private static boolean isDynamic(TomlFields project) {
        return project.strings("dynamic").stream()
                .anyMatch(field -> String.valueOf(field.value()).endsWith("dependencies"));
    }

    /** Returns one line for each difference in the rules of {@code [tool.uv]}. Only those of the root count. */
    List<String> differencesOfRules() {
        List<String> lines = new ArrayList<>();
        Optional<TomlFields> uv = uv();
        Optional<TomlFields> manifest = lock.table("manifest");
        Map<String, String> kinds =
                Map.of("override-dependencies", "overrides", "constraint-dependencies", "constraints");
        new TreeMap<>(isRoot ? kinds : Map.of()).forEach((key, kind) -> {
            List<TomlFields> tables = manifest.map(table -> table.tables(kind)).orElse(List.of());
            compare(
                    "`" + key + "`: ",
                    recorded(tables, Set.of(), direct(false)),
                    declared(uv.filter(table -> table.has(key)), key, direct(false)),
                    lines);
        });
        return lines;
    }

    private Optional<TomlFields> uv() {
        return pyproject.tableIfAny("tool").flatMap(tool -> tool.tableIfAny("uv"));
    }

    /**
     * Returns the packages with a source of their own, other than an index: they are recorded with that source, mostly
     * without their specifiers.
     *
     * @param isCertain whether only sources without conditions count
     */
    private Set<String> direct(boolean isCertain) {
        Set<String> names = new LinkedHashSet<>();
        Optional<TomlFields> sources = uv().flatMap(uv -> uv.tableIfAny("sources"));
        for (String key : sources.map(TomlFields::keys).orElse(List.of())) {
            Optional<TomlFields> only = sources.get().tableIfAny(key);
            boolean isSimple = only.filter(source -> CONDITIONS.stream().noneMatch(source::has))
                    .isPresent();
            boolean isIndex = isSimple && only.get().has("index");
            if (!isIndex && (isSimple || !isCertain)) {
                names.add(PackageName.parse(key).value());
            }
        }
        return names;
    }

    /** A member of a workspace also has the sources of the root, which are not known here. */
    private Set<String> uncertain(List<TomlFields> recorded) {
        Set<String> names = direct(false);
        names.removeAll(direct(true));
        if (!isRoot) {
            recorded.stream()
                    .filter(RecordedRequirements::isDirect)
                    .forEach(one -> names.add(LockFields.name(one).value()));
        }
        return names;
    }

    private static boolean isDirect(TomlFields recorded) {
        return LINKS.stream().anyMatch(recorded::has);
    }

    private Map<Key, String> recorded(List<TomlFields> all, Set<ExtraName> extras, Set<String> direct) {
        Map<Key, String> keys = new LinkedHashMap<>();
        for (TomlFields one : all) {
            Optional<Marker> marker = LockFields.marker(one, "marker");
            if (marker.filter(condition -> !condition.evaluate(markers, extras)).isEmpty()) {
                PackageName name = LockFields.name(one);
                VersionSpecifiers specifiers =
                        one.parsed("specifier", VersionSpecifiers::parse).orElse(VersionSpecifiers.ANY);
                boolean isDirect = direct.contains(name.value()) || isDirect(one);
                keys.put(
                        Key.of(name, LockFields.extras(one, "extras"), specifiers, isDirect),
                        "`" + name + specifiers + "` (" + one.location("name") + ")");
            }
        }
        return keys;
    }

    private Map<Key, String> declared(Optional<TomlFields> table, String key, Set<String> direct) {
        Map<Key, String> keys = new LinkedHashMap<>();
        for (TomlFields.Value text : table.map(fields -> fields.strings(key)).orElse(List.of())) {
            SourceLocation location = text.location();
            DeclaredRequirement declared = DeclaredRequirement.parse((String) text.value(), location);
            if (declared.appliesTo(markers)) {
                Requirement one = declared.requirement();
                boolean isDirect =
                        one.url().isPresent() || direct.contains(one.name().value());
                keys.put(
                        Key.of(one.name(), one.extras(), one.specifiers(), isDirect),
                        "`" + one.withMarker(null) + "` (" + location + ")");
            }
        }
        return keys;
    }

    private static void compare(String what, Map<Key, String> recorded, Map<Key, String> declared, List<String> lines) {
        declared.forEach((key, text) -> {
            if (!recorded.containsKey(key)) {
                lines.add(what + text + " is declared, but not in the lock");
            }
        });
        recorded.forEach((key, text) -> {
            if (!declared.containsKey(key)) {
                lines.add(what + text + " is in the lock, but no longer declared");
            }
        });
    }
}
