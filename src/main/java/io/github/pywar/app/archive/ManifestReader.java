package io.github.pywar.app.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.pywar.base.data.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reader of the manifest of an archive that this version of pywar has written. */
final class ManifestReader {

    private final Map<String, Object> fields;

    private ManifestReader(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException if it is not JSON, or lacks a field
     */
    static ArchiveManifest read(byte[] json) throws IOException {
        try (JsonParser parser = Json.streaming().createParser(json)) {
            parser.nextToken();
            return new ManifestReader(object(parser)).manifest();
        } catch (ClassCastException | NullPointerException e) {
            throw new IOException("the manifest lacks a field", e);
        }
    }

    private ArchiveManifest manifest() {
        return new ArchiveManifest(
                text("format"),
                text("name"),
                text("version"),
                part("build").build(),
                part("maven").maven(),
                part("entry").entry(),
                part("target").target(),
                part("layout").layout(),
                text("server"),
                packages(),
                texts("executables"));
    }

    private ArchiveManifest.Build build() {
        return new ArchiveManifest.Build(text("id"), text("timestamp"), text("tool"));
    }

    private ArchiveManifest.Maven maven() {
        return new ArchiveManifest.Maven(text("groupId"), text("artifactId"), text("version"), text("classifier"));
    }

    private ArchiveManifest.Entry entry() {
        return new ArchiveManifest.Entry(text("module"), text("attribute"), flag("factory"), text("interface"));
    }

    private ArchiveManifest.Target target() {
        return new ArchiveManifest.Target(
                text("implementation"),
                text("python"),
                text("platform"),
                text("libc"),
                (Integer) fields.get("bits"),
                flag("freeThreaded"));
    }

    private ArchiveManifest.Layout layout() {
        return new ArchiveManifest.Layout(text("app"), text("libraries"), text("scripts"), text("hooks"));
    }

    private List<ArchiveManifest.Package> packages() {
        List<ArchiveManifest.Package> packages = new ArrayList<>();
        for (Object one : (List<?>) fields.get("packages")) {
            ManifestReader library = new ManifestReader(cast(one));
            packages.add(new ArchiveManifest.Package(
                    library.text("name"),
                    library.text("version"),
                    library.text("file"),
                    library.text("sha256"),
                    library.text("index"),
                    library.text("source")));
        }
        return packages;
    }

    private ManifestReader part(String name) {
        return new ManifestReader(cast(fields.get(name)));
    }

    private String text(String name) {
        return (String) fields.get(name);
    }

    private boolean flag(String name) {
        return (Boolean) fields.get(name);
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object one : (List<?>) fields.get(name)) {
            texts.add((String) one);
        }
        return texts;
    }

    @SuppressWarnings("unchecked") // object() makes no other maps
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                return object(parser);
            case START_ARRAY:
                List<Object> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(parser));
                }
                return values;
            case VALUE_TRUE:
            case VALUE_FALSE:
                return parser.getBooleanValue();
            case VALUE_NUMBER_INT:
                return parser.getIntValue();
            case VALUE_NULL:
                return null;
            default:
                return parser.getText();
        }
    }
}
