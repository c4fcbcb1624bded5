package io.github.pywar.python.metadata;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fields of core metadata 2.6, and whether each can occur more than once ("Core metadata"). */
public enum MetadataField {
    METADATA_VERSION(false),
    NAME(false),
    VERSION(false),
    DYNAMIC(true),
    PLATFORM(true),
    SUPPORTED_PLATFORM(true),
    SUMMARY(false),
    DESCRIPTION(false),
    DESCRIPTION_CONTENT_TYPE(false),
    KEYWORDS(false),
    HOME_PAGE(false),
    DOWNLOAD_URL(false),
    AUTHOR(false),
    AUTHOR_EMAIL(false),
    MAINTAINER(false),
    MAINTAINER_EMAIL(false),
    LICENSE(false),
    LICENSE_EXPRESSION(false),
    LICENSE_FILE(true),
    CLASSIFIER(true),
    REQUIRES_DIST(true),
    REQUIRES_PYTHON(false),
    REQUIRES_EXTERNAL(true),
    PROJECT_URL(true),
    PROVIDES_EXTRA(true),
    PROVIDES_DIST(true),
    OBSOLETES_DIST(true),
    IMPORT_NAME(true),
    IMPORT_NAMESPACE(true),
    REQUIRES(true),
    PROVIDES(true),
    OBSOLETES(true);

    private static final Map<String, MetadataField> BY_KEY = new HashMap<>();

    static {
        for (MetadataField field : values()) {
            BY_KEY.put(field.key(), field);
        }
    }

    private final boolean repeated;

    MetadataField(boolean repeated) {
        this.repeated = repeated;
    }

    /** @return the field of a header in any case; empty if there is no such field */
    static Optional<MetadataField> of(String header) {
        return Optional.ofNullable(BY_KEY.get(header.toLowerCase(Locale.ROOT)));
    }

    /** @return the header in lower case: {@code requires-dist} */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return the header as in the standard: {@code Requires-Dist} */
    public String header() {
        return Arrays.stream(key().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("-"));
    }

    boolean isRepeated() {
        return repeated;
    }
}
