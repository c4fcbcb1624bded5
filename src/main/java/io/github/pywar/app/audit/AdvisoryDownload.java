package io.github.pywar.app.audit;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.UpdatePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Download of advisories from a configured URL. The file is kept, and read again only if the server has a newer one.
 *
 * @param folder of kept files
 * @param policy when the server is asked for a newer file
 */
public record AdvisoryDownload(Http http, Path folder, UpdatePolicy policy, Clock clock) {

    private static final long LARGEST = 4L << 30;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST_TAG = 1_000;
    private static final int NOT_MODIFIED = 304;

    /**
     * Returns the file of a URL.
     *
     * @throws UserException if the server does not have it
     */
    public Path fetch(URI url, Progress progress) throws IOException {
        String key = Sha256.of(url.toString().getBytes(StandardCharsets.UTF_8)).hex();
        Path file = folder.resolve(key + (url.getPath().endsWith(".json") ? ".json" : ".zip"));
        boolean isKept = Files.exists(file);
        if (isKept
                && (http.isOffline()
                        || policy.isFresh(Files.getLastModifiedTime(file).toInstant(), clock))) {
            return file;
        }
        Path tag = folder.resolve(key + ".etag");
        HttpRequest request =
                HttpRequest.of(url).limit(LARGEST).patience(PATIENCE).verbatim();
        if (isKept && Files.exists(tag)) {
            request = request.header("If-None-Match", Files.readString(tag));
        }
        String shown = request.shown();
        http.get(request, response -> {
            store(response, shown, file, tag, progress);
            return true;
        });
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        return file;
    }

    private static void store(HttpResponse response, String shown, Path file, Path tag, Progress progress)
            throws IOException {
        if (response.status() == NOT_MODIFIED && Files.exists(file)) {
            return;
        }
        if (!response.isSuccess()) {
            throw UserException.of("Cannot read the advisories `" + shown + "`: the server answers " + response.status()
                            + "\n    from: <advisories>")
                    .hint("check the URL; it is that of a zip of records in the OSV format");
        }
        // without the tag first: a file and the tag of an earlier one must not be combined
        Files.deleteIfExists(tag);
        try (Progress.Transfer transfer =
                progress.transfer(response.uri().getHost(), "advisories", response.length())) {
            AtomicFile.write(file, out -> copy(response.body(), out, transfer));
            transfer.done();
        }
        Optional<String> etag = response.header("ETag").filter(text -> text.length() <= LONGEST_TAG);
        if (etag.isPresent()) {
            AtomicFile.write(tag, etag.get().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void copy(InputStream body, java.io.OutputStream out, Progress.Transfer transfer)
            throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            out.write(buffer, 0, read);
            transfer.advance(read);
        }
    }
}
