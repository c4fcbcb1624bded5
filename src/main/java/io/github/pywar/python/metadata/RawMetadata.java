package io.github.pywar.python.metadata;

import java.util.List;
import java.util.Map;

/**
 * Metadata as text.
 *
 * @param fields the known fields with their values in order
 * @param unparsed by header in lower case: unknown fields, repeated single fields, and fields that are not UTF-8
 */
record RawMetadata(Map<MetadataField, List<String>> fields, Map<String, List<String>> unparsed) {

    RawMetadata {
        fields = Map.copyOf(fields);
        unparsed = Map.copyOf(unparsed);
    }

    List<String> all(MetadataField field) {
        return fields.getOrDefault(field, List.of());
    }

    /** @return the first value, or null */
    String one(MetadataField field) {
        List<String> values = all(field);
        return values.isEmpty() ? null : values.get(0);
    }
}
