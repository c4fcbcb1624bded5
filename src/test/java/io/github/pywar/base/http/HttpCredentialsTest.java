package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestIndex.Request;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Credentials of requests, and their redaction in messages. */
class HttpCredentialsTest extends HttpFixture {

    @Test
    void distinguishesRefusedFromMissingCredentials() {
        index.guardedBy("ann", "secret");
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageStartingWith(
                            "Not allowed to read `" + index.fileUrl(NAME)
                                    + "`: 127.0.0.1 refuses requests without a user and password (401)\nhint: configure a user");
            URI wrong = URI.create(index.fileUrl(NAME).toString().replace("http://", "http://ann:wrong@"));
            assertThatThrownBy(() -> http.get(HttpRequest.of(wrong), HttpResponse::bytes))
                    .hasMessageStartingWith(
                            "Not allowed to read `" + index.fileUrl(NAME)
                                    + "`: 127.0.0.1 refuses the user and password that were sent (401)\nhint: check the password, or");
        }
        assertThat(index.requests()).hasSize(2);
    }

    @Test
    void sendsTheCredentialsOfTheLongestPrefix() throws IOException {
        index.guardedBy("ann", "secret");
        Credentials credentials = Credentials.NONE
                .with(index.at("/"), new Credential("bob", "other"))
                .with(index.at("/files/"), new Credential("ann", "secret"));
        try (Http http = http().credentials(credentials).build()) {
            assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isEqualTo(CONTENT);
        }
    }

    @Test
    void sendsTheUserAndPasswordOfTheUrl() throws IOException {
        index.guardedBy("a@b", "p:w");
        URI uri = URI.create(index.fileUrl(NAME).toString().replace("http://", "http://a%40b:p%3Aw@"));
        try (Http http = http().build()) {
            assertThat(http.get(HttpRequest.of(uri), HttpResponse::bytes)).isEqualTo(CONTENT);
            URI end = http.get(HttpRequest.of(uri), HttpResponse::uri);
            assertThat(end).isEqualTo(index.fileUrl(NAME));
        }
    }

    @Test
    void sendsNoCredentialsToTheHostOfARedirect() throws IOException {
        index.add("demo-1.0-py3-none-any.whl", zip()).with(Manner.PAGES_ELSEWHERE);
        Credentials credentials = Credentials.NONE.with(index.url(), new Credential("ann", "secret"));
        try (Http http = http().credentials(credentials).build()) {
            URI end = http.get(HttpRequest.of(index.url().resolve("demo/")), HttpResponse::uri);
            assertThat(end.getHost()).isEqualTo("localhost");
        }
        List<Request> requests = index.requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).header("Authorization")).isPresent();
        assertThat(requests.get(1).header("Authorization")).isEmpty();
    }

    @Test
    void redactsPasswordsInMessages() {
        index.failing(100);
        URI uri = URI.create(index.fileUrl(NAME).toString().replace("http://", "http://ann:hunter2@"));
        try (Http http = http().build();
                Http offline = http().offline(true).build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(uri), HttpResponse::bytes))
                    .hasMessageNotContaining("hunter2");
            assertThatThrownBy(() -> offline.get(HttpRequest.of(uri), HttpResponse::bytes))
                    .hasMessageNotContaining("hunter2");
        }
    }
}
