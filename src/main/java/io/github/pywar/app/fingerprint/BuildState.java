package io.github.pywar.app.fingerprint;

import io.github.pywar.base.file.Sha256;
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

/** Settings and input files of one archive before its build, for a comparison with its last build. */
public final class BuildState {

    private static final int SUM_DIGITS = 32;

    /** Start for files that no other process writes: their times are exact. */
    private static final long WRITTEN_BY_THE_BUILD = Long.MAX_VALUE;

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
        settings.forEach((name, value) -> sums.put(name, sum(value)));
        return new BuildState(file, sums, inputs, clock);
    }

    private static String sum(String value) {
        return Sha256.of(value.getBytes(StandardCharsets.UTF_8)).hex().substring(0, SUM_DIGITS);
    }

    /**
     * Compares this state with that of the last build. Any doubt counts as a difference.
     *
     * @param pages how this build reads the pages of indexes
     */
    public BuildComparison compare(IndexPages pages) throws IOException {
        last = Fingerprint.read(file);
        if (last.isEmpty()) {
            return BuildComparison.changed("there is no record of an earlier build");
        }
        Fingerprint earlier = last.get();
        Optional<String> difference =
                settingsDifference(earlier.settings()).or(() -> staleness(earlier.freshUntil(), pages));
        if (difference.isEmpty()) {
            difference = filesDifference(earlier);
        }
        return new BuildComparison(difference, difference.isEmpty() ? earlier.warnings() : List.of());
    }

    private Optional<String> settingsDifference(Map<String, String> earlier) {
        TreeSet<String> names = new TreeSet<>(settings.keySet());
        names.addAll(earlier.keySet());
        return names.stream()
                .filter(name -> !settings.getOrDefault(name, "").equals(earlier.getOrDefault(name, "")))
                .findFirst()
                .map(name -> name + " has changed");
    }

    private Optional<String> staleness(Instant freshUntil, IndexPages pages) {
        boolean isIndexUsed = !freshUntil.equals(NO_INDEX);
        return isIndexUsed && !pages.areFresh(freshUntil, clock.instant())
                ? Optional.of("the index must be read again")
                : Optional.empty();
    }

    private Optional<String> filesDifference(Fingerprint earlier) throws IOException {
        Optional<String> ofOutputs =
                difference(earlier.outputs(), inputs.scan(earlier.outputs().keySet()));
        if (ofOutputs.isPresent()) {
            return ofOutputs;
        }
        Optional<String> ofInputs = difference(earlier.inputs(), states);
        return ofInputs.isPresent() ? ofInputs : difference(earlier.libraries(), inputs.scan(earlier.locations()));
    }

    private static Optional<String> difference(Map<Path, RecordedFile> earlier, Map<Path, FileState> now)
            throws IOException {
        for (Map.Entry<Path, FileState> entry : now.entrySet()) {
            RecordedFile recorded = earlier.get(entry.getKey());
            if (recorded == null) {
                return Optional.of("`" + entry.getKey() + "` is new");
            }
            if (!recorded.isUnchanged(entry.getKey(), entry.getValue())) {
                return Optional.of("`" + entry.getKey() + "` has changed");
            }
        }
        return earlier.keySet().stream()
                .filter(path -> !now.containsKey(path))
                .findFirst()
                .map(path -> "`" + path + "` is missing");
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
    public void record(Collection<Path> outputs, LibraryInputs libraries, List<String> warnings) throws IOException {
        new Fingerprint(
                        settings,
                        recorded(states, last.map(Fingerprint::inputs).orElse(Map.of()), startNanoseconds()),
                        List.copyOf(libraries.files()),
                        new LibraryStates(libraries, inputs, startNanoseconds()).recorded(),
                        recorded(inputs.scan(outputs), Map.of(), WRITTEN_BY_THE_BUILD),
                        libraries.freshUntil().orElse(NO_INDEX),
                        warnings)
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
            boolean isKnown = known != null && known.isExact() && known.state().isSame(entry.getValue());
            all.put(entry.getKey(), isKnown ? known : RecordedFile.of(entry.getKey(), entry.getValue(), start));
        }
        return all;
    }
}
