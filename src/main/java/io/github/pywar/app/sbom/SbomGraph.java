package io.github.pywar.app.sbom;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.elf.BundledLibraries;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.requirement.Requirement;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Components of an archive's bill of materials, and their dependencies by ref. */
final class SbomGraph {

    /** Labels of Project-URL with a meaning, by their letters (PyPA, "Well-known labels"), and their types in CycloneDX. */
    private static final Map<String, String> LABELS = Map.of(
            "homepage", "website",
            "source", "vcs",
            "repository", "vcs",
            "sourcecode", "vcs",
            "github", "vcs",
            "issues", "issue-tracker",
            "bugs", "issue-tracker",
            "issuetracker", "issue-tracker",
            "documentation", "documentation",
            "changelog", "release-notes");

    private static final String GROUP = "io.github.pywar";
    private static final String PLUGIN = "pywar-maven-plugin";

    private final Inventory inventory;
    private final String libraries;
    private final Component tool;
    private final Component application;
    private final Component runtime;
    private final Map<String, Component> components = new TreeMap<>();
    private final Map<String, Set<String>> dependencies = new TreeMap<>();

    /** @param tool name and version of this plugin */
    SbomGraph(Inventory inventory, String libraries, String tool) {
        this.inventory = inventory;
        this.libraries = libraries;
        String version = tool.substring(tool.lastIndexOf(' ') + 1);
        this.tool = ofPlugin(PLUGIN, "application", version, "");
        this.runtime = ofPlugin("pywar-runtime", "library", version, "Entry points and deployment tool of the archive")
                .licensed(Optional.of("Apache-2.0"), List.of())
                .at("_pywar");
        this.application = application(inventory);
    }

    private static Component ofPlugin(String name, String type, String version, String description) {
        ProjectCoordinates plugin = new ProjectCoordinates(GROUP, PLUGIN, version, Optional.empty());
        String url = PackageUrl.ofMaven(plugin, "maven-plugin");
        return Component.of(
                url + (type.equals("library") ? "#" + name : ""),
                new Component.Identity(type, plugin.groupId(), name, version, description, url));
    }

    private static Component application(Inventory inventory) {
        ProjectCoordinates project = inventory.spec().identity();
        String url = PackageUrl.ofMaven(project, "pywar");
        return Component.of(
                        url,
                        new Component.Identity(
                                "application", project.groupId(), project.artifactId(), project.version(), "", url))
                .with(Map.of("pywar:target", inventory.spec().target().toString()));
    }

    /** Collects all components and dependencies. */
    void collect(EmbeddedSboms embedded) throws IOException {
        add(runtime);
        depend(application, runtime.ref());
        for (InventoryPackage one : inventory.direct()) {
            depend(application, PackageUrl.of(one.library()));
        }
        for (InventoryPackage one : inventory.packages()) {
            String ref = PackageUrl.of(one.library());
            add(component(one, ref));
            addRequirements(one, ref);
            for (BundledLibraries.Bundled bundled : one.bundled()) {
                addBundled(bundled, ref);
            }
            for (EmbeddedDocument document : embedded.of(one.library().wheel(), ref)) {
                add(document);
            }
        }
    }

    private void addRequirements(InventoryPackage one, String ref) {
        for (Requirement required : one.requires()) {
            Optional<String> to = refOf(required.name().value());
            if (to.isPresent()) {
                EmbeddedDocument.add(dependencies, ref, to.get());
            }
        }
    }

    private void add(EmbeddedDocument document) {
        for (Component component : document.components()) {
            add(component);
        }
        for (Map.Entry<String, Set<String>> from : document.dependencies().entrySet()) {
            for (String to : from.getValue()) {
                EmbeddedDocument.add(dependencies, from.getKey(), to);
            }
        }
    }

    /** Adds the interpreter, on which the application depends. */
    void add(InterpreterComponent interpreter) {
        add(interpreter.component());
        depend(application, interpreter.component().ref());
    }

