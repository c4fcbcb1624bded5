package io.github.pywar.app.publish;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Form of the upload API that all repositories of Python packages have ("PyPI upload API", {@code file_upload}). */
final class UploadForm {

    /** Fields whose names in the form are plural. */
    private static final Map<MetadataField, String> NAMES =
            Map.of(MetadataField.CLASSIFIER, "classifiers", MetadataField.PROJECT_URL, "project_urls");

    private UploadForm() {}

    /** Returns the form for a wheel: its metadata, its hash and its content. */
    static Http.Form of(Wheel wheel) throws IOException {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        add(fields, ":action", "file_upload");
        add(fields, "protocol_version", "1");
        add(fields, "filetype", "bdist_wheel");
        add(fields, "pyversion", wheel.name().tags().iterator().next().python());
        add(fields, "sha256_digest", Sha256.of(wheel.file()).hex());
        Metadata metadata = Metadata.parse(wheel.metadata());
        for (MetadataField field : MetadataField.values()) {
            metadata.values(field).forEach(value -> add(fields, name(field), value));
        }
        return new Http.Form(fields, "content", wheel.file());
    }

    private static String name(MetadataField field) {
        return NAMES.getOrDefault(field, field.name().toLowerCase(Locale.ROOT));
    }

    private static void add(List<Map.Entry<String, String>> fields, String name, String value) {
        fields.add(Map.entry(name, value));
    }
}
