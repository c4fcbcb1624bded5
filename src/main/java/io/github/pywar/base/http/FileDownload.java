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
 * A file to fetch: summed up while it arrives, taken up where it broke off, and put in its place only when it is whole
 * and has the expected sum.
 *
 * @param request what to read; its limit is the largest size that is taken
 * @param target where to put it
 * @param expected its sum, where that is known
 */
public record FileDownload(HttpRequest request, Path target, Optional<Sha256> expected) {

    private static final int BUFFER = 1 << 16;

    /** @return a download whose sum is not known before */
    public static FileDownload of(HttpRequest request, Path target) {
        return new FileDownload(request.verbatim(), target, Optional.empty());
    }

    /** @return this, refusing every other content */
    public FileDownload expecting(Sha256 sum) {
        return new FileDownload(request, target, Optional.of(sum));
    }

    /**
     * Fetches it.
     *
     * @param transfer told of every byte; not closed
     * @return the sum of what lies at {@link #target} now; empty where the server has no such file (404, 410)
     * @throws UnexpectedFileException where the content is not the expected one
     */
    public Optional<Sha256> fetch(Http http, Progress.Transfer transfer) throws IOException {
        try (AtomicFile file = AtomicFile.at(target)) {
            Arrival arrival = new Arrival(file, transfer);
            if (!http.get(() -> arrival.rest(this), arrival::take)) {
                return Optional.empty();
            }
            Sha256 sum = arrival.sink.sha256();
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
                            "try again: a proxy or the download may have damaged it; if it stays so, the file was"
                                    + " changed on the server after its hash was published")));
        }
    }

    /** What is there so far, over several tries. */
    private static final class Arrival {

        private final AtomicFile file;
        private final Progress.Transfer transfer;
        private Sha256.Sink sink;

        Arrival(AtomicFile file, Progress.Transfer transfer) {
            this.file = file;
            this.transfer = transfer;
            this.sink = Sha256.sink(file.stream());
        }

        /** Only a known sum proves that two halves belong together. */
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
