package io.github.pywar.python.install;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.FileDownload;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Wheels from where their index says that they are: a server, or a folder of this machine.
 *
 * @param http for those on a server
 * @param largest in bytes, of any file; of one whose size is not declared, at most 4 GiB
 */
public record RemoteWheelSource(Http http, long largest) implements WheelSource {

    private static final int BUFFER = 1 << 16;

    /** How much more than promised is read, to be able to say how large the file is. */
    private static final long BEYOND_PROMISE = 1 << 20;

    /** The largest real wheels have 3 GB; an index that has larger ones declares their sizes. */
    private static final long LARGEST_UNDECLARED = 4L << 30;

    /** With the usual limit. */
    public RemoteWheelSource(Http http) {
        this(http, ZipLimits.DEFAULT.totalBytes());
    }

    @Override
    public Sha256 fetch(DistributionFile file, Path target, Progress.Transfer transfer) throws IOException {
        return file.isLocal() ? copy(file, target, transfer) : download(file, target, transfer);
    }

    @Override
    public boolean isOffline() {
        return http.isOffline();
    }

    private Sha256 download(DistributionFile file, Path target, Progress.Transfer transfer) throws IOException {
        HttpRequest request = HttpRequest.of(file.url()).limit(limit(file));
        FileDownload download = FileDownload.of(request, target);
        Optional<Sha256> expected = file.sha256();
        FileDownload checked = expected.isPresent() ? download.expecting(expected.get()) : download;
        return checked.fetch(http, transfer).orElseThrow(() -> gone(file));
    }

    /** @return how many bytes of a file are read at most */
    long limit(DistributionFile file) {
        if (file.size().isEmpty()) {
            return Math.min(largest, LARGEST_UNDECLARED);
        }
        return Math.min(largest, Math.min(file.size().getAsLong(), largest) + BEYOND_PROMISE);
    }

    private static Sha256 copy(DistributionFile file, Path target, Progress.Transfer transfer) throws IOException {
        try (InputStream in = Files.newInputStream(FileUrl.path(file.url()));
                AtomicFile out = AtomicFile.at(target)) {
            Sha256.Sink sink = Sha256.sink(out.stream());
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                sink.write(buffer, 0, length);
                transfer.advance(length);
            }
            out.commit();
            transfer.done();
            return sink.sha256();
        } catch (NoSuchFileException e) {
            throw gone(file);
        }
    }

    private static UserException gone(DistributionFile file) {
        return UserException.of("`" + file.fileName() + "` is not where index `" + file.indexId() + "` says it is")
                .hint(PythonHint.REFRESH_PAGES)
                .hint(PythonHint.REPLACE_LOCKED_FILE);
    }
}
