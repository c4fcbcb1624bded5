package io.github.pywar.python.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.Retries;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.testing.TestIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceSourceTest {

    private static final String PATH = "/integrity/web";

    @TempDir
    Path folder;

    private final TestIndex index = TestIndex.start();

    @AfterEach
    void stop() {
        index.close();
    }

    private static String json(String publisher) {
        return "{\"version\": 1, \"attestation_bundles\": [{\"publisher\": " + publisher
                + ", \"attestations\": [{}]}]}";
    }

    private List<Publisher> publishers(boolean offline) throws IOException {
        try (Http http = Http.builder().offline(offline).retries(Retries.of(0)).build()) {
            DistributionFile file = DistributionFile.builder("web-1.0-py3-none-any.whl", index.at("/web"))
                    .hash("sha256", "0".repeat(64))
                    .provenance(index.at(PATH))
                    .build();
            return new ProvenanceSource(http, folder.resolve("provenance")).publishers(file);
        }
    }

    @Test
    void readsThePublisherOnce() throws IOException {
        index.serve(
                PATH,
                "application/vnd.pypi.integrity.v1+json",
                json("{\"kind\": \"GitHub\", \"repository\": \"acme/web\", \"workflow\": \"release.yml\","
                        + " \"environment\": \"pypi\", \"claims\": null}"));

        List<Publisher> first = publishers(false);

        assertThat(first).hasToString("[GitHub acme/web, workflow release.yml, environment pypi]");
        assertThat(publishers(true)).isEqualTo(first);
        assertThat(index.requests()).hasSize(1);
        assertThat(index.requests().get(0).header("Accept").orElseThrow()).contains("integrity.v1+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"version\": 2, \"attestation_bundles\": []}",
                "{\"version\": 1, \"attestation_bundles\": {}}",
                "{\"version\": 1, \"attestation_bundles\": [",
                "<html>login</html>",
            })
    void refusesOtherDocuments(String body) {
        index.serve(PATH, "application/json", body);

        assertThat(catchThrowableOfType(ProvenanceSource.Unreadable.class, () -> publishers(false)))
                .isNotNull();
        assertThat(folder.resolve("provenance")).doesNotExist();
    }

    @Test
    void refusesAnEndlessDocument() {
        index.endless(PATH);

        assertThat(catchThrowableOfType(ProvenanceSource.Unreadable.class, () -> publishers(false)))
                .isNotNull();
    }

    @Test
    void requestsNothingOffline() {
        assertThat(catchThrowableOfType(ProvenanceSource.Unreadable.class, () -> publishers(true)))
                .hasMessage("it is not in the cache, and the build is offline");
        assertThat(index.requests()).isEmpty();
    }

    @Test
    void ignoresPublishersWithoutKindAndLongClaims() throws IOException {
        String longClaim =
                json("{\"kind\": \"GitLab\", \"repository\": \"acme/web\", \"x\": \"" + "y".repeat(301) + "\"}");
        List<Publisher> one = ProvenanceSource.read(longClaim.getBytes(StandardCharsets.UTF_8), "test");
        List<Publisher> none =
                ProvenanceSource.read(json("{\"repository\": \"acme/web\"}").getBytes(StandardCharsets.UTF_8), "test");

        assertThat(one.get(0).claims()).containsOnlyKeys("kind", "repository");
        assertThat(none).isEmpty();
    }

    @Test
    void showsForeignTextInPrintableAscii() {
        List<Publisher> one = ProvenanceSource.read(
                json("{\"kind\": \"Git\\u001bHub\", \"repository\": \"ac\\u202eme`\"}")
                        .getBytes(StandardCharsets.UTF_8),
                "test");

        assertThat(one.get(0)).hasToString("Git?Hub ac?me?");
    }
}
