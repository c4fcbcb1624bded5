package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.text.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What the option lines of requirements files say; later lines win where they contradict (checklist L3, L5, G13). */
public final class RequirementsOptions {

    /**
     * A value and the line that gives it.
     *
     * @param value as written, variables replaced: may hold credentials
     * @param location where it stands
     */
    public record Given(String value, SourceLocation location) {}

    private final List<Given> indexUrl = new ArrayList<>();
    private final List<Given> extraIndexUrls = new ArrayList<>();
    private final List<Given> findLinks = new ArrayList<>();
    private final List<Given> trustedHosts = new ArrayList<>();
    private final List<Given> idle = new ArrayList<>();
    private final List<FormatControl.Word> formats = new ArrayList<>();
    private final NameControl releases = new NameControl();
    private boolean noIndex;
    private boolean requireHashes;
    private boolean noRequireHashes;

    RequirementsOptions() {}

    /**
     * As pip does: an index replaces all before it, and {@code --no-index} is the last word on indexes.
     *
     * @param beside gives the place of what lies beside the file that names it
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
            indexUrl.add(new Given(urls.get(urls.size() - 1), line.location()));
        }
        if (!noIndex) {
            addAll(line, FileOption.EXTRA_INDEX_URL, extraIndexUrls);
        }
        line.all(FileOption.FIND_LINKS)
                .forEach(place -> findLinks.add(new Given(beside.apply(place), line.location())));
        addAll(line, FileOption.TRUSTED_HOST, trustedHosts);
        line.options().forEach(given -> addNames(given, line.location()));
        requireHashes |= line.has(FileOption.REQUIRE_HASHES);
        noRequireHashes |= line.has(FileOption.NO_REQUIRE_HASHES);
    }

    /** Behind a requirement, pip reads hashes and settings of its build, and which formats are wanted; nothing else. */
    void addOfRequirement(RequirementsLine line) {
        for (OptionParser.Given given : line.options()) {
            switch (given.option()) {
                case HASH, EDITABLE, PREFER_BINARY -> {
                    // read with the requirement, or what is done in any case
                }
                case NO_BINARY, ONLY_BINARY -> addNames(given, line.location());
                default -> idle.add(new Given(given.option().display(), line.location()));
            }
        }
    }

    private void addNames(OptionParser.Given given, SourceLocation location) {
        switch (given.option()) {
            case NO_BINARY -> formats.add(new FormatControl.Word(true, given.value(), location));
            case ONLY_BINARY -> formats.add(new FormatControl.Word(false, given.value(), location));
            case USE_FEATURE, CONFIG_SETTINGS ->
                idle.add(new Given(given.option().display(), location));
            case ALL_RELEASES -> releases.addFirst(given.value());
            case ONLY_FINAL -> releases.addSecond(given.value());
            case PRE -> releases.addAllToFirst();
            default -> {
                // no list of names
            }
        }
    }

    private static void addAll(RequirementsLine line, FileOption option, List<Given> target) {
        line.all(option).forEach(value -> target.add(new Given(value, line.location())));
    }

    /** @return the index to ask, where a line names one */
    public Optional<Given> indexUrl() {
        return indexUrl.stream().findFirst();
    }

    /** @return further indexes, in order */
    public List<Given> extraIndexUrls() {
        return List.copyOf(extraIndexUrls);
    }

    /** @return directories and pages with wheels; a relative one is first sought beside the file that names it */
    public List<Given> findLinks() {
        return List.copyOf(findLinks);
    }

    /** @return whether no index is asked */
    public boolean isNoIndex() {
        return noIndex;
    }

    /** @return hosts ({@code host} or {@code host:port}) whose certificate pip would not check */
    public List<Given> trustedHosts() {
        return List.copyOf(trustedHosts);
    }

    /** @return the names of options that have no effect: on wheels, or where they stand */
    public List<Given> idle() {
        return List.copyOf(idle);
    }

    /** @return for which projects a source build is asked for, and for which a wheel */
    public FormatControl formats() {
        return new FormatControl(formats);
    }

    /** @return projects whose pre-releases are wanted ({@code --pre} is {@code :all:}), in normal form */
    public Set<String> allReleases() {
        return releases.first();
    }

    /** @return projects whose pre-releases are never wanted, in normal form, or {@code :all:} */
    public Set<String> onlyFinal() {
        return releases.second();
    }

    /** @return whether a line asks for hashes of everything; {@link RequirementsFile#requiresHashes} is the answer */
    public boolean isRequireHashes() {
        return requireHashes;
    }

    /** @return whether a line says that hashes are needed only where they are given */
    public boolean isNoRequireHashes() {
        return noRequireHashes;
    }
}
