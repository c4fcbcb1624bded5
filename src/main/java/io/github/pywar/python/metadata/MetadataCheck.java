package io.github.pywar.python.metadata;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Everything that core metadata must be and is not. */
final class MetadataCheck {

    private static final List<String> VERSIONS =
            List.of("1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5", Metadata.NEWEST);
    private static final Set<MetadataField> NEVER_DYNAMIC =
            Set.of(MetadataField.NAME, MetadataField.VERSION, MetadataField.METADATA_VERSION);
    private static final Pattern LINE_BREAK = Pattern.compile("[\\n\\r\\u000B\\f\\x1c-\\x1e\\x85\\u2028\\u2029]");
    private static final Pattern IMPORT = Pattern.compile("[^;]*?[ \t]*(;[ \t]*private)?");

    private final RawMetadata raw;
    private final List<String> faults = new ArrayList<>();

    private MetadataCheck(RawMetadata raw) {
        this.raw = raw;
    }

    static List<String> faults(RawMetadata raw) {
        MetadataCheck check = new MetadataCheck(raw);
        check.all();
        return List.copyOf(check.faults);
    }

    private void all() {
        new TreeSet<>(raw.unparsed().keySet()).forEach(this::unparsed);
        String version = raw.one(MetadataField.METADATA_VERSION);
        int age = version == null ? -1 : VERSIONS.indexOf(version);
        if (age < 0 && !isUnparsed(MetadataField.METADATA_VERSION)) {
            faults.add("`metadata-version` is missing or unknown");
        }
        for (MetadataField field : MetadataField.values()) {
            if (age >= 0 && raw.fields().containsKey(field) && VERSIONS.indexOf(field.since()) > age) {
                faults.add("`" + field.key() + "` came with metadata " + field.since() + ", not with " + version);
            } else {
                raw.all(field).forEach(value -> check(field, value));
            }
        }
        required(MetadataField.NAME);
        required(MetadataField.VERSION);
    }

    private void unparsed(String header) {
        boolean known = MetadataField.of(header).isPresent();
        faults.add("`" + header + "` is " + (known ? "repeated or not readable" : "no field of core metadata"));
    }

    private boolean isUnparsed(MetadataField field) {
        return raw.unparsed().containsKey(field.key());
    }

    private void required(MetadataField field) {
        if (raw.one(field) == null && !isUnparsed(field)) {
            faults.add("`" + field.key() + "` is missing");
        }
    }

    private void check(MetadataField field, String value) {
        boolean valid = switch (field) {
            case NAME -> PackageName.tryParse(value).isPresent();
            case VERSION -> Version.tryParse(value).isPresent();
            case SUMMARY -> !LINE_BREAK.matcher(value).find();
            case DESCRIPTION_CONTENT_TYPE -> ContentType.isDescription(value);
            case DYNAMIC ->
                MetadataField.of(value)
                        .filter(dynamic -> !NEVER_DYNAMIC.contains(dynamic))
                        .isPresent();
            case PROVIDES_EXTRA -> ExtraName.tryParse(value).isPresent();
            case REQUIRES_PYTHON -> VersionSpecifiers.tryParse(value).isPresent();
            case REQUIRES_DIST -> accepted(() -> Requirement.parse(value));
            case LICENSE_EXPRESSION -> accepted(() -> LicenseExpression.parse(value));
            case LICENSE_FILE -> isRelativePath(value);
            case IMPORT_NAME, IMPORT_NAMESPACE -> isImport(field, value);
            default -> true;
        };
        if (!valid) {
            faults.add("`" + value.replaceAll("\\R", " ") + "` is not valid for `" + field.key() + "`");
        }
    }

    private static boolean accepted(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (UserException e) {
            return false;
        }
    }

    private static boolean isRelativePath(String path) {
        return !path.isEmpty() && !path.contains("..") && !path.matches("(?s).*[*\\\\].*|/.*|[A-Za-z]:.*");
    }

    /** An empty Import-Name says that there is nothing to import. */
    private boolean isImport(MetadataField field, String value) {
        if (value.isEmpty()
                && field == MetadataField.IMPORT_NAME
                && raw.all(field).size() == 1) {
            return true;
        }
        String name = value.split(";", 2)[0].stripTrailing();
        return IMPORT.matcher(value).matches() && PythonIdentifier.isDotted(name);
    }
}
