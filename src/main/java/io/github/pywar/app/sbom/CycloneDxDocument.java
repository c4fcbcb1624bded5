package io.github.pywar.app.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reader of CycloneDX JSON. Fields that are not valid are left out. */
final class CycloneDxDocument {

    private static final Set<String> TYPES = Set.of(
            "application",
            "framework",
            "library",
            "container",
            "platform",
            "operating-system",
            "device",
            "device-driver",
            "firmware",
            "file",
            "machine-learning-model",
            "data",
            "cryptographic-asset");

    private final Map<String, Component> components = new LinkedHashMap<>();
    private final Map<String, Set<String>> dependencies = new TreeMap<>();

    private CycloneDxDocument() {}

    static EmbeddedDocument read(JsonNode json) {
        CycloneDxDocument document = new CycloneDxDocument();
        JsonNode wheel = json.path("metadata").path("component");
        document.addAll(json.path("components"));
        document.addAll(wheel.path("components"));
        document.addDependencies(json.path("dependencies"));
        String own = ref(wheel);
        document.components.remove(own);
        return new EmbeddedDocument(new ArrayList<>(document.components.values()), document.dependencies, Set.of(own));
    }

    private void addAll(JsonNode components) {
        for (JsonNode one : components) {
            add(one);
        }
    }

    private void addDependencies(JsonNode json) {
        for (JsonNode one : json) {
            for (JsonNode to : one.path("dependsOn")) {
                EmbeddedDocument.add(dependencies, one.path("ref").asText(""), to.asText(""));
            }
        }
    }

    /** Nested components are parts of the outer one. */
    private void add(JsonNode json) {
        String name = json.path("name").asText("");
        if (name.isEmpty()) {
            return;
        }
        Component component = component(json, name);
        components.putIfAbsent(component.ref(), component);
        for (JsonNode part : json.path("components")) {
            add(part);
            EmbeddedDocument.add(dependencies, component.ref(), ref(part));
        }
    }

    private static Component component(JsonNode json, String name) {
        String type = json.path("type").asText("");
        Map<String, String> hashes = new TreeMap<>();
        for (JsonNode one : json.path("hashes")) {
            EmbeddedDocument.hash(
                    hashes, one.path("alg").asText(""), one.path("content").asText(""));
        }
        Component.Identity identity = new Component.Identity(
                TYPES.contains(type) ? type : "library",
                json.path("group").asText(""),
                name,
                json.path("version").asText(""),
                "",
                EmbeddedDocument.packageUrl(json.path("purl").asText("")));
        return EmbeddedDocument.licensed(Component.of(ref(json), identity), licenses(json))
                .hashed(hashes);
    }

    private static List<String> licenses(JsonNode json) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : json.path("licenses")) {
            String id = one.path("license").path("id").asText("");
            String name = one.path("license").path("name").asText(id);
            String text = one.path("expression").asText(id.isEmpty() ? name : id);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static String ref(JsonNode json) {
        String ref = json.path("bom-ref").asText("");
        return ref.isEmpty()
                ? json.path("name").asText("") + "@" + json.path("version").asText("")
                : ref;
    }
}
