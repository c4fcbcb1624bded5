package io.github.pywar.python.metadata;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The METADATA of a distribution ("Core metadata", 1.0 to 2.6). Only the fields that a resolution needs are checked; other
 * fields are kept as they are.
 */
public final class Metadata {

    /** The newest supported version. */
    static final String NEWEST = "2.6";

    private final RawMetadata raw;
    private final PackageName name;
    private final Version version;
    private final VersionSpecifiers requiresPython;
    private final List<Requirement> requiresDist = new ArrayList<>();
    private final List<SyntaxException> invalidRequirements = new ArrayList<>();
    private final SortedSet<ExtraName> providesExtra = new TreeSet<>();

    private Metadata(RawMetadata raw, Texts texts) {
        this.raw = raw;
        this.name = PackageName.parse(required(MetadataField.NAME));
        this.version = Version.parse(required(MetadataField.VERSION));
        this.requiresPython = requiresPython(texts);
        for (String extra : values(MetadataField.PROVIDES_EXTRA)) {
            Optional<ExtraName> valid = ExtraName.tryParse(extra.strip());
            if (valid.isPresent()) {
                providesExtra.add(valid.get());
            }
        }
        for (String text : values(MetadataField.REQUIRES_DIST)) {
            addRequirement(text.strip(), texts);
        }
    }

    /**
     * Parses METADATA.
     *
     * @param text the file, or only its headers
     * @throws UserException if it has a later major version, or no valid name and version
     */
    public static Metadata parse(byte[] text) {
        return parse(text, new Texts());
    }

    /** Parses METADATA with a cache of parsed requirements; see {@link #parse(byte[])}. */
    public static Metadata parse(byte[] text, Texts texts) {
        RawMetadata raw = MetadataReader.read(text);
        String version = raw.one(MetadataField.METADATA_VERSION);
        if (version != null && isLaterMajor(version)) {
            throw UserException.of("Metadata of version `" + version
                            + "` cannot be read: the newest supported version is " + NEWEST)
                    .hint("use a newer version of pywar");
        }
        return new Metadata(raw, texts);
    }

    private static boolean isLaterMajor(String version) {
        return !version.startsWith("2.")
                && !version.startsWith("1.")
                && Version.tryParse(version)
                        .map(v -> v.release().get(0).intValue() > 2)
                        .orElse(false);
    }

    private String required(MetadataField field) {
        Optional<String> value = value(field);
        if (value.isEmpty()) {
            throw UserException.of("The metadata is not valid: it needs exactly one `" + field.header() + "`");
        }
        return value.get();
    }

    private VersionSpecifiers requiresPython(Texts texts) {
        Optional<String> text = value(MetadataField.REQUIRES_PYTHON);
        return text.isPresent() ? texts.specifiers(text.get()).orElse(VersionSpecifiers.ANY) : VersionSpecifiers.ANY;
    }

    private void addRequirement(String text, Texts texts) {
        try {
            requiresDist.add(texts.requirement(text));
        } catch (SyntaxException e) {
            invalidRequirements.add(e);
        }
    }

    /** @return the name of the project */
    public PackageName name() {
        return name;
    }

    /** @return the version of the project */
    public Version version() {
        return version;
    }

    /** @return the supported Python versions; any version if the field is missing or not valid, as in pip */
    public VersionSpecifiers requiresPython() {
        return requiresPython;
    }

    /** @return the requirements, in the order of the file, without those that are not valid */
    public List<Requirement> requiresDist() {
        return Collections.unmodifiableList(requiresDist);
    }

    /** @return the errors of Requires-Dist; a resolution skips a candidate with such an error */
    public List<SyntaxException> invalidRequirements() {
        return Collections.unmodifiableList(invalidRequirements);
    }

    /** @return the declared extras */
    public SortedSet<ExtraName> providesExtra() {
        return Collections.unmodifiableSortedSet(providesExtra);
    }

    /**
     * Compares the fields that determine a resolution, as pip does: name, version, Requires-Dist, Requires-Python and
     * Provides-Extra.
     *
     * @param other the metadata of the same file from another source
     * @return the fields with different values
     */
    public List<MetadataField> differences(Metadata other) {
        Map<MetadataField, Object> theirs = other.decisive();
        List<MetadataField> different = new ArrayList<>(decisive().keySet());
        different.removeIf(field -> decisive().get(field).equals(theirs.get(field)));
        return different;
    }

    private Map<MetadataField, Object> decisive() {
        Set<Object> requires = new HashSet<>(requiresDist);
        invalidRequirements.forEach(error -> requires.add(error.text()));
        Map<MetadataField, Object> decisive = new EnumMap<>(MetadataField.class);
        decisive.put(MetadataField.NAME, name);
        decisive.put(MetadataField.VERSION, version);
        decisive.put(MetadataField.REQUIRES_DIST, requires);
        decisive.put(MetadataField.REQUIRES_PYTHON, requiresPython);
        decisive.put(MetadataField.PROVIDES_EXTRA, providesExtra);
        return decisive;
    }

    /** @return the first value of a field, without white space around it */
    public Optional<String> value(MetadataField field) {
        List<String> all = raw.all(field);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0).strip());
    }

    /** @return the values of a field as written; none if the field is missing or not UTF-8 */
    public List<String> values(MetadataField field) {
        return raw.all(field);
    }

    /** @return whether its version is newer than the newest supported one, so that unknown fields are ignored */
    public boolean isNewerThanKnown() {
        Optional<String> text = value(MetadataField.METADATA_VERSION);
        Optional<Version> declared = text.isPresent() ? Version.tryParse(text.get()) : Optional.empty();
        return declared.isPresent() && declared.get().compareTo(Version.parse(NEWEST)) > 0;
    }

    /** Cache of parsed requirements, because most versions of a project have the same ones. Thread-safe. */
    public static final class Texts {

        private final Map<String, Requirement> requirements = new ConcurrentHashMap<>();
        private final Map<String, Optional<VersionSpecifiers>> specifiers = new ConcurrentHashMap<>();

        private Requirement requirement(String text) {
            Requirement known = requirements.get(text);
            if (known == null) {
                known = Requirement.parse(text);
                requirements.put(text, known);
            }
            return known;
        }

        private Optional<VersionSpecifiers> specifiers(String text) {
            Optional<VersionSpecifiers> known = specifiers.get(text);
            if (known == null) {
                known = VersionSpecifiers.tryParse(text);
                specifiers.put(text, known);
            }
            return known;
        }
    }
}
