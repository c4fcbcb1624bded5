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
import java.util.stream.Collectors;

/**
 * A distribution's METADATA ("Core metadata", 1.0 to 2.6). What a resolver needs must be there; what is wrong elsewhere
 * is kept as it is and told by {@link #faults()}.
 */
public final class Metadata {

    /** The newest version that is known here. */
    static final String NEWEST = "2.6";

    private final RawMetadata raw;
    private final PackageName name;
    private final Version version;
    private final VersionSpecifiers requiresPython;
    private final List<Requirement> requiresDist = new ArrayList<>();
    private final List<SyntaxException> invalidRequirements = new ArrayList<>();
    private final SortedSet<ExtraName> providesExtra;

    private Metadata(RawMetadata raw, Texts texts) {
        this.raw = raw;
        this.name = PackageName.parse(required(MetadataField.NAME));
        this.version = Version.parse(required(MetadataField.VERSION));
        this.requiresPython =
                value(MetadataField.REQUIRES_PYTHON).flatMap(texts::specifiers).orElse(VersionSpecifiers.ANY);
        this.providesExtra = values(MetadataField.PROVIDES_EXTRA).stream()
                .map(String::strip)
                .flatMap(extra -> ExtraName.tryParse(extra).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        values(MetadataField.REQUIRES_DIST).forEach(text -> addRequirement(text.strip(), texts));
    }

    /**
     * @param text the whole file, or its headers alone
     * @throws UserException where it is of a later major version, or has no valid name and version
     */
    public static Metadata parse(byte[] text) {
        return parse(text, new Texts());
    }

    /** Like {@link #parse(byte[])}, with what was read before not read again. */
    public static Metadata parse(byte[] text, Texts texts) {
        RawMetadata raw = MetadataReader.read(text);
        String version = raw.one(MetadataField.METADATA_VERSION);
        if (version != null && isLaterMajor(version)) {
            throw UserException.of("Metadata of version `" + version + "` cannot be read: the newest known version is "
                            + NEWEST)
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
        return value(field)
                .orElseThrow(
                        () -> UserException.of("The metadata is not valid: it has no single `" + field.key() + "`"));
    }

    private void addRequirement(String text, Texts texts) {
        try {
            requiresDist.add(texts.requirement(text));
        } catch (SyntaxException e) {
            invalidRequirements.add(e);
        }
    }

    /** @return the project */
    public PackageName name() {
        return name;
    }

    /** @return its version */
    public Version version() {
        return version;
    }

    /** @return the Pythons that it runs on; any where nothing, or nothing valid, is said (as pip reads it) */
    public VersionSpecifiers requiresPython() {
        return requiresPython;
    }

    /** @return what it requires, in the order written, without the texts that are no requirements */
    public List<Requirement> requiresDist() {
        return Collections.unmodifiableList(requiresDist);
    }

    /** @return why texts under Requires-Dist are no requirements; a candidate that has one is discarded */
    public List<SyntaxException> invalidRequirements() {
        return Collections.unmodifiableList(invalidRequirements);
    }

    /** @return the extras that it declares, in normal form */
    public SortedSet<ExtraName> providesExtra() {
        return Collections.unmodifiableSortedSet(providesExtra);
    }

    /**
     * @param other of the same file, from another place
     * @return the fields on which a resolver's decisions rest and that mean something else there: as pip compares them,
     *     name, version, Requires-Dist, Requires-Python and Provides-Extra
     */
    public List<MetadataField> differences(Metadata other) {
        Map<MetadataField, Object> theirs = other.decisive();
        List<MetadataField> different = new ArrayList<>(decisive().keySet());
        different.removeIf(field -> decisive().get(field).equals(theirs.get(field)));
        return different;
    }

    private Map<MetadataField, Object> decisive() {
        Set<Object> requires = new HashSet<>(requiresDist);
        invalidRequirements.forEach(fault -> requires.add(fault.text()));
        Map<MetadataField, Object> decisive = new EnumMap<>(MetadataField.class);
        decisive.put(MetadataField.NAME, name);
        decisive.put(MetadataField.VERSION, version);
        decisive.put(MetadataField.REQUIRES_DIST, requires);
        decisive.put(MetadataField.REQUIRES_PYTHON, requiresPython);
        decisive.put(MetadataField.PROVIDES_EXTRA, providesExtra);
        return decisive;
    }

    /** @return the field's first value, without blanks around it */
    public Optional<String> value(MetadataField field) {
        return raw.all(field).stream().findFirst().map(String::strip);
    }

    /** @return the field's values as written; empty where it is missing or not readable */
    public List<String> values(MetadataField field) {
        return raw.all(field);
    }

    /** @return what a strict reader would refuse ("Core metadata"), one fault a line; empty for valid metadata */
    public List<String> faults() {
        return MetadataCheck.faults(raw);
    }

    /** @return whether its version is newer than what is known here, in which case fields may be passed over */
    public boolean isNewerThanKnown() {
        return value(MetadataField.METADATA_VERSION)
                .flatMap(Version::tryParse)
                .map(v -> v.compareTo(Version.parse(NEWEST)) > 0)
                .orElse(false);
    }

    /** Requirements by their texts: the versions of a project mostly say the same. Safe for several threads. */
    public static final class Texts {

        private final Map<String, Requirement> requirements = new ConcurrentHashMap<>();
        private final Map<String, Optional<VersionSpecifiers>> specifiers = new ConcurrentHashMap<>();

        private Requirement requirement(String text) {
            return requirements.computeIfAbsent(text, Requirement::parse);
        }

        private Optional<VersionSpecifiers> specifiers(String text) {
            return specifiers.computeIfAbsent(text, VersionSpecifiers::tryParse);
        }
    }
}
