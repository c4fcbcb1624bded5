package io.github.pywar.app.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.pywar.base.data.Json;
import java.io.IOException;

/** A manifest as JSON; the keys stand in the order of the format's description. */
final class ManifestJson {

    private ManifestJson() {}

    static byte[] of(Manifest manifest) {
        return Json.tokens(out -> write(manifest, true, out));
    }

    static byte[] withoutBuild(Manifest manifest) {
        return Json.tokens(out -> write(manifest, false, out));
    }

    private static void write(Manifest manifest, boolean withBuild, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("format", manifest.format());
        out.writeStringField("name", manifest.name());
        out.writeStringField("version", manifest.version());
        if (withBuild) {
            texts(
                    out,
                    "build",
                    "id",
                    manifest.build().id(),
                    "timestamp",
                    manifest.build().timestamp(),
                    "tool",
                    manifest.build().tool());
        }
        Manifest.Maven maven = manifest.maven();
        texts(
                out,
                "maven",
                "groupId",
                maven.groupId(),
                "artifactId",
                maven.artifactId(),
                "version",
                maven.version(),
                "classifier",
                maven.classifier());
        entry(out, manifest.entry());
        target(out, manifest.target());
        Manifest.Layout layout = manifest.layout();
        texts(
                out,
                "layout",
                "app",
                layout.app(),
                "libraries",
                layout.libraries(),
                "scripts",
                layout.scripts(),
                "hooks",
                layout.hooks());
        out.writeStringField("server", manifest.server());
        out.writeArrayFieldStart("packages");
        for (Manifest.Package library : manifest.packages()) {
            out.writeStartObject();
            fields(
                    out,
                    "name",
                    library.name(),
                    "version",
                    library.version(),
                    "file",
                    library.file(),
                    "sha256",
                    library.sha256(),
                    "index",
                    library.index());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void entry(JsonGenerator out, Manifest.Entry entry) throws IOException {
        out.writeObjectFieldStart("entry");
        fields(out, "module", entry.module(), "attribute", entry.attribute());
        out.writeBooleanField("factory", entry.factory());
        out.writeStringField("interface", entry.protocol());
        out.writeEndObject();
    }

    private static void target(JsonGenerator out, Manifest.Target target) throws IOException {
        out.writeObjectFieldStart("target");
        fields(
                out,
                "implementation",
                target.implementation(),
                "python",
                target.python(),
                "platform",
                target.platform(),
                "libc",
                target.libc());
        out.writeNumberField("bits", target.bits());
        out.writeBooleanField("freeThreaded", target.freeThreaded());
        out.writeEndObject();
    }

    private static void texts(JsonGenerator out, String name, String... fields) throws IOException {
        out.writeObjectFieldStart(name);
        fields(out, fields);
        out.writeEndObject();
    }

    /** @param fields keys and values in turn; a value that is not there is written as null */
    private static void fields(JsonGenerator out, String... fields) throws IOException {
        for (int i = 0; i < fields.length; i += 2) {
            out.writeStringField(fields[i], fields[i + 1]);
        }
    }
}
