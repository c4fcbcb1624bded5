package io.github.pywar.python.metadata;

import java.util.List;
import java.util.Map;

/**
 * Metadata as texts.
 *
 * @param fields the known fields that make sense, each with its values in order
 * @param unparsed by header in lower case: unknown ones, single ones that are repeated, texts that are not UTF-8
 */
record RawMetadata(Map<MetadataField, List<String>> fields, Map<String, List<String>> unparsed) {

    RawMetadata {
        fields = Map.copyOf(fields);
        unparsed = Map.copyOf(unparsed);
    }

    List<String> all(MetadataField field) {
        return fields.getOrDefault(field, List.of());
    }

    /** @return the only value, or null */
    String one(MetadataField field) {
        List<String> values = all(field);
        return values.isEmpty() ? null : values.get(0);
    }
}
