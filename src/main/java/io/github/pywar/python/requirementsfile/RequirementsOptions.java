package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.text.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Options of requirements files. If options contradict each other, the last one decides ({@code standards.md}, "Rules of
 * requirements files", "Options").
 */
public final class RequirementsOptions {

    /**
     * Value of an option.
     *
     * @param value as written, with variables replaced; may contain credentials
     * @param location file and line
     */
    public record OptionValue(String value, SourceLocation location) {}

    private final List<OptionValue> indexUrl = new ArrayList<>();
    private final List<OptionValue> extraIndexUrls = new ArrayList<>();
    private final List<OptionValue> findLinks = new ArrayList<>();
    private final List<OptionValue> trustedHosts = new ArrayList<>();
    private final List<OptionValue> ineffective = new ArrayList<>();
    private final List<FormatControl.Option> formats = new ArrayList<>();
    private final ExclusiveNames releases = new ExclusiveNames();
    private boolean noIndex;
    private boolean preferBinary;
    private boolean requireHashes;
    private boolean noRequireHashes;

    RequirementsOptions() {}

    /**
     * Adds the options of a line without a requirement. As in pip, {@code --index-url} replaces all indexes of earlier
     * lines, and {@code --no-index} turns off all indexes.
     *
     * @param beside returns the URL of a path that exists relative to the file with the line, or the path itself
     */
    void add(RequirementsLine line, UnaryOperator<String> beside) {
        if (line.has(FileOption.NO_INDEX)) {
            noIndex = true;
            indexUrl.clear();
            extraIndexUrls.clear();
        }
        if (line.has(FileOption.INDEX_URL) && !noIndex) {
            indexUrl.clear();
            extraIndexUrls.clear();
            List<String> urls = line.all(FileOption.INDEX_URL);
            indexUrl.add(new OptionValue(urls.get(urls.size() - 1), line.location()));
        }
        if (!noIndex) {
            addAll(line, FileOption.EXTRA_INDEX_URL, extraIndexUrls);
        }
        line.all(FileOption.FIND_LINKS)
                .forEach(path -> findLinks.add(new OptionValue(beside.apply(path), line.location())));
        addAll(line, FileOption.TRUSTED_HOST, trustedHosts);
        line.options().forEach(parsed -> addNames(parsed, line.location()));
        preferBinary |= line.has(FileOption.PREFER_BINARY);
        requireHashes |= line.has(FileOption.REQUIRE_HASHES);
        noRequireHashes |= line.has(FileOption.NO_REQUIRE_HASHES);
    }

    /** Adds the options of a line with a requirement. As in pip, only hashes, build settings and formats have an effect. */
    void addOfRequirement(RequirementsLine line) {
        for (OptionParser.ParsedOption parsed : line.options()) {
            switch (parsed.option()) {
                case HASH, EDITABLE, PREFER_BINARY -> {
                    // part of the requirement; as in pip, --prefer-binary has no effect here
                }
                case NO_BINARY, ONLY_BINARY -> addNames(parsed, line.location());
                default -> ineffective.add(new OptionValue(parsed.option().longName(), line.location()));
            }
        }
    }

    private void addNames(OptionParser.ParsedOption parsed, SourceLocation location) {
        switch (parsed.option()) {
            case NO_BINARY -> formats.add(new FormatControl.Option(true, parsed.value(), location));
            case ONLY_BINARY -> formats.add(new FormatControl.Option(false, parsed.value(), location));
            case USE_FEATURE, CONFIG_SETTINGS ->
                ineffective.add(new OptionValue(parsed.option().longName(), location));
            case ALL_RELEASES -> releases.addFirst(parsed.value());
            case ONLY_FINAL -> releases.addSecond(parsed.value());
            case PRE -> releases.addAllToFirst();
            default -> {
                // has no names
            }
        }
    }

    private static void addAll(RequirementsLine line, FileOption option, List<OptionValue> target) {
        line.all(option).forEach(value -> target.add(new OptionValue(value, line.location())));
    }

    /** @return the URL of the index; empty if no line has one */
    public Optional<OptionValue> indexUrl() {
        return indexUrl.stream().findFirst();
    }

    /** @return the URLs of additional indexes, in order */
    public List<OptionValue> extraIndexUrls() {
        return List.copyOf(extraIndexUrls);
    }

    /** @return directories and pages with wheels; a path that exists relative to its requirements file is a URL */
    public List<OptionValue> findLinks() {
        return List.copyOf(findLinks);
    }

    /** @return whether all indexes are turned off */
    public boolean isNoIndex() {
        return noIndex;
    }

    /** @return hosts ({@code host} or {@code host:port}) whose certificates pip does not check */
    public List<OptionValue> trustedHosts() {
        return List.copyOf(trustedHosts);
    }

    /** @return the names of options that have no effect on wheels, or on their line */
    public List<OptionValue> ineffective() {
        return List.copyOf(ineffective);
    }

    /** @return the allowed formats by project */
    public FormatControl formats() {
        return new FormatControl(formats);
    }

    /** @return whether there is a {@code --prefer-binary}: a version with a wheel is preferred to a newer one without */
    public boolean isPreferBinary() {
        return preferBinary;
    }

    /** @return projects whose pre-releases are allowed, in normal form, or {@code :all:} ({@code --pre}) */
    public Set<String> allReleases() {
        return releases.first();
    }

    /** @return projects whose pre-releases are excluded, in normal form, or {@code :all:} */
    public Set<String> onlyFinal() {
        return releases.second();
    }

    /** @return whether there is a {@code --require-hashes}; see also {@link RequirementsFile#requiresHashes} */
    public boolean isRequireHashes() {
        return requireHashes;
    }

    /** @return whether there is a {@code --no-require-hashes} */
    public boolean isNoRequireHashes() {
        return noRequireHashes;
    }
}
