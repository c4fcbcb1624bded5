package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The PKG-INFO of a source distribution. From version 2.2 on, a field that it does not list as dynamic has the same value
 * in every wheel ("Core metadata", PEP 643).
 */
final class PackageInfo {

    private static final String NAME = "PKG-INFO";
    private static final Version FIRST_RELIABLE = Version.parse("2.2");

    private static final List<MetadataField> REQUIRED = List.of(
            MetadataField.NAME,
            MetadataField.VERSION,
            MetadataField.REQUIRES_DIST,
            MetadataField.REQUIRES_PYTHON,
            MetadataField.PROVIDES_EXTRA);

    private PackageInfo() {}

    /** @return the file if it is reliable; empty also if it is damaged, because a build can then replace it */
    static Optional<byte[]> metadata(SourceTree source) throws IOException {
        Optional<byte[]> text = source.content(NAME);
        return text.isPresent() && isReliable(text.get()) ? text : Optional.empty();
    }

    private static boolean isReliable(byte[] text) {
        Metadata metadata;
        try {
            metadata = Metadata.parse(text);
        } catch (UserException damaged) {
            return false;
        }
        List<String> dynamic = metadata.values(MetadataField.DYNAMIC).stream()
                .map(field -> field.strip().toLowerCase(Locale.ROOT))
                .toList();
        return metadata.value(MetadataField.METADATA_VERSION)
                        .flatMap(Version::tryParse)
                        .filter(version -> version.compareTo(FIRST_RELIABLE) >= 0)
                        .isPresent()
                && metadata.invalidRequirements().isEmpty()
                && REQUIRED.stream()
                        .noneMatch(field -> dynamic.contains(field.header().toLowerCase(Locale.ROOT)));
    }
}
