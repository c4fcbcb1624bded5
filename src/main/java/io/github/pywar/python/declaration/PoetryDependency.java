package io.github.pywar.python.declaration;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.VersionSpecifiers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Dependency in a table of Poetry.
 *
 * @param declared the requirement
 * @param source the package source that it must come from
 * @param prereleases when a pre-release may be chosen
 */
record PoetryDependency(
        DeclaredRequirement declared, Optional<SourceName> source, Optional<PrereleaseMode> prereleases) {

    private static final String PRERELEASES = "allow-prereleases";
    private static final KnownKeys LINKS = KnownKeys.of("git", "file", "path", "url");
    private static final KnownKeys KEYS = KnownKeys.of(
            "version",
            "python",
            "platform",
            "markers",
            PRERELEASES,
            "allows-prereleases",
            "optional",
            "extras",
            "source",
            "git",
            "branch",
            "tag",
            "rev",
            "subdirectory",
            "develop",
            "file",
            "path",
            "url");

    PackageName name() {
        return declared.requirement().name();
    }

    /**
     * Reads the value of a key: a constraint, a table, or an array of these.
     *
     * @param key the name of the package
     * @param folder the base of relative paths
     */
    static List<PoetryDependency> read(TomlFields table, String key, Path folder) {
        PackageName name =
                PackageName.tryParse(key).orElseThrow(() -> table.error(key, "is not the name of a package"));
        Optional<List<TomlFields.Value>> items = table.arrayIfAny(key);
        Optional<TomlFields> fields = table.tableIfAny(key);
        if (fields.isPresent()) {
            return List.of(ofTable(name, fields.get(), folder));
        }
        if (items.isEmpty()) {
            String constraint = table.string(key).orElseThrow();
            return List.of(ofConstraint(name, constraint, table.location(key)));
        }
        boolean isOfStrings = items.get().stream().allMatch(item -> item.value() instanceof String);
        List<PoetryDependency> all = new ArrayList<>();
        if (isOfStrings) {
            items.get().forEach(item -> all.add(ofConstraint(name, (String) item.value(), item.location())));
        } else {
            table.tables(key).forEach(one -> all.add(ofTable(name, one, folder)));
        }
        return all;
    }

    private static PoetryDependency ofConstraint(PackageName name, String constraint, SourceLocation location) {
        VersionSpecifiers versions = parsed(constraint, location, VersionConstraint::parse);
        Requirement requirement = Requirement.versions(name, List.of(), versions, null);
        return new PoetryDependency(
                new DeclaredRequirement(requirement, location, Map.of()), Optional.empty(), Optional.empty());
    }

    private static PoetryDependency ofTable(PackageName name, TomlFields fields, Path folder) {
        KEYS.check(fields);
        List<ExtraName> extras = fields.parsedList("extras", ExtraName::parse);
        Marker marker = EnvironmentMarkers.all(markers(fields));
        Optional<String> link = link(fields, folder);
        VersionSpecifiers versions =
                constraint(fields, "version", VersionConstraint::parse).orElse(VersionSpecifiers.ANY);
        Requirement requirement = link.isPresent()
                ? Requirement.direct(name, extras, link.get(), marker)
                : Requirement.versions(name, extras, versions, marker);
        Optional<PrereleaseMode> prereleases = fields.flag(PRERELEASES)
                .or(() -> fields.flag("allows-prereleases"))
                .map(isAllowed -> isAllowed ? PrereleaseMode.ALWAYS : PrereleaseMode.NEVER);
        fields.checkBoolean("develop");
        fields.checkBoolean("optional");
        return new PoetryDependency(
                new DeclaredRequirement(requirement, fields.location(""), Map.of()),
                fields.string("source").map(one -> new SourceName(one, fields.location("source"))),
                prereleases);
    }

    private static Optional<String> link(TomlFields fields, Path folder) {
        SourceLink links = new SourceLink(folder);
        return LINKS.only(fields).map(key -> switch (key) {
            case "git" ->
                links.revision(
                        fields,
                        key,
                        fields.string("branch").or(() -> fields.string("tag")).or(() -> fields.string("rev")));
            case "url" -> links.url(fields, key);
            default -> links.path(fields, key);
        });
    }

    private static List<Marker> markers(TomlFields fields) {
        List<Marker> markers = new ArrayList<>();
        constraint(fields, "markers", Marker::parse).ifPresent(markers::add);
        constraint(fields, "python", EnvironmentMarkers::ofPython)
                .flatMap(one -> one)
                .ifPresent(markers::add);
        constraint(fields, "platform", EnvironmentMarkers::ofPlatform).ifPresent(markers::add);
        return markers;
    }

    private static <T> Optional<T> constraint(TomlFields fields, String key, Function<String, T> parser) {
        return fields.string(key)
                .filter(text -> !text.isBlank())
                .map(text -> parsed(text, fields.location(key), parser));
    }

    /** Parses a text; an error shows the text and its location. */
    static <T> T parsed(String text, SourceLocation location, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (SyntaxException e) {
            throw e.at(location);
        } catch (UserException e) {
            throw e.fact("from: " + location);
        }
    }
}
