package io.github.pywar.app.publish;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpFailure;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Uploads a wheel to a repository of Python packages. */
public final class PublishWheel {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Repository for uploads.
     *
     * @param url that accepts uploads; not that of the index
     * @param server id of the {@code <server>} with the credential; empty if none is declared
     * @param skipsExisting whether a file that the repository has already is no error
     */
    public record Repository(URI url, Optional<String> server, boolean skipsExisting) {}

    private final Http http;
    private final Progress progress;

    /**
     * @param http with the credential for the repository
     * @param progress receives the result
     */
    public PublishWheel(Http http, Progress progress) {
        this.http = http;
        this.progress = progress;
    }

    /**
     * Uploads the wheel.
     *
     * @throws UserException if the repository rejects it
     */
    public void run(Path file, Repository repository) throws IOException {
        Wheel wheel = Wheel.open(file);
        HttpRequest request =
                HttpRequest.of(repository.url()).limit(UploadReply.LIMIT + 1L).patience(PATIENCE);
        UploadReply reply = reply(request, wheel);
        String name = wheel.fileName();
        if (reply.isAccepted()) {
            progress.step("Published " + name + " to " + request.shown() + ": " + Files.size(file) + " bytes");
        } else if (reply.isDuplicate() && repository.skipsExisting()) {
            progress.step("Skipped " + name + ": " + request.shown() + " has it already");
        } else {
            throw reply.error("Cannot publish `" + name + "` to `" + request.shown() + "`", repository.server());
        }
    }

    private UploadReply reply(HttpRequest request, Wheel wheel) throws IOException {
        try {
            return http.post(request, UploadForm.of(wheel), UploadReply::of);
        } catch (HttpFailure failure) {
            throw UserException.of("Cannot publish `" + wheel.fileName() + "`: " + failure.getMessage())
                    .hint("check the URL in <publishUrl>, and that this machine reaches the server")
                    .hint("a server that closes the connection during an upload may limit the size of files");
        }
    }
}
