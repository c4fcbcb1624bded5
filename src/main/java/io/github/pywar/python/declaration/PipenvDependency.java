package io.github.pywar.python.declaration;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Dependency in a table of a {@code Pipfile}.
 *
 * @param declared the requirement
 * @param source the package source that it must come from
 */
record PipenvDependency(DeclaredRequirement declared, Optional<SourceName> source) {

    private static final String WORD = "[A-Za-z0-9._-]+";
    private static final Pattern NAME = Pattern.compile("([^\\[]+)\\[([^\\]]+)\\]");
    private static final List<String> SYSTEMS = List.of("git", "hg", "svn", "bzr");
    private static final KnownKeys LINKS = KnownKeys.of("git", "hg", "svn", "bzr", "path", "file");
    private static final List<String> VARIABLES = List.of(
            "os_name",
            "sys_platform",
            "platform_machine",
            "platform_python_implementation",
            "platform_release",
            "platform_system",
            "platform_version",
            "python_version",
            "python_full_version",
            "implementation_name",
            "implementation_version");
    private static final KnownKeys KEYS = keys();

    private static KnownKeys keys() {
        List<String> keys = new ArrayList<>(LINKS.names());
        keys.addAll(List.of("version", "extras", "markers", "index", "ref", "subdirectory", "editable"));
        keys.addAll(VARIABLES);
        return new KnownKeys(keys);
    }

    /**
     * Reads the value of a key: a version or a table.
     *
     * @param key the name of the package, perhaps with extras in brackets
     * @param folder the base of relative paths
     */
    static PipenvDependency read(TomlFields table, String key, Path folder) {
        Matcher words = NAME.matcher(key);
        PackageName name = PackageName.tryParse(words.matches() ? words.group(1) : key)
                .orElseThrow(() -> table.error(key, "is not the name of a package")
                        .hint("write a project of your own as `name = {path = \"...\", editable = true}`"));
        Optional<TomlFields> fields = table.tableIfAny(key);
        if (fields.isPresent()) {
            return ofTable(name, fields.get(), folder);
        }
        List<ExtraName> extras = words.matches()
                ? Stream.of(words.group(2).split(",")).map(ExtraName::parse).toList()
                : List.of();
        VersionSpecifiers versions = versions(table, key).orElseThrow();
        Requirement requirement = Requirement.versions(name, extras, versions, null);
        return new PipenvDependency(
                new DeclaredRequirement(requirement, table.location(key), Map.of()), Optional.empty());
    }

    private static PipenvDependency ofTable(PackageName name, TomlFields fields, Path folder) {
        KEYS.check(fields);
        fields.checkBoolean("editable");
        List<ExtraName> extras = fields.parsedList("extras", ExtraName::parse);
        Marker marker = EnvironmentMarkers.all(markers(fields));
        Optional<String> link = link(fields, folder);
        Requirement requirement = link.isPresent()
                ? Requirement.direct(name, extras, link.get(), marker)
                : Requirement.versions(name, extras, versions(fields, "version").orElse(VersionSpecifiers.ANY), marker);
        return new PipenvDependency(
                new DeclaredRequirement(requirement, fields.location(""), Map.of()),
                fields.string("index").map(one -> new SourceName(one, fields.location("index"))));
    }

    private static Optional<String> link(TomlFields fields, Path folder) {
        SourceLink links = new SourceLink(folder);
        return LINKS.only(fields).map(key -> {
            if (SYSTEMS.contains(key)) {
                return links.revision(fields, key, fields.string("ref"));
            }
            boolean isUrl = fields.requiredString(key).matches("(?i)https?:.*");
            return isUrl ? links.url(fields, key) : links.path(fields, key);
        });
    }

    private static List<Marker> markers(TomlFields fields) {
        List<Marker> markers = new ArrayList<>();
        fields.string("markers")
                .filter(text -> !text.isBlank())
                .map(text -> PoetryDependency.parsed(text, fields.location("markers"), Marker::parse))
                .ifPresent(markers::add);
        for (String variable : VARIABLES) {
            fields.string(variable)
                    .map(text -> PoetryDependency.parsed(
                            variable + " " + quoted(text), fields.location(variable), Marker::parse))
                    .ifPresent(markers::add);
        }
        return markers;
    }

    /** {@code >= 3.6} without quotes is common. */
    private static String quoted(String comparison) {
        String operator = comparison.strip().replaceFirst(WORD + "$", "");
        String operand = comparison.strip().substring(operator.length());
        return operand.isEmpty() || operator.isBlank() ? comparison : operator + " '" + operand + "'";
    }

    /** A version without an operator is the only one that fits. */
    private static Optional<VersionSpecifiers> versions(TomlFields fields, String key) {
        return fields.string(key).map(String::strip).map(text -> {
            if (text.equals("*") || text.isEmpty()) {
                return VersionSpecifiers.ANY;
            }
            String specifier = Version.tryParse(text).isPresent() ? "==" + text : text;
            return VersionSpecifiers.tryParse(specifier).orElseThrow(() -> notAVersion(fields, key, text));
        });
    }

    private static UserException notAVersion(TomlFields fields, String key, String text) {
        return fields.error(key, "is `" + text + "`, which is not a version specifier")
                .hint("write for example `*`, `==1.2`, `~=1.2` or `>=1.2,<2`");
    }
}
