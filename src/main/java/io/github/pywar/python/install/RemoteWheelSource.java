package io.github.pywar.python.install;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.FileDownload;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
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
 * Source of wheels at the URL of their index: on a server, or in a folder of this machine.
 *
 * @param http for wheels on a server
 * @param largest size of a file, in bytes; for a file of undeclared size at most 4 GiB
 */
public record RemoteWheelSource(Http http, long largest) implements WheelSource {

    private static final int BUFFER = 1 << 16;

    /** In bytes: so much more than the declared size is read, because the message names the real size. */
    private static final long RESERVE = 1 << 20;

    /** The largest published wheels have 3 GB; an index with larger files declares their sizes. */
    private static final long LARGEST_UNDECLARED = 4L << 30;

    /** Creates a source with the default limit. */
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
        HttpRequest request = HttpRequest.of(file.url())
                .limit(limit(file))
                .expecting(file.size().orElse(0));
        FileDownload download = FileDownload.of(request, target);
        Optional<Sha256> expected = file.sha256();
        FileDownload checked = expected.isPresent() ? download.expecting(expected.get()) : download;
        Optional<Sha256> received = checked.fetch(http, transfer);
        if (received.isEmpty()) {
            throw missing(file, "the server has no such file (404 or 410)");
        }
        return received.get();
    }

    /** @return how many bytes of a file are read at most */
    long limit(DistributionFile file) {
        if (file.size().isEmpty()) {
            return Math.min(largest, LARGEST_UNDECLARED);
        }
        return Math.min(largest, Math.min(file.size().getAsLong(), largest) + RESERVE);
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
            throw missing(file, "the file does not exist");
        }
    }

    private static UserException missing(DistributionFile file, String reason) {
        return UserException.of("Cannot read `" + Credentials.redact(file.url().toString()) + "`: " + reason
                        + "\n    index: " + file.indexId())
                .hint(PythonHint.REFRESH_PAGES)
                .hint(PythonHint.REPLACE_LOCKED_FILE);
    }
}
