package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.Globs;
import io.github.pywar.python.metadata.MetadataText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** METADATA, entry points and licence files of a {@link PureProject}. */
final class PureMetadata {

    private static final int LARGEST = 2 << 20;
    private static final Set<PureBackend> VARYING = EnumSet.of(PureBackend.FLIT, PureBackend.PDM, PureBackend.POETRY);
    private static final Map<String, String> TYPES =
            Map.of("md", "text/markdown", "rst", "text/x-rst", "txt", "text/plain");

    private static final Set<String> LICENSES = Set.of(
            "0BSD",
            "AGPL-3.0-only",
            "AGPL-3.0-or-later",
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSL-1.0",
            "CC0-1.0",
            "GPL-2.0-only",
            "GPL-2.0-or-later",
            "GPL-3.0-only",
            "GPL-3.0-or-later",
            "ISC",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "LGPL-3.0-only",
            "LGPL-3.0-or-later",
            "MIT",
            "MPL-2.0",
            "PSF-2.0",
            "Python-2.0",
            "Unlicense",
            "Zlib");

    private final PureProject project;
    private final TomlFields table;
    private final Map<String, Path> licenses = new TreeMap<>();

    private PureMetadata(PureProject project) {
        this.project = project;
        this.table = project.table();
    }

    /** @return empty if a field has a form that backends write differently */
    static Optional<PureMetadata> of(PureProject project) throws IOException {
        PureMetadata metadata = new PureMetadata(project);
        return metadata.isPlain() && metadata.findLicenses() ? Optional.of(metadata) : Optional.empty();
    }

    private boolean isPlain() {
        boolean hasPlainReadme = !table.has("readme")
                || table.tableIfAny("readme").isEmpty() && readmeType().isPresent();
        boolean expandsExtras = project.backend() == PureBackend.HATCHLING
                && new String(text("").bytes(""), StandardCharsets.UTF_8)
                        .contains("Requires-Dist: " + project.parsed().name().orElseThrow() + "[");
        return hasPlainReadme && hasPlainLicense() && !expandsExtras;
    }

    /** A table is the old form of the field. Other backends than flit copy the text of its file into the metadata. */
    private boolean hasPlainLicense() {
        Optional<TomlFields> old = table.tableIfAny("license");
        if (old.isEmpty()) {
            return table.string("license").map(PureMetadata::isExpression).orElse(true);
        }
        boolean isText = old.get().keys().equals(List.of("text"));
        boolean isFile = old.get().keys().equals(List.of("file")) && project.backend() == PureBackend.FLIT;
        return !table.has("license-files")
                && (isText && isLine(old.get().string("text").orElse("")) || isFile);
    }

    private static boolean isLine(String text) {
        return !text.isBlank() && text.strip().equals(text) && text.lines().count() == 1;
    }

    /** Only expressions in normal form: older and newer backends write these unchanged. */
    private static boolean isExpression(String text) {
        return Stream.of(text.split(" (AND|OR) ", -1)).allMatch(LICENSES::contains);
    }

