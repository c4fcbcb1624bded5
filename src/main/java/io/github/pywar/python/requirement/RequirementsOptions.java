package io.github.pywar.python.requirement;

import io.github.pywar.base.text.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private final List<String> trustedHosts = new ArrayList<>();
    private final NameControl formats = new NameControl();
    private final NameControl releases = new NameControl();
    private boolean noIndex;
    private boolean preferBinary;
    private boolean requireHashes;
    private boolean noRequireHashes;

    RequirementsOptions() {}

    /** As pip does: an index replaces all before it, and {@code --no-index} is the last word on indexes. */
    void add(RequirementsLine line) {
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
        addAll(line, FileOption.FIND_LINKS, findLinks);
        trustedHosts.addAll(line.all(FileOption.TRUSTED_HOST));
        line.options().forEach(this::addNames);
        preferBinary |= line.has(FileOption.PREFER_BINARY);
        requireHashes |= line.has(FileOption.REQUIRE_HASHES);
        noRequireHashes |= line.has(FileOption.NO_REQUIRE_HASHES);
    }

    private void addNames(OptionWords.Given given) {
        switch (given.option()) {
            case NO_BINARY -> formats.addFirst(given.value());
            case ONLY_BINARY -> formats.addSecond(given.value());
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
    public List<String> trustedHosts() {
        return List.copyOf(trustedHosts);
    }

    /** @return projects whose wheels are not wanted, in normal form, or {@code :all:} */
    public Set<String> noBinary() {
        return formats.first();
    }

    /** @return projects whose source distributions are not wanted, in normal form, or {@code :all:} */
    public Set<String> onlyBinary() {
        return formats.second();
    }

    /** @return projects whose pre-releases are wanted ({@code --pre} is {@code :all:}), in normal form */
    public Set<String> allReleases() {
        return releases.first();
    }

    /** @return projects whose pre-releases are never wanted, in normal form, or {@code :all:} */
    public Set<String> onlyFinal() {
        return releases.second();
    }

    /** @return whether an older version with a wheel is better than a newer one without */
    public boolean isPreferBinary() {
        return preferBinary;
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
