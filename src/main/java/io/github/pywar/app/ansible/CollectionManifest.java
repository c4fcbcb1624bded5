package io.github.pywar.app.ansible;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files {@code FILES.json} and {@code MANIFEST.json} of a collection, as {@code ansible-galaxy collection build}
 * writes them.
 *
 * @param files the bytes of {@code FILES.json}
 */
record CollectionManifest(byte[] files) {

    private static final int FORMAT = 1;

    /** Lists the files of a collection, with their checksums, and their folders. */
    static CollectionManifest of(SortedMap<String, ByteSource> files) throws IOException {
        TreeMap<String, String> sums = new TreeMap<>();
        folders(files.keySet()).forEach(folder -> sums.put(folder, ""));
        for (Map.Entry<String, ByteSource> file : files.entrySet()) {
            sums.put(file.getKey(), Sha256.of(file.getValue()).hex());
        }
        return new CollectionManifest(Json.tokens(out -> writeFiles(sums, out)));
    }

    /** Returns all folders of the files; a folder is after its parent. */
    static List<String> folders(Collection<String> files) {
        TreeSet<String> folders = new TreeSet<>();
        for (String file : files) {
            for (int end = file.indexOf('/'); end >= 0; end = file.indexOf('/', end + 1)) {
                folders.add(file.substring(0, end));
            }
        }
        return List.copyOf(folders);
    }

    private static void writeFiles(SortedMap<String, String> sums, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("files");
        writeFile(".", "", out);
        for (Map.Entry<String, String> file : sums.entrySet()) {
            writeFile(file.getKey(), file.getValue(), out);
        }
        out.writeEndArray();
        out.writeNumberField("format", FORMAT);
        out.writeEndObject();
    }

    /** @param sum empty for a folder */
    private static void writeFile(String name, String sum, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", name);
        out.writeStringField("ftype", sum.isEmpty() ? "dir" : "file");
        out.writeStringField("chksum_type", sum.isEmpty() ? null : "sha256");
        out.writeStringField("chksum_sha256", sum.isEmpty() ? null : sum);
        out.writeNumberField("format", FORMAT);
        out.writeEndObject();
    }

    /** Returns the bytes of {@code MANIFEST.json}. */
    byte[] manifest(CollectionName name, String version, String description) {
        return Json.tokens(out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("collection_info");
            writeInfo(name, version, description, out);
            out.writeEndObject();
            out.writeFieldName("file_manifest_file");
            writeFile("FILES.json", Sha256.of(files).hex(), out);
            out.writeNumberField("format", FORMAT);
            out.writeEndObject();
        });
    }

    private static void writeInfo(CollectionName name, String version, String description, JsonGenerator out)
            throws IOException {
        out.writeStringField("namespace", name.namespace());
        out.writeStringField("name", name.name());
        out.writeStringField("version", CollectionVersion.of(version));
        out.writeArrayFieldStart("authors");
        out.writeString(name.namespace());
        out.writeEndArray();
        out.writeStringField("readme", "README.md");
        out.writeArrayFieldStart("tags");
        out.writeEndArray();
        out.writeStringField("description", description);
        out.writeArrayFieldStart("license");
        out.writeEndArray();
        out.writeObjectFieldStart("dependencies");
        out.writeEndObject();
        for (String link : new String[] {"license_file", "repository", "documentation", "homepage", "issues"}) {
            out.writeStringField(link, null);
        }
    }
}
