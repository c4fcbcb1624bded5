package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.error.PythonHint;
import java.io.IOException;
import java.util.Optional;

/** {@code .metadata} files beside wheels (PEP 658, 714), checked against the hashes that the page gives for them. */
record AdvertisedMetadata(Http http) {

    private static final long LARGEST = 16L << 20;

    /** @return the file; empty where none is advertised, or the server does not have it after all */
    Optional<byte[]> read(DistributionFile file) throws IOException {
        if (file.coreMetadata().isEmpty()) {
            return Optional.empty();
        }
        HttpRequest request = HttpRequest.of(file.metadataUrl()).limit(LARGEST);
        Optional<byte[]> metadata = http.get(
                request, response -> response.status() == 200 ? Optional.of(response.bytes()) : missing(response));
        if (metadata.isPresent()) {
            check(file, metadata.get());
        }
        return metadata;
    }

    private static Optional<byte[]> missing(HttpResponse response) {
        return Optional.empty();
    }

    private static void check(DistributionFile file, byte[] metadata) {
        file.coreMetadata().orElseThrow().forEach((algorithm, expected) -> {
            String received = DigestAlgorithm.named(algorithm)
                    .map(known -> known.hex(metadata))
                    .orElse(expected);
            if (!received.equalsIgnoreCase(expected)) {
                throw UserException.of("Refused `"
                                + Credentials.redact(file.metadataUrl().toString()) + "`: its " + algorithm
                                + " is not the one on the page of index `" + file.indexId() + "`\n    expected: "
                                + expected + "\n    received: " + received)
                        .hint(PythonHint.REFRESH_PAGES)
                        .hint("if it fails again, report it to the owner of the index");
            }
        });
    }
}
