package io.github.pywar.python.config;

import io.github.pywar.base.data.Toml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * What uv's configuration says of indexes: the variables {@code UV_…}, then {@code uv.toml} or {@code [tool.uv]} of the
 * project, then {@code uv.toml} of the user and of the machine. What stands first is preferred.
 *
 * @param indexes in uv's order, the default one last
 * @param findLinks places of files
 * @param noIndex who says that no index is to be asked, if somebody does
 * @param trustedHosts whose certificates are not checked
 * @param wishes names of options that say which versions and files are wanted
 */
record UvSettings(
        List<Index> indexes,
        List<ConfiguredValue> findLinks,
        Optional<ConfiguredValue> noIndex,
        List<ConfiguredValue> trustedHosts,
        List<ConfiguredValue> wishes) {

    private static final UvSettings NOTHING =
            new UvSettings(List.of(), List.of(), Optional.empty(), List.of(), List.of());

    private static final List<String> WISHES = List.of(
            "no-binary",
            "no-binary-package",
            "prerelease",
            "exclude-newer",
            "exclude-newer-package",
            "constraint-dependencies",
            "override-dependencies",
            "exclude-dependencies",
            "resolution");

    private static final List<String> WISHES_OF_VARIABLES = List.of(
            "UV_NO_BINARY",
            "UV_NO_BINARY_PACKAGE",
            "UV_PRERELEASE",
            "UV_EXCLUDE_NEWER",
            "UV_CONSTRAINT",
            "UV_OVERRIDE",
            "UV_EXCLUDE",
            "UV_RESOLUTION",
            "UV_REQUIRE_HASHES");

    /**
     * An index of uv's.
     *
     * @param name empty where it has none
     * @param url its URL
     * @param isDefault whether it stands in the place of the usual one
     * @param names the only projects it is for; empty: all
     */
    record Index(String name, ConfiguredValue url, boolean isDefault, List<String> names) {}

    static UvSettings of(BuildMachine machine) throws IOException {
        List<UvSettings> layers = new ArrayList<>(List.of(ofVariables(machine)));
        for (Path file : files(machine)) {
            if (Files.isRegularFile(file)) {
                boolean isOfProject = file.getParent().equals(machine.folder());
                layers.add(isOfProject ? ofFile(file).trustingNobody() : ofFile(file));
            }
        }
        List<Index> named =
                layers.stream().flatMap(layer -> layer.indexes.stream()).toList();
        Optional<Index> standard = named.stream().filter(Index::isDefault).findFirst();
        return new UvSettings(
                Stream.concat(named.stream().filter(index -> !index.isDefault()), standard.stream())
                        .toList(),
                layers.stream().flatMap(layer -> layer.findLinks.stream()).toList(),
                layers.stream()
                        .flatMap(layer -> layer.noIndex.stream())
                        .findFirst()
                        .filter(ConfiguredValue::isTrue),
                layers.stream().flatMap(layer -> layer.trustedHosts.stream()).toList(),
                layers.stream().flatMap(layer -> layer.wishes.stream()).toList());
    }

    /** What travels with the sources must not turn a machine's checks off: it counts among what is told and not taken. */
    private UvSettings trustingNobody() {
        Stream<ConfiguredValue> untaken =
                trustedHosts.stream().map(host -> new ConfiguredValue("allow-insecure-host", host.by()));
        return new UvSettings(
                indexes,
                findLinks,
                noIndex,
                List.of(),
                Stream.concat(wishes.stream(), untaken.distinct()).toList());
    }

    private static List<Path> files(BuildMachine machine) {
        Optional<String> named = machine.variable("UV_CONFIG_FILE");
        if (named.isPresent()) {
            return List.of(machine.path(named.get()));
        }
        if (machine.firstOf("UV_NO_CONFIG").filter(ConfiguredValue::isTrue).isPresent()) {
            return List.of();
        }
        Path own = machine.folder().resolve("uv.toml");
        Path project = Files.isRegularFile(own) ? own : machine.folder().resolve("pyproject.toml");
        Path user = machine.isWindows()
                ? machine.home().resolve("AppData/Roaming/uv/uv.toml")
                : PipSettings.configHome(machine).resolve("uv/uv.toml");
        return List.of(project, user, machine.root().resolve("etc/uv/uv.toml"));
    }

    private static UvSettings ofVariables(BuildMachine machine) {
        List<Index> indexes = new ArrayList<>();
        words(machine, "UV_INDEX", "UV_EXTRA_INDEX_URL").forEach(said -> indexes.add(named(said, false)));
        machine.firstOf("UV_DEFAULT_INDEX", "UV_INDEX_URL").ifPresent(said -> indexes.add(named(said, true)));
        return new UvSettings(
                indexes,
                machine.firstOf("UV_FIND_LINKS").stream()
                        .flatMap(said -> Stream.of(said.text().split("[,\\s]+"))
                                .map(word -> new ConfiguredValue(word, said.by())))
                        .toList(),
                machine.firstOf("UV_NO_INDEX"),
                words(machine, "UV_INSECURE_HOST").toList(),
                WISHES_OF_VARIABLES.stream()
                        .filter(name -> machine.variable(name)
                                .filter(value -> !ConfiguredValue.isNo(value))
                                .isPresent())
                        .map(name -> new ConfiguredValue(name, ""))
                        .toList());
    }

    private static Stream<ConfiguredValue> words(BuildMachine machine, String... names) {
        return machine.firstOf(names).stream()
                .flatMap(said -> said.words().stream().map(word -> new ConfiguredValue(word, said.by())));
    }

    /** In variables, an index may be {@code NAME=URL}. */
    private static Index named(ConfiguredValue said, boolean isDefault) {
        int equals = said.text().indexOf('=');
        boolean hasName = equals > 0 && said.text().substring(0, equals).matches("[A-Za-z0-9._-]+");
        return new Index(
                hasName ? said.text().substring(0, equals) : "",
                hasName ? new ConfiguredValue(said.text().substring(equals + 1), said.by()) : said,
                isDefault,
                List.of());
    }

    private static UvSettings ofFile(Path file) throws IOException {
        TomlTable all = Toml.read(file);
        boolean isProject = file.endsWith("pyproject.toml");
        return isProject
                ? table(all, "tool")
                        .flatMap(tool -> table(tool, "uv"))
                        .map(uv -> ofTable(uv, file + " [tool.uv]"))
                        .orElse(NOTHING)
                : ofTable(all, file.toString());
    }

    private static Optional<TomlTable> table(TomlTable in, String key) {
        return in.get(List.of(key)) instanceof TomlTable table ? Optional.of(table) : Optional.empty();
    }

    private static UvSettings ofTable(TomlTable uv, String by) {
        List<Index> indexes = new ArrayList<>();
        for (Object table : array(uv, "index")) {
            if (table instanceof TomlTable) {
                indexes.addAll(index((TomlTable) table, uv, by));
            }
        }
        texts(uv, "extra-index-url", by).forEach(said -> indexes.add(new Index("", said, false, List.of())));
        text(uv, "index-url")
                .ifPresent(url -> indexes.add(new Index("", new ConfiguredValue(url, by), true, List.of())));
        boolean saysNoIndex = uv.get("no-index") instanceof Boolean;
        return new UvSettings(
                indexes,
                texts(uv, "find-links", by),
                saysNoIndex
                        ? Optional.of(new ConfiguredValue(String.valueOf(uv.get("no-index")), by))
                        : Optional.empty(),
                Stream.concat(texts(uv, "allow-insecure-host", by).stream(), texts(uv, "trusted-host", by).stream())
                        .toList(),
                WISHES.stream()
                        .filter(key -> uv.contains(List.of(key)) && !Boolean.FALSE.equals(uv.get(List.of(key))))
                        .map(key -> new ConfiguredValue(key, by))
                        .toList());
    }

    /** An explicit index serves the names that {@code [tool.uv.sources]} gives it, and nothing else. */
    private static List<Index> index(TomlTable index, TomlTable uv, String by) {
        String name = text(index, "name").orElse("");
        boolean isExplicit = Boolean.TRUE.equals(index.get("explicit"));
        List<String> names = sources(uv).getOrDefault(name, List.of());
        Optional<String> url = text(index, "url");
        if (url.isEmpty() || isExplicit && names.isEmpty()) {
            return List.of();
        }
        boolean isDefault = Boolean.TRUE.equals(index.get("default"));
        return List.of(new Index(name, new ConfiguredValue(url.get(), by), isDefault, isExplicit ? names : List.of()));
    }

    private static Map<String, List<String>> sources(TomlTable uv) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        if (uv.get("sources") instanceof TomlTable) {
            TomlTable sources = (TomlTable) uv.get("sources");
            sources.keySet().forEach(name -> {
                if (sources.get(List.of(name)) instanceof TomlTable) {
                    text((TomlTable) sources.get(List.of(name)), "index")
                            .ifPresent(index -> names.computeIfAbsent(index, key -> new ArrayList<>())
                                    .add(name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-")));
                }
            });
        }
        return names;
    }

    private static Optional<String> text(TomlTable table, String key) {
        return table.get(key) instanceof String
                ? Optional.of((String) table.get(key)).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private static List<ConfiguredValue> texts(TomlTable table, String key, String by) {
        List<ConfiguredValue> texts = new ArrayList<>();
        for (Object text : array(table, key)) {
            if (text instanceof String) {
                texts.add(new ConfiguredValue((String) text, by));
            }
        }
        return texts;
    }

    private static List<Object> array(TomlTable table, String key) {
        return table.get(key) instanceof TomlArray ? ((TomlArray) table.get(key)).toList() : List.of();
    }
}
