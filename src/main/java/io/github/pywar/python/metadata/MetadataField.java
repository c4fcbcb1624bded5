package io.github.pywar.python.metadata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of core metadata 2.6, with the version that brought each and whether it may occur more than once. */
public enum MetadataField {
    METADATA_VERSION("1.0", false),
    NAME("1.0", false),
    VERSION("1.0", false),
    DYNAMIC("2.2", true),
    PLATFORM("1.0", true),
    SUPPORTED_PLATFORM("1.1", true),
    SUMMARY("1.0", false),
    DESCRIPTION("1.0", false),
    DESCRIPTION_CONTENT_TYPE("2.1", false),
    KEYWORDS("1.0", false),
    HOME_PAGE("1.0", false),
    DOWNLOAD_URL("1.1", false),
    AUTHOR("1.0", false),
    AUTHOR_EMAIL("1.0", false),
    MAINTAINER("1.2", false),
    MAINTAINER_EMAIL("1.2", false),
    LICENSE("1.0", false),
    LICENSE_EXPRESSION("2.4", false),
    LICENSE_FILE("2.4", true),
    CLASSIFIER("1.1", true),
    REQUIRES_DIST("1.2", true),
    REQUIRES_PYTHON("1.2", false),
    REQUIRES_EXTERNAL("1.2", true),
    PROJECT_URL("1.2", true),
    PROVIDES_EXTRA("2.1", true),
    PROVIDES_DIST("1.2", true),
    OBSOLETES_DIST("1.2", true),
    IMPORT_NAME("2.5", true),
    IMPORT_NAMESPACE("2.5", true),
    REQUIRES("1.1", true),
    PROVIDES("1.1", true),
    OBSOLETES("1.1", true);

    private static final Map<String, MetadataField> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toMap(MetadataField::key, Function.identity()));

    private final String since;
    private final boolean repeated;

    MetadataField(String since, boolean repeated) {
        this.since = since;
        this.repeated = repeated;
    }

    /** @return the field of that header, in any case */
    static Optional<MetadataField> of(String header) {
        return Optional.ofNullable(BY_KEY.get(header.toLowerCase(Locale.ROOT)));
    }

    /** @return the header in lower case: {@code requires-dist} */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return the header as it is written: {@code Requires-Dist} */
    public String header() {
        return Arrays.stream(key().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("-"));
    }

    /** @return the version of the metadata that brought the field */
    String since() {
        return since;
    }

    boolean isRepeated() {
        return repeated;
    }
}
