package io.github.pywar.app.sbom;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Bill of materials of an archive, as CycloneDX 1.6 JSON. The same inputs give the same bytes: the time is that of the
 * build's files, and the serial number is computed from the content.
 *
 * @param inventory the packages
 * @param libraries folder of the packages in the archive
 * @param time of the build
 * @param tool name and version of this plugin
 * @param interpreter of the archive; empty if it uses the Python of the server
 */
public record ArchiveSbom(
        Inventory inventory,
        String libraries,
        Instant time,
        String tool,
        Optional<ArchiveManifest.Runtime> interpreter) {

    /**
     * Writes the document.
     *
     * @param progress for bills of materials in wheels that cannot be read
     */
    public byte[] json(Progress progress) throws IOException {
        SbomGraph graph = new SbomGraph(inventory, libraries, tool);
        graph.collect(new EmbeddedSboms(progress));
        String python = inventory.spec().target().python().toString();
        if (interpreter.isPresent()) {
            graph.add(new InterpreterComponent(interpreter.get(), python));
        }
        return json(graph, serialNumber(Sha256.of(json(graph, "")).hex()));
    }

    private byte[] json(SbomGraph graph, String serial) {
        return Json.tokens(out -> write(graph, serial, out));
    }

    /** A UUID of version 8 (RFC 9562): the digits of a hash, with those of the version and the variant. */
    private static String serialNumber(String hex) {
        return "urn:uuid:" + hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-8" + hex.substring(13, 16) + "-a"
                + hex.substring(17, 20) + "-" + hex.substring(20, 32);
    }

    private void write(SbomGraph graph, String serial, JsonGenerator out) throws IOException {
        ComponentJson json = new ComponentJson(out);
        out.writeStartObject();
        out.writeStringField("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        out.writeStringField("bomFormat", "CycloneDX");
        out.writeStringField("specVersion", "1.6");
        if (!serial.isEmpty()) {
            out.writeStringField("serialNumber", serial);
        }
        out.writeNumberField("version", 1);
        metadata(graph, json, out);
        out.writeArrayFieldStart("components");
        for (Component component : graph.components()) {
            json.write(component);
        }
        out.writeEndArray();
        dependencies(graph.dependencies(), out);
        out.writeEndObject();
    }

    private void metadata(SbomGraph graph, ComponentJson json, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("metadata");
        out.writeStringField("timestamp", time.toString());
        out.writeArrayFieldStart("lifecycles");
        out.writeStartObject();
        out.writeStringField("phase", "build");
        out.writeEndObject();
        out.writeEndArray();
        out.writeObjectFieldStart("tools");
        out.writeArrayFieldStart("components");
        json.write(graph.tool());
        out.writeEndArray();
        out.writeEndObject();
        out.writeFieldName("component");
        json.write(graph.application());
        out.writeEndObject();
    }

    private static void dependencies(Map<String, Set<String>> dependencies, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("dependencies");
        for (Map.Entry<String, Set<String>> one : dependencies.entrySet()) {
            out.writeStartObject();
            out.writeStringField("ref", one.getKey());
            if (!one.getValue().isEmpty()) {
                out.writeArrayFieldStart("dependsOn");
                for (String to : one.getValue()) {
                    out.writeString(to);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
