package io.github.pywar.app.wheel;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.metadata.LicenseText;
import io.github.pywar.python.metadata.MetadataText;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * METADATA of a library ("Core metadata", version 2.4).
 *
 * @param project the library
 * @param files its README and its licences
 */
record LibraryMetadata(LibraryProject project, DescriptionFiles files) {

    /** Characters that a name in an address has only in quotes; a dot is common without. */
    private static final Pattern SPECIAL = Pattern.compile("[()<>\\[\\]:;@\\\\,\"]");

    /** Returns the content of the file. */
    byte[] bytes() {
        MetadataText text = new MetadataText("2.4");
        text.add("Name", project.name());
        text.add("Version", project.version().toString());
        summary().ifPresent(summary -> text.add("Summary", summary));
        authors(text);
        license(text);
        files.licenses().keySet().forEach(name -> text.add("License-File", name));
        String keywords = String.join(",", strings("keywords"));
        if (!keywords.isEmpty()) {
            text.add("Keywords", keywords);
        }
        strings("classifiers").forEach(classifier -> text.add("Classifier", classifier));
        urls().forEach((label, url) -> text.add("Project-URL", label + ", " + url));
        requirements(text);
        files.contentType().ifPresent(type -> text.add("Description-Content-Type", type));
        return text.bytes(files.readme());
    }

    private Optional<TomlFields> table() {
        return project.pyProject().flatMap(PyProject::fields);
    }

    private Optional<String> summary() {
        return project.pyProject()
                .map(PyProject::description)
                .filter(text -> !text.isBlank())
                .or(project.pom()::summary);
    }

    private List<String> strings(String key) {
        return table().stream()
                .flatMap(table -> table.strings(key).stream())
                .map(item -> (String) item.value())
                .toList();
    }

    private Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>(project.pom().urls());
        table().ifPresent(table -> urls.putAll(table.stringTable("urls")));
        return urls;
    }

    /** An author with an address has one field for both, as in the standard. */
    private void authors(MetadataText text) {
        List<String> names = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        people().forEach(person -> {
            if (person.email().isPresent()) {
                String address = person.email().get();
                addresses.add(person.name()
                        .map(name -> quoted(name) + " <" + address + ">")
                        .orElse(address));
            } else {
                person.name().ifPresent(names::add);
            }
        });
        if (!names.isEmpty()) {
            text.add("Author", String.join(", ", names));
        }
        if (!addresses.isEmpty()) {
            text.add("Author-email", String.join(", ", addresses));
        }
    }

    /** A name with a comma would be two addresses (RFC 5322, 3.2.4). */
    private static String quoted(String name) {
        return SPECIAL.matcher(name).find() ? "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : name;
    }

    private Stream<PomDescription.Developer> people() {
        boolean isDeclared = table().filter(table -> table.has("authors")).isPresent();
        return isDeclared
                ? table().get().tables("authors").stream()
                        .map(one -> new PomDescription.Developer(one.string("name"), one.string("email")))
                : project.pom().developers().stream();
    }

    private void license(MetadataText text) {
        Optional<String> declared = table().filter(table -> table.has("license"))
                .flatMap(table -> table.tableIfAny("license").isPresent()
                        ? table.table("license").flatMap(old -> old.string("text"))
                        : table.string("license"));
        LicenseText license = declared.map(LicenseText::of)
                .orElseGet(() -> LicenseText.anyOf(project.pom().licenses()));
        license.expression().ifPresent(expression -> text.add("License-Expression", expression));
        license.text().ifPresent(plain -> text.add("License", plain));
    }

    private void requirements(MetadataText text) {
        if (!project.requiresPython().isAny()) {
            text.add("Requires-Python", project.requiresPython().toString());
        }
        project.requirements().forEach(one -> text.add("Requires-Dist", published(one)));
        project.pyProject()
                .ifPresent(one -> one.extras().forEach(extra -> {
                    text.add("Provides-Extra", extra.value());
                    one.extraRequirements(List.of(extra))
                            .forEach(required -> text.add("Requires-Dist", ofExtra(required.requirement(), extra)));
                }));
    }

    private static String published(DeclaredRequirement one) {
        return one.requirement().withoutCredentials().toString();
    }

    private static String ofExtra(Requirement requirement, ExtraName extra) {
        Marker condition = Marker.parse("extra == \"" + extra.value() + "\"");
        return requirement
                .withoutCredentials()
                .withMarker(requirement.marker().map(own -> own.and(condition)).orElse(condition))
                .toString();
    }
}