    private void add(Component component) {
        components.put(component.ref(), component);
        dependencies.putIfAbsent(component.ref(), new TreeSet<>());
    }

    private void depend(Component from, String to) {
        EmbeddedDocument.add(dependencies, from.ref(), to);
    }

    private Optional<String> refOf(String name) {
        for (InventoryPackage one : inventory.packages()) {
            if (one.name().value().equals(name)) {
                return Optional.of(PackageUrl.of(one.library()));
            }
        }
        return Optional.empty();
    }

    private Component component(InventoryPackage one, String ref) {
        Library library = one.library();
        Metadata metadata = one.metadata();
        String summary = metadata.value(MetadataField.SUMMARY).orElse("").replaceAll("\\s+", " ");
        Component component = Component.of(
                        ref,
                        new Component.Identity(
                                "library", "", one.name().value(), one.version().toString(), summary, ref))
                .by(Author.of(metadata))
                .licensed(one.license().expression(), one.license().names())
                .hashed(Map.of("SHA-256", library.sha256()))
                .linked(links(metadata))
                .with(properties(library))
                .at(libraries + "/" + library.wheel().distInfo());
        return library.source().isPresent()
                ? component.builtFrom(ancestor(one, library.source().get()))
                : component;
    }

    private static Map<String, String> properties(Library library) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("pywar:file", library.wheel().fileName());
        if (library.index().isPresent()) {
            properties.put("pywar:index", library.index().get());
        }
        return properties;
    }

    /** The hashes of a repository's revision are in the package URL: its commit. */
    private static Component ancestor(InventoryPackage one, Library.Source source) {
        Map<String, String> hashes = new TreeMap<>();
        source.hashes().forEach((algorithm, digest) -> EmbeddedDocument.hash(hashes, algorithm, digest));
        boolean isOfUrl = one.library().directUrl().isPresent();
        String url = isOfUrl
                ? PackageUrl.of(one.library())
                : PackageUrl.ofPython(one.name().value(), one.version().toString(), Map.of("file_name", source.name()));
        return Component.of(
                        "",
                        new Component.Identity(
                                "library", "", one.name().value(), one.version().toString(), "", url))
                .hashed(hashes)
                .with(Map.of("pywar:file", source.name()));
    }

    private void addBundled(BundledLibraries.Bundled bundled, String wheel) {
        String ref = wheel + "#" + bundled.path();
        add(Component.of(
                        ref,
                        new Component.Identity(
                                "library", "", bundled.name(), bundled.version().orElse(""), "", ""))
                .hashed(Map.of("SHA-256", bundled.sum().hex()))
                .at(libraries + "/" + bundled.path()));
        EmbeddedDocument.add(dependencies, wheel, ref);
    }

    private static Map<String, String> links(Metadata metadata) {
        Map<String, String> links = new TreeMap<>();
        for (String text : metadata.values(MetadataField.PROJECT_URL)) {
            int comma = text.indexOf(',');
            String label = text.substring(0, Math.max(0, comma))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z]", "");
            link(links, LABELS.get(label), text.substring(comma + 1));
        }
        Optional<String> homePage = metadata.value(MetadataField.HOME_PAGE);
        if (homePage.isPresent()) {
            link(links, "website", homePage.get());
        }
        return links;
    }

    private static void link(Map<String, String> links, String type, String text) {
        if (type == null) {
            return;
        }
        Optional<URI> url = UrlText.parse(text);
        if (url.isPresent() && url.get().getScheme().startsWith("http")) {
            links.putIfAbsent(type, Credentials.bare(url.get()).toASCIIString());
        }
    }

    Component tool() {
        return tool;
    }

    Component application() {
        return application;
    }

    /** Returns the components without the application, sorted by ref. */
    Collection<Component> components() {
        return Collections.unmodifiableCollection(components.values());
    }

    /** Returns the dependencies of each component. */
    Map<String, Set<String>> dependencies() {
        return Collections.unmodifiableMap(dependencies);
    }
}
