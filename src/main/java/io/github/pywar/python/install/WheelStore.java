package io.github.pywar.python.install;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Wheels that were fetched before, by what is in them: {@code SHA256/NAME}. Each was compared with its RECORD when it
 * came in, and with its sum whenever it is used ({@link StoredWheelCheck}). Several builds may use one store at the same time:
 * a wheel comes in by one rename, and each is downloaded by one build while the others wait.
 */
public final class WheelStore {

    private final Path folder;
    private final WheelSource source;
    private final Progress progress;
    private final DownloadStaging incoming;
    private final HashCache sums;
    private final DownloadLocks locks;
    private final ZipLimits limits;
    private final Set<PackageName> recordFaults;

    /** With the usual limits. */
    public WheelStore(Path folder, WheelSource source, Progress progress) {
        this(folder, source, progress, ZipLimits.DEFAULT);
    }

    /**
     * @param folder of the store; created when the first wheel comes in
     * @param source where wheels come from that are not in it
     * @param progress told of each download
     * @param limits beyond which a wheel is refused
     */
    public WheelStore(Path folder, WheelSource source, Progress progress, ZipLimits limits) {
        this(folder, source, progress, limits, DownloadLocks.in(folder.resolve("locks"), progress), Set.of());
    }

    WheelStore(
            Path folder,
            WheelSource source,
            Progress progress,
            ZipLimits limits,
            DownloadLocks locks,
            Set<PackageName> recordFaults) {
        this.folder = folder;
        this.source = source;
        this.progress = progress;
        this.limits = limits;
        this.incoming = new DownloadStaging(folder.resolve("incoming"));
        this.sums = new HashCache(folder.resolve("sums"));
        this.locks = locks;
        this.recordFaults = Set.copyOf(recordFaults);
    }

    /** @return the same, which also takes wheels of these projects with a faulty RECORD, and warns of the faults */
    public WheelStore allowingRecordFaults(Set<PackageName> projects) {
        return new WheelStore(folder, source, progress, limits, locks, projects);
    }

    /**
     * Fetches what is not there yet, several files at a time, and opens all.
     *
     * @param connections how many at a time
     * @return the wheels, in the order of the files
     * @throws UserException with the first file, in their order, that cannot be had or is not what it should be;
     *     nothing of it is left
     */
    public List<Wheel> fetch(Collection<DistributionFile> files, int connections) throws IOException {
        List<Answer> answers = new ParallelTasks(connections).map(files, this::answer);
        List<UnauthorizedException> forbidden =
                answers.stream().flatMap(answer -> answer.forbidden().stream()).toList();
        if (!forbidden.isEmpty()) {
            throw UnauthorizedException.ofFiles(forbidden);
        }
        return answers.stream().flatMap(answer -> answer.wheel().stream()).toList();
    }

    /** A wheel, or that the server forbids it: all that are forbidden are reported at once. */
    private record Answer(Optional<Wheel> wheel, Optional<UnauthorizedException> forbidden) {}

    private Answer answer(DistributionFile file) throws IOException {
        try {
            return new Answer(Optional.of(fetch(file)), Optional.empty());
        } catch (UnauthorizedException refused) {
            if (!refused.isForbidden()) {
                throw refused;
            }
            return new Answer(Optional.empty(), Optional.of(refused));
        }
    }

    /** Fetches one file, if it is not there yet, and opens it. */
    public Wheel fetch(DistributionFile file) throws IOException {
        if (!file.fileName().matches("[^/\\\\\\x00]+\\.whl")) {
            throw UserException.of("`" + file.fileName() + "` is no name of a wheel");
        }
        Optional<Wheel> known = known(file);
        return known.isPresent() ? known.get() : locks.alone(key(file), file.fileName(), () -> missing(file));
    }

    private static String key(DistributionFile file) {
        return file.sha256().map(Sha256::hex).orElseGet(() -> file.url().toString());
    }

    /** Another build may have fetched it while this one waited. */
    private Wheel missing(DistributionFile file) throws IOException {
        Optional<Wheel> known = known(file);
        return known.isPresent() ? known.get() : take(file);
    }

    /** @return the sum of a wheel of a store, without reading it */
    public static Sha256 sumOf(Wheel stored) {
        return new Sha256(stored.file().getParent().getFileName().toString());
    }

