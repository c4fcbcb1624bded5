package io.github.pywar.app.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reader of SPDX 2 JSON: its packages and their relationships. Fields that are not valid are left out. */
final class SpdxDocument {

    private static final Set<String> FORWARD = Set.of("DEPENDS_ON", "CONTAINS", "STATIC_LINK", "DYNAMIC_LINK");
    private static final Set<String> BACKWARD = Set.of("DEPENDENCY_OF", "CONTAINED_BY");
    private static final Set<String> NOTHING = Set.of("", "NOASSERTION", "NONE");

    private SpdxDocument() {}

    static EmbeddedDocument read(JsonNode json) {
        Set<String> wheel = new TreeSet<>();
        Map<String, Set<String>> dependencies = new TreeMap<>();
        json.path("documentDescribes").forEach(one -> wheel.add(one.asText("")));
        for (JsonNode one : json.path("relationships")) {
            String from = one.path("spdxElementId").asText("");
            String to = one.path("relatedSpdxElement").asText("");
            String type = one.path("relationshipType").asText("");
            if (type.equals("DESCRIBES")) {
                wheel.add(to);
            } else if (FORWARD.contains(type)) {
                EmbeddedDocument.add(dependencies, from, to);
            } else if (BACKWARD.contains(type)) {
                EmbeddedDocument.add(dependencies, to, from);
            }
        }
        Map<String, Component> components = new LinkedHashMap<>();
        for (JsonNode one : json.path("packages")) {
            String ref = one.path("SPDXID").asText("");
            if (!wheel.contains(ref) && !one.path("name").asText("").isEmpty()) {
                components.putIfAbsent(ref, component(ref, one));
            }
        }
        return new EmbeddedDocument(new ArrayList<>(components.values()), dependencies, wheel);
    }

    private static Component component(String ref, JsonNode json) {
        String url = "";
        for (JsonNode reference : json.path("externalRefs")) {
            if (reference.path("referenceType").asText("").equals("purl")) {
                url = EmbeddedDocument.packageUrl(
                        reference.path("referenceLocator").asText(""));
            }
        }
        Map<String, String> hashes = new TreeMap<>();
        json.path("checksums")
                .forEach(one -> EmbeddedDocument.hash(
                        hashes,
                        one.path("algorithm").asText(""),
                        one.path("checksumValue").asText("")));
        String declared = json.path("licenseDeclared").asText("");
        String license =
                NOTHING.contains(declared) ? json.path("licenseConcluded").asText("") : declared;
        Component.Identity identity = new Component.Identity(
                "library",
                "",
                json.path("name").asText(""),
                json.path("versionInfo").asText(""),
                "",
                url);
        List<String> texts = NOTHING.contains(license) ? List.of() : List.of(license);
        return EmbeddedDocument.licensed(Component.of(ref, identity), texts).hashed(hashes);
    }
}
