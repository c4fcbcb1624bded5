package io.github.pywar.python.config;

import io.github.pywar.base.data.TomlFields;
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

/**
 * Uv's configuration of indexes, in decreasing precedence: the variables {@code UV_…}, {@code uv.toml} or
 * {@code [tool.uv]} of the project, {@code uv.toml} of the user, {@code uv.toml} of the machine.
 *
 * @param indexes in uv's order, the default index last
 * @param findLinks folders, files and pages of distributions
 * @param noIndex the option that forbids all indexes, if it is set
 * @param trustedHosts hosts whose certificates are not checked
 * @param ignoredOptions names of set options that choose versions and files
 */
record UvSettings(
        List<Index> indexes,
        List<ConfiguredValue> findLinks,
        Optional<ConfiguredValue> noIndex,
        List<ConfiguredValue> trustedHosts,
        List<ConfiguredValue> ignoredOptions) {

    UvSettings {
        indexes = List.copyOf(indexes);
        findLinks = List.copyOf(findLinks);
        trustedHosts = List.copyOf(trustedHosts);
        ignoredOptions = List.copyOf(ignoredOptions);
    }

    private static final UvSettings NONE = new UvSettings(List.of(), List.of(), Optional.empty(), List.of(), List.of());

    private static final List<String> IGNORED = List.of(
            "no-binary",
            "no-binary-package",
            "prerelease",
            "exclude-newer",
            "exclude-newer-package",
            "constraint-dependencies",
            "override-dependencies",
            "exclude-dependencies",
            "resolution");

    private static final List<String> IGNORED_VARIABLES = List.of(
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
     * Index of uv's configuration.
     *
     * @param name empty if it has none
     * @param url its URL
     * @param isDefault whether it replaces the public index
     * @param names the only projects that it serves; empty for all
     */
    record Index(String name, ConfiguredValue url, boolean isDefault, List<String> names) {}

    static UvSettings of(BuildMachine machine) throws IOException {
        List<UvSettings> layers = new ArrayList<>(List.of(ofVariables(machine)));
        for (Path file : files(machine)) {
            if (Files.isRegularFile(file)) {
                boolean isOfProject = file.getParent().equals(machine.folder());
                layers.add(isOfProject ? ofFile(file).withoutTrustedHosts() : ofFile(file));
            }
        }
        return merged(layers);
    }

    /** Loops, here and below: each build runs this once, and each lambda and stream costs Java a class. */
    private static UvSettings merged(List<UvSettings> layers) {
        List<Index> indexes = new ArrayList<>();
        List<Index> standards = new ArrayList<>();
        List<ConfiguredValue> findLinks = new ArrayList<>();
        Optional<ConfiguredValue> noIndex = Optional.empty();
        List<ConfiguredValue> trustedHosts = new ArrayList<>();
        List<ConfiguredValue> ignoredOptions = new ArrayList<>();
        for (UvSettings layer : layers) {
            for (Index index : layer.indexes) {
                (index.isDefault() ? standards : indexes).add(index);
            }
            findLinks.addAll(layer.findLinks);
            noIndex = noIndex.isPresent() ? noIndex : layer.noIndex;
            trustedHosts.addAll(layer.trustedHosts);
            ignoredOptions.addAll(layer.ignoredOptions);
        }
        indexes.addAll(standards.subList(0, Math.min(1, standards.size())));
        boolean isForbidden = noIndex.isPresent() && noIndex.get().isTrue();
        return new UvSettings(
                indexes, findLinks, isForbidden ? noIndex : Optional.empty(), trustedHosts, ignoredOptions);
    }

    /** Ignores trusted hosts of a project: a file in the sources must not disable the checks of certificates. */
    private UvSettings withoutTrustedHosts() {
        Stream<ConfiguredValue> ignored =
                trustedHosts.stream().map(host -> new ConfiguredValue("allow-insecure-host", host.origin()));
        return new UvSettings(
                indexes,
                findLinks,
                noIndex,
                List.of(),
                Stream.concat(ignoredOptions.stream(), ignored.distinct()).toList());
    }

    /** Options in {@code pyproject.toml} are part of the declaration of the project. */
    private UvSettings withoutIgnoredOptions() {
        return new UvSettings(indexes, findLinks, noIndex, trustedHosts, List.of());
    }

    /** Lists the files, in decreasing precedence. */
    static List<Path> files(BuildMachine machine) {
        Optional<String> named = machine.variable("UV_CONFIG_FILE");
        if (named.isPresent()) {
            return List.of(machine.path(named.get()));
        }
        Optional<ConfiguredValue> noFiles = machine.firstOf("UV_NO_CONFIG");
        if (noFiles.isPresent() && noFiles.get().isTrue()) {
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
        for (ConfiguredValue value : items(machine, "UV_INDEX", "UV_EXTRA_INDEX_URL")) {
            indexes.add(named(value, false));
        }
        Optional<ConfiguredValue> standard = machine.firstOf("UV_DEFAULT_INDEX", "UV_INDEX_URL");
        if (standard.isPresent()) {
            indexes.add(named(standard.get(), true));
        }
        List<ConfiguredValue> ignored = new ArrayList<>();
        for (String name : IGNORED_VARIABLES) {
            Optional<String> value = machine.variable(name);
            if (value.isPresent() && !ConfiguredValue.isFalse(value.get())) {
                ignored.add(new ConfiguredValue(name, ""));
            }
        }
        return new UvSettings(
                indexes,
                findLinks(machine),
                machine.firstOf("UV_NO_INDEX"),
                items(machine, "UV_INSECURE_HOST"),
                ignored);
    }

    private static List<ConfiguredValue> findLinks(BuildMachine machine) {
        Optional<ConfiguredValue> all = machine.firstOf("UV_FIND_LINKS");
        List<ConfiguredValue> links = new ArrayList<>();
        for (String item : all.isPresent() ? all.get().text().split("[,\\s]+") : new String[0]) {
            links.add(new ConfiguredValue(item, all.get().origin()));
        }
        return links;
    }

    private static List<ConfiguredValue> items(BuildMachine machine, String... names) {
        Optional<ConfiguredValue> value = machine.firstOf(names);
        return value.isPresent() ? value.get().separated() : List.of();
    }

    /** Parses an index of a variable, which can be {@code NAME=URL}. */
    private static Index named(ConfiguredValue value, boolean isDefault) {
        int equals = value.text().indexOf('=');
        boolean hasName = equals > 0 && value.text().substring(0, equals).matches("[A-Za-z0-9._-]+");
        return new Index(
                hasName ? value.text().substring(0, equals) : "",
                hasName ? new ConfiguredValue(value.text().substring(equals + 1), value.origin()) : value,
                isDefault,
                List.of());
    }

    private static UvSettings ofFile(Path file) throws IOException {
        Map<String, Object> all =
                TomlFields.parse(Files.readAllBytes(file), file.toString()).toMap();
        boolean isProject = file.endsWith("pyproject.toml");
        return isProject
                ? table(all, "tool")
                        .flatMap(tool -> table(tool, "uv"))
                        .map(uv -> ofTable(uv, file + " [tool.uv]").withoutIgnoredOptions())
                        .orElse(NONE)
                : ofTable(all, file.toString());
    }

    private static Optional<Map<?, ?>> table(Map<?, ?> in, String key) {
        return in.get(key) instanceof Map<?, ?> table ? Optional.of(table) : Optional.empty();
    }

    private static UvSettings ofTable(Map<?, ?> uv, String origin) {
        List<Index> indexes = new ArrayList<>();
        for (Object table : array(uv, "index")) {
            if (table instanceof Map<?, ?> index) {
                indexes.addAll(index(index, uv, origin));
            }
        }
        texts(uv, "extra-index-url", origin).forEach(value -> indexes.add(new Index("", value, false, List.of())));
        text(uv, "index-url")
                .ifPresent(url -> indexes.add(new Index("", new ConfiguredValue(url, origin), true, List.of())));
        boolean hasNoIndex = uv.get("no-index") instanceof Boolean;
        return new UvSettings(
                indexes,
                texts(uv, "find-links", origin),
                hasNoIndex
                        ? Optional.of(new ConfiguredValue(String.valueOf(uv.get("no-index")), origin))
                        : Optional.empty(),
                Stream.concat(
                                texts(uv, "allow-insecure-host", origin).stream(),
                                texts(uv, "trusted-host", origin).stream())
                        .toList(),
                IGNORED.stream()
                        .filter(key -> uv.containsKey(key) && !Boolean.FALSE.equals(uv.get(key)))
                        .map(key -> new ConfiguredValue(key, origin))
                        .toList());
    }

    /** An explicit index serves only the names that {@code [tool.uv.sources]} assigns to it. */
    private static List<Index> index(Map<?, ?> index, Map<?, ?> uv, String origin) {
        String name = text(index, "name").orElse("");
        boolean isExplicit = Boolean.TRUE.equals(index.get("explicit"));
        List<String> names = sources(uv).getOrDefault(name, List.of());
        Optional<String> url = text(index, "url");
        if (url.isEmpty() || isExplicit && names.isEmpty()) {
            return List.of();
        }
        boolean isDefault = Boolean.TRUE.equals(index.get("default"));
        return List.of(
                new Index(name, new ConfiguredValue(url.get(), origin), isDefault, isExplicit ? names : List.of()));
    }

    private static Map<String, List<String>> sources(Map<?, ?> uv) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        table(uv, "sources")
                .ifPresent(sources -> sources.forEach((name, source) -> {
                    if (source instanceof Map<?, ?> table) {
                        text(table, "index")
                                .ifPresent(index -> names.computeIfAbsent(index, key -> new ArrayList<>())
                                        .add(name.toString()
                                                .toLowerCase(Locale.ROOT)
                                                .replaceAll("[-_.]+", "-")));
                    }
                }));
        return names;
    }

    private static Optional<String> text(Map<?, ?> table, String key) {
        return table.get(key) instanceof String
                ? Optional.of((String) table.get(key)).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private static List<ConfiguredValue> texts(Map<?, ?> table, String key, String origin) {
        List<ConfiguredValue> texts = new ArrayList<>();
        for (Object text : array(table, key)) {
            if (text instanceof String) {
                texts.add(new ConfiguredValue((String) text, origin));
            }
        }
        return texts;
    }

    private static List<?> array(Map<?, ?> table, String key) {
        return table.get(key) instanceof List<?> values ? values : List.of();
    }
}