    private Optional<Wheel> known(DistributionFile file) throws IOException {
        Optional<Path> place = sums.find(file, source.isOffline())
                .map(sum -> place(sum, file.fileName()))
                .filter(Files::isRegularFile);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        if (!StoredWheelCheck.isUnchanged(place.get())) {
            progress.warning("`" + place.get() + "` was damaged since it was fetched; it is fetched again");
            Files.deleteIfExists(place.get());
            return Optional.empty();
        }
        Wheel wheel = Wheel.open(place.get(), limits); // today's limits may be lower than those it came in under
        if (Files.exists(faultyMark(place.get()))) {
            sound(file, () -> checkRecord(wheel));
        }
        warnOfTrailingBytes(wheel);
        return Optional.of(wheel);
    }

    private Wheel take(DistributionFile file) throws IOException {
        try (DownloadStaging.Place place = incoming.place();
                Progress.Transfer transfer = progress.transfer(
                        from(file), file.fileName(), file.size().orElse(-1))) {
            Path arrived = place.folder().resolve(file.fileName());
            Sha256 sum = source.fetch(file, arrived, transfer);
            ExpectedFile.of(file).check(arrived, sum);
            boolean isFaulty = sound(file, () -> check(Wheel.open(arrived, limits)));
            Path stored = moved(arrived, place(sum, file.fileName()), isFaulty);
            StoredWheelCheck.record(stored);
            sums.keep(file, sum);
            return Wheel.open(stored, limits);
        }
    }

    /** A file that no index lists was found in one of the folders and pages of the build. */
    private static String from(DistributionFile file) {
        return file.indexId().isEmpty() ? "find-links" : file.indexId();
    }

    /** A check of a wheel, which says whether its RECORD has faults that are allowed. */
    @FunctionalInterface
    private interface Check {
        boolean run() throws IOException;
    }

    private static boolean sound(DistributionFile file, Check check) throws IOException {
        try {
            return check.run();
        } catch (UserException refused) {
            throw new MetadataSource.DamagedWheel(file, refused);
        }
    }

    /** @return whether its RECORD has faults, which are allowed */
    private boolean check(Wheel wheel) throws IOException {
        boolean isFaulty = checkRecord(wheel);
        warnOfTrailingBytes(wheel);
        Metadata metadata = metadata(wheel);
        if (!metadata.name().equals(wheel.name().name())
                || !metadata.version().equals(wheel.name().version())) {
            throw UserException.of("Refused `" + wheel.fileName() + "`: inside it says that it is `" + metadata.name()
                            + "` " + metadata.version())
                    .hint("tell the project that publishes it, and use another version until it is mended");
        }
        if (wheel.info().isNewer()) {
            progress.warning("`" + wheel.fileName() + "` is of version 1."
                    + wheel.info().minor() + " of the wheel format; what is new in it is not known here");
        }
        return isFaulty;
    }

    private boolean checkRecord(Wheel wheel) throws IOException {
        if (!recordFaults.contains(wheel.name().name())) {
            wheel.verify();
            return false;
        }
        Optional<String> faults = wheel.recordFaults();
        faults.ifPresent(text -> progress.warning(
                "`" + wheel.fileName() + "` is used although its RECORD has errors, because this project may have some:"
                        + text,
                Hint.of(PythonHint.FORBID_RECORD_FAULTS, wheel.name().name().value())));
        return faults.isPresent();
    }

    private void warnOfTrailingBytes(Wheel wheel) {
        if (wheel.trailing() > 0) {
            progress.warning("`" + wheel.fileName() + "` has " + wheel.trailing()
                    + " bytes behind the end of its zip; they are ignored");
        }
    }

    /** A wheel that one build accepts by name is not accepted by the next, which finds it in the store. */
    private static Path faultyMark(Path stored) {
        return stored.resolveSibling(stored.getFileName() + ".faulty-record");
    }

    private static Metadata metadata(Wheel wheel) throws IOException {
        try {
            return Metadata.parse(wheel.metadata());
        } catch (UserException e) {
            throw e.fact("of: " + wheel.fileName());
        }
    }

    /** Another build may have been faster; its file is as good. */
    private static Path moved(Path arrived, Path place, boolean isFaulty) throws IOException {
        Files.createDirectories(place.getParent());
        if (isFaulty) {
            AtomicFile.write(faultyMark(place), new byte[0]);
        }
        SharedFile.put(arrived, place);
        return place;
    }

    private Path place(Sha256 sum, String fileName) {
        return folder.resolve(sum.hex()).resolve(fileName);
    }
}
