package io.github.pywar.python.install;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.source.ArchiveSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Store of downloaded archives of source code by content: {@code SHA256/NAME}. Each archive is compared with its declared
 * size and hashes at the download, and with its hash at each use. Several builds can use one store at the same time.
 */
public final class ArchiveStore implements ArchiveSource {

    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\x00-\\x1f:]{1,200}");

    private final Path folder;
    private final WheelSource source;
    private final Progress progress;
    private final DownloadStaging staging;
    private final HashCache sums;
    private final DownloadLocks locks;

    /**
     * Opens a store.
     *
     * @param folder the folder of the store; it need not exist
     * @param source of files that are not in it
     * @param progress for downloads and warnings
     */
    public ArchiveStore(Path folder, WheelSource source, Progress progress) {
        this.folder = folder;
        this.source = source;
        this.progress = progress;
        this.staging = new DownloadStaging(folder.resolve("incoming"));
        this.sums = new HashCache(folder.resolve("sums"));
        this.locks = DownloadLocks.in(folder.resolve("locks"), progress);
    }

    @Override
    public Path archive(DistributionFile file) throws IOException {
        if (!NAME.matcher(file.fileName()).matches()) {
            throw UserException.of("`" + PathText.shown(file.fileName()) + "` is not the file name of an archive");
        }
        Optional<Path> stored = stored(file);
        String key = file.sha256().map(Sha256::hex).orElseGet(() -> file.url().toString());
        return stored.isPresent() ? stored.get() : locks.locked(key, file.fileName(), () -> missing(file));
    }

    /** Looks into the store again: another build may have added the archive while this one waited for the lock. */
    private Path missing(DistributionFile file) throws IOException {
        Optional<Path> stored = stored(file);
        return stored.isPresent() ? stored.get() : download(file);
    }

    private Optional<Path> stored(DistributionFile file) throws IOException {
        Optional<Path> location = sums.find(file, source.isOffline())
                .map(sum -> location(sum, file))
                .filter(Files::isRegularFile);
        if (location.isPresent() && !StoredWheelCheck.isUnchanged(location.get())) {
            progress.warning("`" + location.get() + "` was changed after its download; it is downloaded again");
            Files.deleteIfExists(location.get());
            return Optional.empty();
        }
        return location;
    }

    private Path download(DistributionFile file) throws IOException {
        String from = file.indexId().isEmpty() ? "URL" : file.indexId();
        try (DownloadStaging.StagingFolder staged = staging.create();
                Progress.Transfer transfer =
                        progress.transfer(from, file.fileName(), file.size().orElse(-1))) {
            Path received = staged.folder().resolve(file.fileName());
            List<Path> sumEntries = sums.entries(file);
            Sha256 sum = source.fetch(file, received, transfer);
            ExpectedFile.of(file).check(received, sum);
            Path stored = location(sum, file);
            Files.createDirectories(stored.getParent());
            SharedFile.put(received, stored);
            StoredWheelCheck.record(stored);
            sums.keep(file, sumEntries, sum);
            return stored;
        }
    }

    private Path location(Sha256 sum, DistributionFile file) {
        return folder.resolve(sum.hex()).resolve(file.fileName());
    }
}