    private Optional<String> readmeType() {
        String name = table.string("readme").orElse("").toLowerCase(Locale.ROOT);
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    private boolean findLicenses() throws IOException {
        List<String> patterns = table.has("license-files")
                ? table.strings("license-files").stream()
                        .map(item -> (String) item.value())
                        .toList()
                : project.backend().licenseFiles();
        boolean isSimple = patternsAndFile(patterns).stream().allMatch(pattern -> pattern.matches("[\\w.*\\[\\]-]+"));
        Globs globs = Globs.of(patternsAndFile(patterns).stream()
                .flatMap(pattern -> Stream.of(pattern.replace("[CS]", "C"), pattern.replace("[CS]", "S")))
                .toList());
        try (Stream<Path> all = Files.list(project.root())) {
            for (Path file : all.sorted().toList()) {
                String name = file.getFileName().toString();
                if (Files.isSymbolicLink(file) && globs.matches(name) || isUncertain(name)) {
                    return false;
                }
                if (globs.matches(name) && Files.isRegularFile(file)) {
                    licenses.put(name, file);
                }
            }
        }
        return isSimple;
    }

    private List<String> patternsAndFile(List<String> patterns) {
        List<String> all = new ArrayList<>(patterns);
        table.tableIfAny("license").flatMap(old -> old.string("file")).ifPresent(all::add);
        return all;
    }

    /** Versions of the backends differ in which of these files they take. */
    private boolean isUncertain(String name) {
        boolean varies = VARYING.contains(project.backend()) && name.matches("(?i)(NOTICE|AUTHORS).*");
        boolean isOddCase = name.matches("(?i)(licen[cs]e|copying).*") && !name.matches("(LICEN[CS]E|COPYING).*");
        return !table.has("license-files") && (varies || isOddCase || name.equals("LICENSES"));
    }

    /** @return the licence files by name */
    Map<String, Path> licenses() {
        return licenses;
    }

    byte[] bytes() throws IOException {
        Optional<String> readme = table.string("readme");
        String description = readme.isEmpty()
                ? ""
                : new String(
                        FileScope.NONE
                                .with(project.root())
                                .read(project.root().resolve(readme.get()), readme.get(), LARGEST),
                        StandardCharsets.UTF_8);
        return text(readmeType().orElse("")).bytes(description);
    }

    private MetadataText text(String type) {
        MetadataText text = new MetadataText("2.4");
        text.add("Name", project.parsed().writtenName());
        text.add("Version", project.version().toString());
        project.summary().ifPresent(summary -> text.add("Summary", summary));
        people(text, "authors", "Author");
        people(text, "maintainers", "Maintainer");
        license(text);
        licenses.keySet().forEach(name -> text.add("License-File", name));
        String keywords = strings("keywords").collect(Collectors.joining(","));
        if (!keywords.isEmpty()) {
            text.add("Keywords", keywords);
        }
        strings("classifiers").forEach(classifier -> text.add("Classifier", classifier));
        table.stringTable("urls").forEach((label, url) -> text.add("Project-URL", label + ", " + url));
        StaticProject.addRequirements(text, table, project.parsed(), project.backend() == PureBackend.FLIT);
        if (!type.isEmpty()) {
            text.add("Description-Content-Type", type);
        }
        return text;
    }

    private void license(MetadataText text) {
        Optional<TomlFields> old = table.tableIfAny("license");
        if (old.isEmpty()) {
            table.string("license").ifPresent(license -> text.add("License-Expression", license));
        } else if (project.backend() != PureBackend.FLIT) {
            old.get().string("text").ifPresent(license -> text.add("License", license));
        }
    }

    private Stream<String> strings(String key) {
        return table.strings(key).stream().map(item -> (String) item.value());
    }

    private void people(MetadataText text, String key, String header) {
        List<String> names = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (TomlFields person : table.tables(key)) {
            Optional<String> name = person.string("name");
            Optional<String> email = person.string("email");
            if (email.isPresent()) {
                addresses.add(
                        name.map(known -> known + " <" + email.get() + ">").orElse(email.get()));
            } else {
                name.ifPresent(names::add);
            }
        }
        if (!names.isEmpty()) {
            text.add(header, String.join(", ", names));
        }
        if (!addresses.isEmpty()) {
            text.add(header + "-email", String.join(", ", addresses));
        }
    }

    /** @return the content of {@code entry_points.txt}; empty if there are no entry points */
    Optional<String> entryPoints() {
        Map<String, Map<String, String>> groups = new TreeMap<>(project.parsed().entryPoints());
        groups.put("console_scripts", project.parsed().scripts());
        groups.put("gui_scripts", project.parsed().guiScripts());
        StringBuilder text = new StringBuilder();
        groups.forEach((group, points) -> {
            if (!points.isEmpty()) {
                text.append('[').append(group).append("]\n");
                new TreeMap<>(points)
                        .forEach((name, value) ->
                                text.append(name).append(" = ").append(value).append('\n'));
                text.append('\n');
            }
        });
        return Optional.of(text.toString()).filter(points -> !points.isEmpty());
    }
}
