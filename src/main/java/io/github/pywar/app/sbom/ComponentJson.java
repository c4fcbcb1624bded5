package io.github.pywar.app.sbom;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.pywar.python.metadata.DeclaredLicense;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** JSON form of a component (CycloneDX 1.6). Empty values are left out. */
record ComponentJson(JsonGenerator out) {

    void write(Component component) throws IOException {
        Component.Identity identity = component.identity();
        out.writeStartObject();
        out.writeStringField("type", identity.type());
        text("bom-ref", component.ref());
        authors(component.authors());
        text("group", identity.group());
        out.writeStringField("name", identity.name());
        text("version", identity.version());
        text("description", identity.description());
        hashes(component.hashes());
        licenses(component);
        text("purl", identity.url());
        if (!component.sources().isEmpty()) {
            pedigree(component.sources());
        }
        links(component.links());
        if (!component.paths().isEmpty()) {
            evidence(component.paths());
        }
        properties(component.properties());
        out.writeEndObject();
    }

    private void text(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    private void authors(List<Author> authors) throws IOException {
        if (authors.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("authors");
        for (Author author : authors) {
            out.writeStartObject();
            text("name", author.name());
            text("email", author.email());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void hashes(Map<String, String> hashes) throws IOException {
        if (hashes.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("hashes");
        for (Map.Entry<String, String> one : hashes.entrySet()) {
            out.writeStartObject();
            out.writeStringField("alg", one.getKey());
            out.writeStringField("content", one.getValue());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** The standard allows one expression, or any number of single licences. */
    private void licenses(Component component) throws IOException {
        if (component.license().isEmpty() && component.licenseNames().isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("licenses");
        String expression = component.license().orElse("");
        if (expression.isEmpty()) {
            for (String name : component.licenseNames()) {
                license(DeclaredLicense.isIdentifier(name) ? "id" : "name", name);
            }
        } else if (DeclaredLicense.isIdentifier(expression)) {
            license("id", expression);
        } else {
            out.writeStartObject();
            out.writeStringField("acknowledgement", "declared");
            out.writeStringField("expression", expression);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void license(String key, String value) throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("license");
        out.writeStringField("acknowledgement", "declared");
        out.writeStringField(key, value);
        out.writeEndObject();
        out.writeEndObject();
    }

    private void pedigree(List<Component> sources) throws IOException {
        out.writeObjectFieldStart("pedigree");
        out.writeArrayFieldStart("ancestors");
        for (Component source : sources) {
            write(source);
        }
        out.writeEndArray();
        out.writeStringField("notes", "The wheel was built from this source code by the build of the application.");
        out.writeEndObject();
    }

    private void links(Map<String, String> links) throws IOException {
        if (links.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("externalReferences");
        for (Map.Entry<String, String> one : links.entrySet()) {
            out.writeStartObject();
            out.writeStringField("type", one.getKey());
            out.writeStringField("url", one.getValue());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void evidence(List<String> paths) throws IOException {
        out.writeObjectFieldStart("evidence");
        out.writeArrayFieldStart("occurrences");
        for (String path : paths) {
            out.writeStartObject();
            out.writeStringField("location", path);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void properties(Map<String, String> properties) throws IOException {
        if (properties.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("properties");
        for (Map.Entry<String, String> one : properties.entrySet()) {
            out.writeStartObject();
            out.writeStringField("name", one.getKey());
            out.writeStringField("value", one.getValue());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
