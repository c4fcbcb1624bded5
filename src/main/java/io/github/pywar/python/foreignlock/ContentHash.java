package io.github.pywar.python.foreignlock;

import io.github.pywar.python.name.ExtraName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Digests that Poetry, PDM and Pipenv write into their locks. They cover the part of the declaration that determines the
 * lock. Releases of a tool differ in what they cover, so there are several digests.
 *
 * @param declaration the tables of {@code pyproject.toml} or {@code Pipfile}
 */
record ContentHash(Map<String, Object> declaration) {

    private static final List<String> POETRY_LEGACY = List.of("dependencies", "source", "extras", "dev-dependencies");
    private static final List<String> POETRY_PROJECT =
            List.of("requires-python", "dependencies", "optional-dependencies");
    private static final Set<String> PIPFILE_SECTIONS = Set.of(
            "source", "packages", "dev-packages", "requires", "scripts", "pipfile", "pipenv", "default", "develop");

    /** Returns the possible digests; none if they cannot be computed here. */
    List<String> of(ForeignLockFormat format) {
        return switch (format) {
            case POETRY -> digests(PythonJson.SPACED, List.of(poetry(true), poetry(false), poetryLegacy()));
            case PDM -> digests(PythonJson.SPACED, pdm());
            case PIPENV ->
                declaration.containsKey("source") ? digests(PythonJson.COMPACT, List.of(pipfile())) : List.of();
            case UV -> List.of();
        };
    }

    private static List<String> digests(PythonJson json, List<Object> contents) {
        List<String> digests = new ArrayList<>();
        for (Object content : contents) {
            Optional<String> text = json.write(content);
            if (text.isEmpty()) {
                return List.of();
            }
            digests.add(sha256(text.get()));
        }
        return digests;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Poetry 2: {@code [project]} and groups, if there are any, beside the table of Poetry. */
    private Object poetry(boolean withGroups) {
        Map<String, Object> project = selected(table(declaration, "project"), POETRY_PROJECT);
        Map<String, Object> groups = withGroups ? table(declaration, "dependency-groups") : Map.of();
        if (project.isEmpty() && groups.isEmpty()) {
            return poetryLegacy();
        }
        Map<String, Object> poetry = selected(poetryTable(), POETRY_LEGACY);
        poetry.putAll(selected(poetryTable(), List.of("group")));
        Map<String, Object> all = new LinkedHashMap<>();
        if (!project.isEmpty()) {
            all.put("project", project);
        }
        if (!groups.isEmpty()) {
            all.put("dependency-groups", groups);
        }
        all.put("tool", Map.of("poetry", poetry));
        return all;
    }

    /** Poetry 1, and Poetry 2 for a project without {@code [project]}: missing keys are null. */
    private Object poetryLegacy() {
        Map<String, Object> all = new LinkedHashMap<>();
        POETRY_LEGACY.forEach(key -> all.put(key, poetryTable().get(key)));
        all.putAll(selected(poetryTable(), List.of("group")));
        return all;
    }

    private Map<String, Object> poetryTable() {
        return table(table(declaration, "tool"), "poetry");
    }

    /** PDM: the newest form, with the groups of all tables; the form without {@code [dependency-groups]}; the oldest. */
    private List<Object> pdm() {
        Map<String, Object> settings = table(table(declaration, "tool"), "pdm");
        Map<String, Object> newest = pdm(settings);
        Map<String, Object> resolution = table(settings, "resolution");
        newest.put("dev-dependencies", devDependencies(settings));
        newest.put("resolution", resolution);
        Map<String, Object> older = pdm(settings);
        older.put("resolution", resolution);
        Map<String, Object> oldest = pdm(settings);
        oldest.put("overrides", table(resolution, "overrides"));
        return List.of(newest, older, oldest);
    }

    private Map<String, Object> pdm(Map<String, Object> settings) {
        Map<String, Object> project = table(declaration, "project");
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sources", settings.getOrDefault("source", List.of()));
        all.put("dependencies", project.getOrDefault("dependencies", List.of()));
        all.put("dev-dependencies", settings.getOrDefault("dev-dependencies", Map.of()));
        all.put("optional-dependencies", project.getOrDefault("optional-dependencies", Map.of()));
        all.put("requires-python", project.getOrDefault("requires-python", ""));
        return all;
    }

    private Map<String, Object> devDependencies(Map<String, Object> settings) {
        Map<String, Object> groups = new LinkedHashMap<>();
        for (Map<String, Object> table :
                List.of(table(declaration, "dependency-groups"), table(settings, "dev-dependencies"))) {
            table.forEach((name, items) -> {
                String normal = ExtraName.tryParse(name).map(ExtraName::value).orElse(name);
                List<Object> all = new ArrayList<>((List<?>) groups.getOrDefault(normal, List.of()));
                all.addAll(items instanceof List<?> list ? list : List.of());
                groups.put(normal, all);
            });
        }
        return groups;
    }

    private Object pipfile() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("_meta", Map.of("sources", declaration.get("source"), "requires", table(declaration, "requires")));
        all.put("default", table(declaration, "packages"));
        all.put("develop", table(declaration, "dev-packages"));
        declaration.forEach((name, values) -> {
            if (!PIPFILE_SECTIONS.contains(name)) {
                all.put(name, values);
            }
        });
        return all;
    }

    private static Map<String, Object> selected(Map<String, Object> table, List<String> keys) {
        Map<String, Object> selected = new LinkedHashMap<>();
        keys.stream().filter(table::containsKey).forEach(key -> selected.put(key, table.get(key)));
        return selected;
    }

    private static Map<String, Object> table(Map<String, Object> parent, String key) {
        Map<String, Object> table = new LinkedHashMap<>();
        if (parent.get(key) instanceof Map<?, ?> inner) {
            inner.forEach((name, value) -> table.put(String.valueOf(name), value));
        }
        return table;
    }
}
