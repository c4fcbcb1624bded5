package io.github.pywar.app.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestZip;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignProvenanceTest {

    private static final String BUILDER = "https://ci.example.org/builders/release";
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static final String MANIFEST = """
            {"format": "1.0", "name": "shop", "version": "1.0",
             "build": {"id": "0123456789ab", "timestamp": "2026-01-01T00:00:00Z", "tool": "pywar-maven-plugin 1.0.0"},
             "maven": {"groupId": "com.example", "artifactId": "shop", "version": "1.0"},
             "entry": {"module": "shop", "attribute": "app", "factory": false, "interface": "wsgi"},
             "target": {"implementation": "cpython", "python": "3.11", "platform": "linux-x86_64", "bits": 64},
             "server": "none",
             "packages": [{"name": "flask", "version": "3.1.3", "file": "flask-3.1.3-py3-none-any.whl", "sha256": "%1$s"}],
             "runtime": {"artifact": "com.example:cpython:3.11.9:tar.gz", "sha256": "%1$s"}}""".formatted("0".repeat(64));

    @TempDir
    Path folder;

    private Path archive;
    private SigningKey key;

    @BeforeEach
    void build() throws IOException {
        archive = Files.write(
                folder.resolve("shop-1.0.pywar"),
                new TestZip()
                        .add("META-INF/pywar/manifest.json", MANIFEST.getBytes(StandardCharsets.UTF_8))
                        .bytes());
        openssl("genpkey", "-algorithm", "ed25519", "-out", "key.pem");
        openssl("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem");
        key = SigningKey.of("key.pem", "<signingKey>", folder, Optional.empty());
    }

    private int openssl(String... words) throws IOException {
        return Tool.run(folder, "openssl", words).exit();
    }

    @Test
    void statesTheInputsByTheirHashes() throws IOException {
        JsonNode envelope = Json.read(write(), "envelope");
        String statement = new String(payload(envelope), StandardCharsets.UTF_8);

        assertThat(envelope.path("payloadType").asText()).isEqualTo("application/vnd.in-toto+json");
        Golden.assertMatches("sign/provenance.json", statement.replaceAll("[0-9a-f]{64}", "HASH"));
    }

    /** The bytes that are signed are composed here once more, from the specification. */
    @Test
    void opensslVerifiesTheSignature() throws IOException {
        JsonNode envelope = Json.read(write(), "envelope");
        byte[] payload = payload(envelope);
        Files.write(
                folder.resolve("sig"),
                Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asText()));
        String header = "DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ";

        assertThat(verify(header + new String(payload, StandardCharsets.UTF_8))).isZero();
        assertThat(verify(header + new String(payload, StandardCharsets.UTF_8).replace("release", "laptop!")))
                .isNotZero();
    }

    @Test
    void equalBuildsHaveEqualProvenances() throws IOException {
        byte[] first = write();

        assertThat(write()).isEqualTo(first);
        assertThat(new String(first, StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void refusesOtherBuildersAndCommits() {
        Golden.assertMatches(
                "sign/provenance-errors.txt",
                String.join("\n\n", error("our builder", COMMIT), error(BUILDER, "main")));
    }

    private static String error(String builder, String commit) {
        return catchThrowableOfType(
                        UserException.class,
                        () -> new ProvenanceInputs(builder, Optional.empty(), Optional.empty(), Optional.of(commit)))
                .getMessage();
    }

    private byte[] write() throws IOException {
        Path lock = Files.writeString(folder.resolve("pylock.toml"), "lock-version = \"1.0\"\n");
        ProvenanceInputs inputs = new ProvenanceInputs(
                BUILDER, Optional.of(lock), Optional.of("https://git.example.org/shop"), Optional.of(COMMIT));
        new SignProvenance(key, new TestProgress()).run(archive, inputs);
        return Files.readAllBytes(SignProvenance.beside(archive));
    }

    private static byte[] payload(JsonNode envelope) {
        return Base64.getDecoder().decode(envelope.path("payload").asText());
    }

    private int verify(String signed) throws IOException {
        Files.writeString(folder.resolve("signed"), signed);
        return openssl(
                "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "signed", "-sigfile", "sig");
    }
}
