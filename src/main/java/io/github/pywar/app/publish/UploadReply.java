package io.github.pywar.app.publish;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.text.TerminalText;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reply of a repository to an upload.
 *
 * @param status the status code
 * @param location of a redirect
 * @param text the beginning of the body
 */
record UploadReply(int status, Optional<String> location, String text) {

    /** Most bytes of a body that are read. */
    static final int LIMIT = 64 << 10;

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int LONGEST_SHOWN = 300;

    private static final Pattern EXISTS = Pattern.compile(
            "(?i)already (been )?(exist|upload|taken|present)|does not allow updating|duplicate|overwrite");
    private static final Pattern HTML = Pattern.compile("(?is)\\s*+(<!doctype html|<html).*");

    static UploadReply of(HttpResponse response) throws IOException {
        byte[] body = response.body().readNBytes(LIMIT);
        return new UploadReply(
                response.status(), response.header("Location"), new String(body, StandardCharsets.UTF_8));
    }

    /** Returns whether the repository has accepted the file. */
    boolean isAccepted() {
        return status / 100 == 2 && !isPage();
    }

    /** Returns whether the repository has a file of this name already: 409, or 400 and 403 with a text that says so. */
    boolean isDuplicate() {
        return status == 409
                || (status == 400 || status == 403) && EXISTS.matcher(text).find();
    }

    private boolean isPage() {
        return HTML.matcher(text).matches();
    }

    /**
     * Returns the error.
     *
     * @param what the upload that failed, with the URL
     * @param server id of the {@code <server>}; empty if none is declared
     */
    UserException error(String what, Optional<String> server) {
        UserException error = UserException.of(what + "\n    status: " + status + redirect() + answer());
        if (status / 100 == 2) {
            return error.hint("the answer is a page for browsers, perhaps a login page: check <publishUrl>");
        }
        return isDuplicate()
                ? error.hint("a published file is never replaced: raise the version of the project")
                        .hint("or to skip existing files: -Dpywar.skipExisting")
                : switch (status) {
                    case 401, 403 -> credentials(error, server);
                    case 301, 302, 303, 307, 308 -> error.hint("set <publishUrl> to a URL that accepts uploads itself");
                    case 404, 405 -> wrongUrl(error);
                    case 413 -> error.hint("raise the limit for uploads of the server, or of a proxy before it");
                    default ->
                        status >= 500 || status == TOO_MANY_REQUESTS
                                ? error.hint("try again later, or ask the operator of the repository")
                                : error.hint("correct what the answer names");
                };
    }

    private static UserException credentials(UserException error, Optional<String> server) {
        return server.map(id -> error.hint("check the user and the password of the <server> `" + id
                                + "` in settings.xml, and its permission to upload")
                        .hint("for a token, the user is `__token__` on PyPI"))
                .orElseGet(() -> error.hint("set <publishServer> to the id of a <server> in settings.xml"));
    }

    private static UserException wrongUrl(UserException error) {
        return error.hint("set <publishUrl> to the URL for uploads, which does not end with `/simple/`: on Nexus"
                + " `.../repository/NAME/`, on Artifactory `.../api/pypi/NAME`, on PyPI `.../legacy/`");
    }

    private String redirect() {
        return location.map(url -> "\n    redirect: " + Credentials.redact(TerminalText.of(url)))
                .orElse("");
    }

    private String answer() {
        String plain = isPage() ? "an HTML page" : text.strip().replaceAll("\\s+", " ");
        String shown = plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "..." : plain;
        return shown.isEmpty() ? "" : "\n    answer: " + Credentials.redact(TerminalText.of(shown));
    }
}
