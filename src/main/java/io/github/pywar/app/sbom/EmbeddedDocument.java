package io.github.pywar.app.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.python.metadata.DeclaredLicense;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Bill of materials that a wheel contains, read from CycloneDX or SPDX. Its refs are those of the document.
 *
 * @param components without the wheel itself
 * @param dependencies from ref to refs
 * @param wheel the refs of the wheel itself
 */
record EmbeddedDocument(List<Component> components, Map<String, Set<String>> dependencies, Set<String> wheel) {

    private static final Pattern URL = Pattern.compile("pkg:[A-Za-z0-9.+-]+/\\S+");
    private static final Pattern DIGEST =
            Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|" + "[0-9a-fA-F]{96}|[0-9a-fA-F]{128}");

    /** Algorithms of CycloneDX by their names without hyphens in upper case, as SPDX writes them. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("MD5", "MD5", "SHA1", "SHA-1", "SHA256", "SHA-256", "SHA384", "SHA-384", "SHA512", "SHA-512");

    EmbeddedDocument {
        components = List.copyOf(components);
        dependencies = Map.copyOf(dependencies);
        wheel = Set.copyOf(wheel);
    }

    /** Reads a document; empty if it is neither CycloneDX nor SPDX 2. */
    static Optional<EmbeddedDocument> read(JsonNode json) {
        if (json.path("bomFormat").asText("").equals("CycloneDX")) {
            return Optional.of(CycloneDxDocument.read(json));
        }
        return json.path("spdxVersion").asText("").startsWith("SPDX-2")
                ? Optional.of(SpdxDocument.read(json))
                : Optional.empty();
    }

    /** Collects dependencies by ref. */
    static void add(Map<String, Set<String>> dependencies, String from, String to) {
        dependencies.putIfAbsent(from, new TreeSet<>());
        dependencies.get(from).add(to);
    }

    static String packageUrl(String text) {
        return URL.matcher(text).matches() ? text : "";
    }

    static void hash(Map<String, String> hashes, String algorithm, String digest) {
        String known = ALGORITHMS.get(algorithm.replace("-", "").toUpperCase(Locale.ROOT));
        if (known != null && DIGEST.matcher(digest).matches()) {
            hashes.put(known, digest.toLowerCase(Locale.ROOT));
        }
    }

    /** A text that is not an expression of SPDX stays as a name. */
    static Component licensed(Component component, List<String> texts) {
        List<String> names = new ArrayList<>(texts);
        Optional<String> expression = names.size() == 1 ? DeclaredLicense.parse(names.get(0)) : Optional.empty();
        return component.licensed(expression, expression.isPresent() ? List.of() : names);
    }

    /** Returns the same document with other refs. */
    EmbeddedDocument renamed(String prefix, String wheelRef) {
        Map<String, Set<String>> edges = renamedDependencies(prefix, wheelRef);
        Set<String> reached = new TreeSet<>();
        for (Set<String> to : edges.values()) {
            reached.addAll(to);
        }
        List<Component> renamed = new ArrayList<>();
        for (Component one : components) {
            Component other = one.named(prefix + one.ref());
            renamed.add(other);
            if (!reached.contains(other.ref())) { // a component that nothing requires belongs to the wheel
                add(edges, wheelRef, other.ref());
            }
        }
        return new EmbeddedDocument(renamed, edges, Set.of(wheelRef));
    }

    private Map<String, Set<String>> renamedDependencies(String prefix, String wheelRef) {
        Map<String, String> refs = new TreeMap<>();
        for (Component one : components) {
            refs.put(one.ref(), prefix + one.ref());
        }
        for (String ref : wheel) {
            refs.put(ref, wheelRef);
        }
        Map<String, Set<String>> edges = new TreeMap<>();
        for (Map.Entry<String, Set<String>> one : dependencies.entrySet()) {
            String from = one.getKey();
            for (String to : one.getValue()) {
                if (refs.containsKey(from) && refs.containsKey(to) && !from.equals(to)) {
                    add(edges, refs.get(from), refs.get(to));
                }
            }
        }
        return edges;
    }
}
