package io.github.pywar.app.sbom;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Component of a bill of materials (CycloneDX 1.6, {@code component}).
 *
 * @param ref unique in the document
 * @param identity what it is
 * @param authors of its metadata
 * @param license an SPDX expression; empty if there is none
 * @param licenseNames names of other licences
 * @param hashes in hexadecimal digits, by the name of the algorithm in CycloneDX ({@code SHA-256})
 * @param links URLs by the type of CycloneDX ({@code website})
 * @param properties by name
 * @param paths of its files in the archive
 * @param sources the components from which it was built
 */
record Component(
        String ref,
        Identity identity,
        List<Author> authors,
        Optional<String> license,
        List<String> licenseNames,
        SortedMap<String, String> hashes,
        SortedMap<String, String> links,
        SortedMap<String, String> properties,
        List<String> paths,
        List<Component> sources) {

    /**
     * Type, name and version of a component.
     *
     * @param type of CycloneDX, for example {@code library}
     * @param group of a Maven artifact, or empty
     * @param version empty if it is not known
     * @param description one line, or empty
     * @param url its package URL; empty if it has none
     */
    record Identity(String type, String group, String name, String version, String description, String url) {}

    Component {
        authors = List.copyOf(authors);
        licenseNames = List.copyOf(licenseNames);
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        paths = List.copyOf(paths);
        sources = List.copyOf(sources);
    }

    /** Returns a component that has only a type, a name, a version and a package URL. */
    static Component of(String ref, Identity identity) {
        return new Component(
                ref,
                identity,
                List.of(),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of());
    }

    Component named(String other) {
        return new Component(
                other, identity, authors, license, licenseNames, hashes, links, properties, paths, sources);
    }

    Component by(List<Author> all) {
        return new Component(ref, identity, all, license, licenseNames, hashes, links, properties, paths, sources);
    }

    Component licensed(Optional<String> expression, List<String> names) {
        return new Component(ref, identity, authors, expression, names, hashes, links, properties, paths, sources);
    }

    Component hashed(Map<String, String> more) {
        return new Component(
                ref, identity, authors, license, licenseNames, new TreeMap<>(more), links, properties, paths, sources);
    }

    Component linked(Map<String, String> more) {
        return new Component(
                ref, identity, authors, license, licenseNames, hashes, new TreeMap<>(more), properties, paths, sources);
    }

    Component with(Map<String, String> more) {
        return new Component(
                ref, identity, authors, license, licenseNames, hashes, links, new TreeMap<>(more), paths, sources);
    }

    Component at(String path) {
        return new Component(
                ref, identity, authors, license, licenseNames, hashes, links, properties, List.of(path), sources);
    }

    Component builtFrom(Component source) {
        return new Component(
                ref, identity, authors, license, licenseNames, hashes, links, properties, paths, List.of(source));
    }
}
