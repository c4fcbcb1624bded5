package io.github.pywar.python.install;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Store of downloaded wheels by content: {@code SHA256/NAME}. Each wheel is compared with its RECORD after the download,
 * and with its hash at each use ({@link StoredWheelCheck}). Several builds can use one store at the same time: a wheel is
 * added by a rename, and one build downloads it while the others wait.
 */
public final class WheelStore {

    private final Path folder;
    private final WheelSource source;
    private final Progress progress;
    private final DownloadStaging staging;
    private final HashCache sums;
    private final DownloadLocks locks;
    private final ZipLimits limits;
    private final Set<PackageName> recordFaults;

    /** Opens a store with the default limits. */
    public WheelStore(Path folder, WheelSource source, Progress progress) {
        this(folder, source, progress, ZipLimits.DEFAULT);
    }

    /**
     * Opens a store.
     *
     * @param folder the folder of the store; it need not exist
     * @param source of wheels that are not in it
     * @param progress for downloads and warnings
     * @param limits of wheels
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
        this.staging = new DownloadStaging(folder.resolve("incoming"));
        this.sums = new HashCache(folder.resolve("sums"));
        this.locks = locks;
        this.recordFaults = Set.copyOf(recordFaults);
    }

    /** @return the same, which accepts a faulty RECORD of these projects with a warning */
    public WheelStore allowingRecordFaults(Set<PackageName> projects) {
        return new WheelStore(folder, source, progress, limits, locks, projects);
    }

    /**
     * Fetches the files that are not in the store, several at the same time, and opens all.
     *
     * @param connections number of concurrent downloads
     * @return the wheels, in the order of the files
     * @throws UserException for the first file, in their order, that is missing or invalid; no part of it is kept
     */
    public List<Wheel> fetch(Collection<DistributionFile> files, int connections) throws IOException {
        List<FetchResult> results = new ParallelTasks(connections).map(files, this::fetched);
        List<UnauthorizedException> forbidden = new ArrayList<>();
        List<Wheel> wheels = new ArrayList<>();
        for (FetchResult result : results) {
            if (result.forbidden().isPresent()) {
                forbidden.add(result.forbidden().get());
            } else {
                wheels.add(result.wheel().orElseThrow());
            }
        }
        if (!forbidden.isEmpty()) {
            throw UnauthorizedException.ofFiles(forbidden);
        }
        return Collections.unmodifiableList(wheels);
    }

    /** A wheel, or the error of a server that forbids it: these errors are reported together. */
    private record FetchResult(Optional<Wheel> wheel, Optional<UnauthorizedException> forbidden) {}

    private FetchResult fetched(DistributionFile file) throws IOException {
        try {
            return new FetchResult(Optional.of(fetch(file)), Optional.empty());
        } catch (UnauthorizedException refused) {
            if (!refused.isForbidden()) {
                throw refused;
            }
            return new FetchResult(Optional.empty(), Optional.of(refused));
        }
    }

    /** Fetches one file, if it is not in the store, and opens it. */
    public Wheel fetch(DistributionFile file) throws IOException {
        if (!file.fileName().matches("[^/\\\\\\x00]+\\.whl")) {
            throw UserException.of("`" + file.fileName() + "` is not the file name of a wheel");
        }
        Optional<Wheel> stored = stored(file);
        return stored.isPresent() ? stored.get() : locks.locked(key(file), file.fileName(), () -> missing(file));
    }

    private static String key(DistributionFile file) {
        Optional<Sha256> sum = file.sha256();
        return sum.isPresent() ? sum.get().hex() : file.url().toString();
    }

    /** Looks into the store again: another build may have added the wheel while this one waited for the lock. */
    private Wheel missing(DistributionFile file) throws IOException {
        Optional<Wheel> stored = stored(file);
        return stored.isPresent() ? stored.get() : download(file);
    }

    /** @return the hash of a stored wheel, from its path */
    public static Sha256 sha256Of(Wheel stored) {
        return new Sha256(stored.file().getParent().getFileName().toString());
    }

    /** @return the wheel, if it is in the store and unchanged; there is no request */
    public Optional<Wheel> stored(DistributionFile file) throws IOException {
        Optional<Sha256> sum = sums.find(file, source.isOffline());
        if (sum.isEmpty()) {
            return Optional.empty();
        }
        Path location = location(sum.get(), file.fileName());
        return isUsable(location) ? Optional.of(opened(file, location)) : Optional.empty();
    }

