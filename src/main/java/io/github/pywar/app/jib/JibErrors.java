package io.github.pywar.app.jib;

import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.pywar.app.image.ImageRequest;
import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;

/**
 * Errors of jib-core in the terms of the user.
 *
 * @param request that failed
 */
record JibErrors(ImageRequest request) {

    /** @throws IOException if the network or the disk failed */
    UserException of(Exception error) throws IOException {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidImageReferenceException invalid) {
                return reference(invalid);
            }
            if (cause instanceof RegistryUnauthorizedException refused) {
                return refused(refused);
            }
            if (cause.getCause() == null
                    && cause instanceof IOException failed
                    && !(failed instanceof ResponseException)) {
                return ofNetwork(failed);
            }
        }
        return UserException.of("Cannot write the image `" + request.name() + "`: " + text(error))
                .hint("check <imageBase> and <imageName>");
    }

    /**
     * Returns the error of a base image that is not in the cache while Maven is offline.
     *
     * @throws IOException any other failure
     */
    UserException ofNetwork(IOException error) throws IOException {
        if (request.access().offline() && request.base().reference().isPresent()) {
            return UserException.of(
                            "The base image `" + request.base().text() + "` is not in the cache, and Maven is offline")
                    .hint(BaseHint.GO_ONLINE);
        }
        throw error;
    }

    private static UserException reference(InvalidImageReferenceException invalid) {
        return UserException.of("`" + invalid.getInvalidReference() + "` is not a valid name of an image"
                        + "\n    from: <imageName> or <imageBase>")
                .hint("use lower case: registry.example.org/team/shop:1.0.0; a tag contains letters, digits, `_`, `.`"
                        + " and `-`");
    }

    private static UserException refused(RegistryUnauthorizedException refused) {
        String repository = refused.getImageReference();
        String registry = repository.contains("/") ? repository.substring(0, repository.indexOf('/')) : repository;
        return UserException.of("The registry `" + registry + "` refuses access to `" + repository + "`"
                        + "\n    answer: " + refused.getHttpResponseException().getStatusCode())
                .hint("check user, password and permissions of the <server> with the id `" + registry
                        + "` in settings.xml, or name another one in <imageServer> or <imageBaseServer>");
    }

    private static String text(Throwable error) {
        Throwable last = error;
        while (last.getCause() != null && last.getCause().getMessage() != null) {
            last = last.getCause();
        }
        return Credentials.redact(String.valueOf(last.getMessage()));
    }
}
