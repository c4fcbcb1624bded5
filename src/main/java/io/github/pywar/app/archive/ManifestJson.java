package io.github.pywar.app.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.pywar.app.process.ProcessType;
import io.github.pywar.base.data.Json;
import java.io.IOException;
import java.util.List;

/** JSON form of a manifest. The keys have the order of the format's description. */
final class ManifestJson {

    private ManifestJson() {}

    static byte[] of(ArchiveManifest manifest) {
        return json(manifest, true);
    }

    static byte[] withoutBuild(ArchiveManifest manifest) {
        return json(manifest, false);
    }

    private static byte[] json(ArchiveManifest manifest, boolean withBuild) {
        return Json.tokens(out -> write(manifest, withBuild, out));
    }

    private static void write(ArchiveManifest manifest, boolean withBuild, JsonGenerator out) throws IOException {
        out.writeStartObject();
        fields(out, "format", manifest.format(), "name", manifest.name(), "version", manifest.version());
        if (withBuild) {
            build(out, manifest.build());
        }
        maven(out, manifest.maven());
        entry(out, manifest.entry());
        target(out, manifest.target());
        layout(out, manifest.layout());
        out.writeStringField("server", manifest.server());
        packages(out, manifest.packages());
        executables(out, manifest.executables());
        if (!manifest.processes().isEmpty()) {
            processes(out, manifest.processes());
        }
        if (manifest.runtime().isPresent()) {
            runtime(out, manifest.runtime().get());
        }
        out.writeEndObject();
    }

    private static void runtime(JsonGenerator out, ArchiveManifest.Runtime python) throws IOException {
        out.writeObjectFieldStart("runtime");
        fields(out, "artifact", python.artifact(), "program", python.program(), "sha256", python.sha256());
        out.writeNumberField("size", python.size());
        out.writeNumberField("offset", python.offset());
        fields(out, "file", python.file());
        out.writeEndObject();
    }

    private static void build(JsonGenerator out, ArchiveManifest.Build build) throws IOException {
        out.writeObjectFieldStart("build");
        fields(out, "id", build.id(), "timestamp", build.timestamp(), "tool", build.tool());
        out.writeEndObject();
    }

    private static void maven(JsonGenerator out, ArchiveManifest.Maven maven) throws IOException {
        out.writeObjectFieldStart("maven");
        fields(out, "groupId", maven.groupId(), "artifactId", maven.artifactId());
        fields(out, "version", maven.version(), "classifier", maven.classifier());
        out.writeEndObject();
    }

    private static void layout(JsonGenerator out, ArchiveManifest.Layout layout) throws IOException {
        out.writeObjectFieldStart("layout");
        fields(out, "app", layout.app(), "libraries", layout.libraries());
        fields(out, "scripts", layout.scripts(), "hooks", layout.hooks());
        out.writeEndObject();
    }

    private static void packages(JsonGenerator out, List<ArchiveManifest.Package> packages) throws IOException {
        out.writeArrayFieldStart("packages");
        for (ArchiveManifest.Package library : packages) {
            out.writeStartObject();
            fields(out, "name", library.name(), "version", library.version(), "file", library.file());
            fields(out, "sha256", library.sha256(), "index", library.index());
            if (library.source() != null) {
                fields(out, "source", library.source());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void executables(JsonGenerator out, List<String> paths) throws IOException {
        strings(out, "executables", paths);
    }

    private static void strings(JsonGenerator out, String key, List<String> values) throws IOException {
        out.writeArrayFieldStart(key);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private static void processes(JsonGenerator out, List<ProcessType> processes) throws IOException {
        out.writeArrayFieldStart("processes");
        for (ProcessType process : processes) {
            out.writeStartObject();
            out.writeStringField("name", process.name());
            strings(out, "command", process.command());
            if (process.isTimer()) {
                out.writeStringField("schedule", process.schedule().orElseThrow());
            } else {
                out.writeNumberField("instances", process.instances());
                out.writeNumberField("stopSeconds", process.stopSeconds());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void entry(JsonGenerator out, ArchiveManifest.Entry entry) throws IOException {
        out.writeObjectFieldStart("entry");
        fields(out, "module", entry.module(), "attribute", entry.attribute());
        out.writeBooleanField("factory", entry.factory());
        out.writeStringField("interface", entry.protocol());
        out.writeEndObject();
    }

    private static void target(JsonGenerator out, ArchiveManifest.Target target) throws IOException {
        out.writeObjectFieldStart("target");
        fields(out, "implementation", target.implementation(), "python", target.python());
        fields(out, "platform", target.platform(), "libc", target.libc());
        out.writeNumberField("bits", target.bits());
        out.writeBooleanField("freeThreaded", target.freeThreaded());
        out.writeEndObject();
    }

    /** @param fields keys and values in turn; null is written as {@code null} */
    private static void fields(JsonGenerator out, String... fields) throws IOException {
        for (int i = 0; i < fields.length; i += 2) {
            out.writeStringField(fields[i], fields[i + 1]);
        }
    }
}
