package io.github.pywar.base.http;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Download of a file. It computes the checksum on the way and resumes after a broken connection. The target appears only
 * when the file is complete and has the expected checksum.
 *
 * @param request the URL; its limit is the largest accepted size
 * @param target the path of the file
 * @param expected the checksum, if it is known
 */
public record FileDownload(HttpRequest request, Path target, Optional<Sha256> expected) {

    private static final int BUFFER = 1 << 16;

    /** @return a download without an expected checksum */
    public static FileDownload of(HttpRequest request, Path target) {
        return new FileDownload(request.verbatim(), target, Optional.empty());
    }

    /** @return the same download, which accepts only the file with that checksum */
    public FileDownload expecting(Sha256 sum) {
        return new FileDownload(request, target, Optional.of(sum));
    }

    /**
     * Downloads the file.
     *
     * @param transfer reports every byte; not closed
     * @return the checksum of the file; empty if the server has no such file (404, 410)
     * @throws UnexpectedFileException if the checksum is not the expected one
     */
    public Optional<Sha256> fetch(Http http, Progress.Transfer transfer) throws IOException {
        try (AtomicFile file = AtomicFile.at(target)) {
            Received received = new Received(file, transfer);
            if (!http.get(() -> received.rest(this), received::take)) {
                return Optional.empty();
            }
            Sha256 sum = received.sink.sha256();
            check(sum);
            file.commit();
            transfer.done();
            return Optional.of(sum);
        }
    }

    private void check(Sha256 sum) {
        if (expected.isPresent() && !expected.get().equals(sum)) {
            throw new UnexpectedFileException(
                    target.getFileName().toString(),
                    "Refused `" + request.shown() + "`: its SHA-256 is not the expected one\n    expected: "
                            + expected.get() + "\n    received: " + sum,
                    List.of(Hint.of(
                            "run the build again; if it fails again, the file was changed on the server after its hash was"
                                    + " published")));
        }
    }

    /** The bytes that arrived so far, in several tries. */
    private static final class Received {

        private final AtomicFile file;
        private final Progress.Transfer transfer;
        private Sha256.Sink sink;

        Received(AtomicFile file, Progress.Transfer transfer) {
            this.file = file;
            this.transfer = transfer;
            this.sink = Sha256.sink(file.stream());
        }

        /** Resumes only with a known checksum, which proves that the two parts belong together. */
        HttpRequest rest(FileDownload download) {
            boolean resume = sink.size() > 0 && download.expected.isPresent();
            return resume ? download.request.header("Range", "bytes=" + sink.size() + "-") : download.request;
        }

        boolean take(HttpResponse response) throws IOException {
            if (response.isMissing()) {
                return false;
            }
            if (!response.isSuccess()) {
                throw new HttpFailure(response.uri(), "the server answers " + response.status(), null);
            }
            if (!continues(response)) {
                restart();
            }
            copy(response.body());
            return true;
        }

        private boolean continues(HttpResponse response) {
            return response.status() == 206
                    && response.header("Content-Range").orElse("").startsWith("bytes " + sink.size() + "-");
        }

        private void restart() throws IOException {
            if (sink.size() > 0) {
                sink.flush();
                file.channel().truncate(0).position(0);
                transfer.advance(-sink.size());
                sink = Sha256.sink(file.stream());
            }
        }

        private void copy(InputStream body) throws IOException {
            byte[] buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                sink.write(buffer, 0, read);
                transfer.advance(read);
            }
        }
    }
}
