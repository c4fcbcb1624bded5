package io.github.pywar.app.fingerprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/** Settings and input files of one archive before its build, for a comparison with its last build. */
public final class BuildState {

    /** Time for a build that used no page of an index. */
    private static final Instant NO_INDEX = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Path file;
    private final Clock clock;
    private final Map<String, String> settings;
    private final InputFiles inputs;
    private final SortedMap<Path, FileState> states;
    private final Instant start;
    private Optional<Fingerprint> last = Optional.empty();

    private BuildState(Path file, Map<String, String> settings, InputFiles inputs, Clock clock) throws IOException {
        this.file = file;
        this.clock = clock;
        this.settings = settings;
        this.inputs = inputs;
        this.start = clock.instant();
        this.states = inputs.scan();
    }

    /**
     * Reads the state of all input files.
     *
     * @param file of the fingerprint; one for each archive
     * @param settings values by name, as a message shows it: parameters, environment, versions. Only checksums of the values
     *     are stored
     */
    public static BuildState of(Path file, Map<String, String> settings, InputFiles inputs, Clock clock)
            throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            sums.put(setting.getKey(), sum(setting.getValue()));
        }
        return new BuildState(file, sums, inputs, clock);
    }

    /** Not a digest: the JDK's take 10 ms in a virtual machine that has just started, longer than all other comparisons. */
    private static String sum(String value) {
        CRC32 sum = new CRC32();
        sum.update(value.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /**
     * Compares this state with that of the last build. Any doubt counts as a difference.
     *
     * @param pages how this build reads the pages of indexes
     */
    public BuildComparison compare(IndexPages pages) throws IOException {
        return compare(pages, none -> false);
    }

    /**
     * Compares this state with that of the last build. Any doubt counts as a difference.
     *
     * @param pages how this build reads the pages of indexes
     * @param isOfApplication whether an input is a file of the application itself, and declares nothing
     */
    public BuildComparison compare(IndexPages pages, Predicate<Path> isOfApplication) throws IOException {
        last = Fingerprint.read(file);
        if (last.isEmpty()) {
            return BuildComparison.changed("there is no record of an earlier build");
        }
        Fingerprint earlier = last.get();
        Optional<String> difference = settingsDifference(earlier.settings());
        if (difference.isEmpty()) {
            difference = staleness(earlier.freshUntil(), pages);
        }
        return difference.isPresent()
                ? BuildComparison.changed(difference.get())
                : compareFiles(earlier, isOfApplication);
    }

    private Optional<String> settingsDifference(Map<String, String> earlier) {
        TreeSet<String> names = new TreeSet<>(settings.keySet());
        names.addAll(earlier.keySet());
        for (String name : names) {
            if (!settings.getOrDefault(name, "").equals(earlier.getOrDefault(name, ""))) {
                return Optional.of(name + " has changed");
            }
        }
        return Optional.empty();
    }

    private Optional<String> staleness(Instant freshUntil, IndexPages pages) {
        boolean isIndexUsed = !freshUntil.equals(NO_INDEX);
        return isIndexUsed && !pages.areFresh(freshUntil, clock.instant())
                ? Optional.of("the index must be read again")
                : Optional.empty();
    }

    private BuildComparison compareFiles(Fingerprint earlier, Predicate<Path> isOfApplication) throws IOException {
        SortedMap<Path, String> others =
                differences(earlier.outputs(), inputs.scan(earlier.outputs().keySet()));
        others.putAll(differences(earlier.libraries(), inputs.scan(earlier.locations())));
        if (!others.isEmpty()) {
            return BuildComparison.changed(text(others));
        }
        SortedMap<Path, String> changed = differences(earlier.inputs(), states);
        if (changed.isEmpty()) {
            return new BuildComparison(
                    Optional.empty(), false, earlier.warnings().all());
        }
        for (Path file : changed.keySet()) {
            if (!earlier.areLibrariesSeparate() || !isOfApplication.test(file)) {
                return BuildComparison.changed("`" + file + "` " + changed.get(file));
            }
        }
        return new BuildComparison(
                Optional.of(text(changed)), true, earlier.warnings().libraries());
    }

    private static String text(SortedMap<Path, String> differences) {
        return "`" + differences.firstKey() + "` " + differences.get(differences.firstKey());
    }

    private static SortedMap<Path, String> differences(Map<Path, RecordedFile> earlier, Map<Path, FileState> now)
            throws IOException {
        SortedMap<Path, String> differences = new TreeMap<>();
        for (Map.Entry<Path, FileState> entry : now.entrySet()) {
            RecordedFile recorded = earlier.get(entry.getKey());
            if (recorded == null) {
                differences.put(entry.getKey(), "is new");
            } else if (!recorded.isUnchanged(entry.getKey(), entry.getValue())) {
                differences.put(entry.getKey(), "has changed");
            }
        }
        for (Path file : earlier.keySet()) {
            if (!now.containsKey(file)) {
                differences.put(file, "is missing");
            }
        }
        return differences;
    }

    /** Forgets the last build, before anything is written: a build that fails has no record. */
    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * Records this state and its result.
     *
     * @param outputs files that the build wrote
     * @param libraries what the libraries depend on
     * @param warnings of the build
     */
    public void record(Collection<Path> outputs, LibraryInputs libraries, BuildWarnings warnings) throws IOException {
        new Fingerprint(
                        settings,
                        recorded(states, last.isPresent() ? last.get().inputs() : Map.of(), startNanoseconds()),
                        List.copyOf(libraries.files()),
                        new LibraryStates(libraries, inputs, startNanoseconds()).recorded(),
                        recorded(inputs.scan(outputs), Map.of(), RecordedFile.WRITTEN_BY_THE_BUILD),
                        libraries.freshUntil().orElse(NO_INDEX),
                        warnings,
                        libraries.areSeparate())
                .write(file);
    }

    /**
     * Records this state and its result, with the libraries of the last build.
     *
     * @param outputs files that the build wrote
     * @param warnings of the application's own files
     * @throws IllegalStateException if {@link #compare} has found no last build
     */
    public void recordSameLibraries(Collection<Path> outputs, List<String> warnings) throws IOException {
        if (last.isEmpty()) {
            throw new IllegalStateException("there is no last build");
        }
        Fingerprint earlier = last.get();
        new Fingerprint(
                        settings,
                        recorded(states, earlier.inputs(), startNanoseconds()),
                        earlier.locations(),
                        earlier.libraries(),
                        recorded(inputs.scan(outputs), earlier.outputs(), RecordedFile.WRITTEN_BY_THE_BUILD),
                        earlier.freshUntil(),
                        new BuildWarnings(earlier.warnings().libraries(), warnings),
                        true)
                .write(file);
    }

    private long startNanoseconds() {
        return TimeUnit.MILLISECONDS.toNanos(start.toEpochMilli());
    }

    /** Returns the files with their checksums; those that have not changed since the last build are not read again. */
    private static Map<Path, RecordedFile> recorded(
            Map<Path, FileState> files, Map<Path, RecordedFile> earlier, long start) throws IOException {
        Map<Path, RecordedFile> all = new LinkedHashMap<>();
        for (Map.Entry<Path, FileState> entry : files.entrySet()) {
            RecordedFile known = earlier.get(entry.getKey());
            all.put(
                    entry.getKey(),
                    isKnown(known, entry.getValue())
                            ? known
                            : RecordedFile.of(entry.getKey(), entry.getValue(), start));
        }
        return all;
    }

    private static boolean isKnown(RecordedFile known, FileState now) {
        return known != null && known.isExact() && known.state().isSame(now);
    }
}