    private boolean isUsable(Path location) throws IOException {
        if (!Files.isRegularFile(location)) {
            return false;
        }
        if (!StoredWheelCheck.isUnchanged(location)) {
            progress.warning("`" + location + "` was changed after its download; it is downloaded again");
            Files.deleteIfExists(location);
            return false;
        }
        return true;
    }

    private Wheel opened(DistributionFile file, Path location) throws IOException {
        Wheel wheel = Wheel.open(location, limits); // the limits may be lower than at the download
        if (Files.exists(faultyMark(location))) {
            valid(file, () -> checkRecord(wheel));
        }
        warnOfTrailingBytes(wheel);
        return wheel;
    }

    private Wheel download(DistributionFile file) throws IOException {
        try (DownloadStaging.StagingFolder staged = staging.create();
                Progress.Transfer transfer = transfer(file)) {
            Path received = staged.folder().resolve(file.fileName());
            List<Path> sumEntries = sums.entries(file);
            Sha256 sum = source.fetch(file, received, transfer);
            ExpectedFile.of(file).check(received, sum);
            boolean isFaulty = valid(file, () -> check(Wheel.open(received, limits)));
            Path stored = moved(received, location(sum, file.fileName()), isFaulty);
            StoredWheelCheck.record(stored);
            sums.keep(file, sumEntries, sum);
            Wheel wheel = Wheel.open(stored, limits);
            NativeRequirements.of(wheel); // while other files are downloaded; later uses read its cache
            return wheel;
        }
    }

    /** A file of this machine is copied: it does not count as a download. */
    private Progress.Transfer transfer(DistributionFile file) {
        if (file.isLocal()) {
            progress.detail("Copied " + file.fileName() + " from this machine");
            return Progress.Transfer.SILENT;
        }
        return progress.transfer(from(file), file.fileName(), file.size().orElse(-1));
    }

    /** Names the origin: a file without an index is from find-links. */
    private static String from(DistributionFile file) {
        return file.indexId().isEmpty() ? "find-links" : file.indexId();
    }

    /** Check of a wheel that returns whether its RECORD has allowed faults. */
    @FunctionalInterface
    private interface Check {
        boolean run() throws IOException;
    }

    private static boolean valid(DistributionFile file, Check check) throws IOException {
        try {
            return check.run();
        } catch (UserException refused) {
            throw new MetadataSource.DamagedWheel(file, refused);
        }
    }

    /** @return whether its RECORD has allowed faults */
    private boolean check(Wheel wheel) throws IOException {
        boolean isFaulty = checkRecord(wheel);
        warnOfTrailingBytes(wheel);
        Metadata metadata = metadata(wheel);
        if (!metadata.name().equals(wheel.name().name())
                || !metadata.version().equals(wheel.name().version())) {
            throw UserException.of("Refused `" + wheel.fileName() + "`: its METADATA is of `" + metadata.name() + "` "
                            + metadata.version())
                    .hint(
                            "report it to the project that publishes the file, and use another version until it is fixed");
        }
        if (wheel.info().isNewer()) {
            progress.warning("`" + wheel.fileName() + "` uses version 1."
                    + wheel.info().minor() + " of the wheel format; newer features are ignored");
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
                List.of(Hint.of(
                        PythonHint.FORBID_RECORD_FAULTS, wheel.name().name().value()))));
        return faults.isPresent();
    }

    private void warnOfTrailingBytes(Wheel wheel) {
        if (wheel.trailing() > 0) {
            progress.warning("`" + wheel.fileName() + "` has " + wheel.trailing()
                    + " bytes after the end of its zip; they are ignored");
        }
    }

    /** The file that marks an allowed faulty RECORD: another build that does not allow it must check the wheel again. */
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

    /** Moves the file into the store; another build may have put an equal file there before. */
    private static Path moved(Path received, Path location, boolean isFaulty) throws IOException {
        Files.createDirectories(location.getParent());
        if (isFaulty) {
            AtomicFile.write(faultyMark(location), new byte[0]);
        }
        SharedFile.put(received, location);
        return location;
    }

    private Path location(Sha256 sum, String fileName) {
        return folder.resolve(sum.hex()).resolve(fileName);
    }
}
