package io.github.pywar.app.sign;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.util.Optional;

/**
 * Provenance of an archive: SLSA provenance v1 in an in-toto statement v1. It has no time of the run, so the same build
 * gives the same bytes.
 *
 * @param archive the subject
 * @param inputs of the build
 */
record ProvenanceStatement(BuiltArchive archive, ProvenanceInputs inputs) {

    private static final String BUILD_TYPE = "https://pywar.example.org/build/package/v1";

    byte[] json() throws IOException {
        String subject = Sha256.of(archive.file()).hex();
        Optional<Sha256> lock = inputs.lockHash();
        return Json.tokens(out -> {
            out.writeStartObject();
            out.writeStringField("_type", "https://in-toto.io/Statement/v1");
            out.writeArrayFieldStart("subject");
            resource("name", archive.name(), "sha256", subject, out);
            out.writeEndArray();
            out.writeStringField("predicateType", "https://slsa.dev/provenance/v1");
            out.writeObjectFieldStart("predicate");
            out.writeObjectFieldStart("buildDefinition");
            out.writeStringField("buildType", BUILD_TYPE);
            parameters(out);
            dependencies(lock, out);
            out.writeEndObject();
            details(out);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private void parameters(JsonGenerator out) throws IOException {
        JsonNode manifest = archive.manifest();
        out.writeObjectFieldStart("externalParameters");
        for (String key : new String[] {"maven", "entry", "target", "server"}) {
            out.writeFieldName(key);
            node(manifest.path(key), out);
        }
        out.writeEndObject();
        out.writeObjectFieldStart("internalParameters");
        out.writeStringField("buildId", archive.buildId());
        out.writeStringField("timestamp", manifest.at("/build/timestamp").asText());
        out.writeEndObject();
    }

    /** Writes a part of the manifest: objects, texts, numbers and booleans. */
    private static void node(JsonNode node, JsonGenerator out) throws IOException {
        if (node.isObject()) {
            out.writeStartObject();
            for (var one : node.properties()) {
                out.writeFieldName(one.getKey());
                node(one.getValue(), out);
            }
            out.writeEndObject();
        } else if (node.isArray()) {
            out.writeStartArray();
            for (JsonNode one : node) {
                node(one, out);
            }
            out.writeEndArray();
        } else if (node.isNumber()) {
            out.writeNumber(node.decimalValue());
        } else if (node.isBoolean()) {
            out.writeBoolean(node.booleanValue());
        } else {
            out.writeString(node.asText(""));
        }
    }

    private void dependencies(Optional<Sha256> lock, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("resolvedDependencies");
        if (inputs.commit().isPresent()) {
            String repository = inputs.repository().map("git+"::concat).orElse("git+unknown");
            resource("uri", repository, "gitCommit", inputs.commit().get(), out);
        }
        if (lock.isPresent()) {
            resource(
                    "name",
                    inputs.lock().get().getFileName().toString(),
                    "sha256",
                    lock.get().hex(),
                    out);
        }
        for (JsonNode one : archive.manifest().path("packages")) {
            file(one, "file", out);
        }
        if (archive.manifest().has("runtime")) {
            file(archive.manifest().path("runtime"), "artifact", out);
        }
        out.writeEndArray();
    }

    private static void file(JsonNode one, String name, JsonGenerator out) throws IOException {
        resource("name", one.path(name).asText(), "sha256", one.path("sha256").asText(), out);
    }

    private static void resource(String key, String value, String algorithm, String digest, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeStringField(key, value);
        out.writeObjectFieldStart("digest");
        out.writeStringField(algorithm, digest);
        out.writeEndObject();
        out.writeEndObject();
    }

    private void details(JsonGenerator out) throws IOException {
        String[] tool = archive.manifest().at("/build/tool").asText().split(" ", 2);
        out.writeObjectFieldStart("runDetails");
        out.writeObjectFieldStart("builder");
        out.writeStringField("id", inputs.builder());
        out.writeObjectFieldStart("version");
        out.writeStringField(tool[0], tool.length > 1 ? tool[1] : "");
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
    }
}
