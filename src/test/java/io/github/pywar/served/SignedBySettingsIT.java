package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Golden;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signatures by a key with a passphrase, which Maven encrypted and reads from its settings. */
class SignedBySettingsIT {

    private static final String PASSPHRASE = "0pen-sesame";
    private static final OpenFolder HOUSE = OpenFolder.create();
    private static final Path SECURITY = HOUSE.path().resolve("settings-security.xml");
    private static final Path KEY = HOUSE.path().resolve("locked.pem");

    private static String encrypted;

    private final OpenFolder folder = OpenFolder.create();
    private final ShopProject project = new ShopProject(folder.folder("project"))
            .configured("<server>none</server><noIndex>true</noIndex><signingServer>signing</signingServer>");

    @BeforeAll
    static void lock() throws IOException {
        encrypted = new MavenRun(HOUSE.path()).master(SECURITY).encrypted(PASSPHRASE);
        openssl(
                "genpkey",
                "-algorithm",
                "ed25519",
                "-aes-256-cbc",
                "-pass",
                "pass:" + PASSPHRASE,
                "-out",
                "locked.pem");
        openssl("pkey", "-in", "locked.pem", "-passin", "pass:" + PASSPHRASE, "-pubout", "-out", "public.pem");
    }

    @AfterAll
    static void forget() {
        HOUSE.close();
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void signsWithKeyAndPassphraseOfTheServer() {
        assertSigned(maven("<privateKey>" + KEY + "</privateKey>").run("-X", "package"));
    }

    @Test
    void signsWithAKeyOfTheCommandLine() {
        assertSigned(maven("").with("pywar.signingKey", KEY).run("-X", "package"));
    }

    @Test
    void reportsAPassphraseThatCannotBeDecrypted() throws IOException {
        Tool.Result refused = maven("<privateKey>" + KEY + "</privateKey>")
                .with("settings.security", HOUSE.path().resolve("missing.xml"))
                .run("package");

        Golden.assertMatches("maven/undecrypted-passphrase.txt", project.errors(refused));
    }

    private MavenRun maven(String elements) {
        return new MavenRun(project.folder())
                .with("settings.security", SECURITY)
                .server("signing", elements + "<passphrase>" + encrypted + "</passphrase>");
    }

    private void assertSigned(Tool.Result packaged) {
        assertThat(packaged.exit()).as(packaged.output()).isZero();
        assertThat(packaged.output()).doesNotContain(PASSPHRASE);
        openssl(
                "pkeyutl",
                "-verify",
                "-rawin",
                "-pubin",
                "-inkey",
                "public.pem",
                "-in",
                project.archive().toString(),
                "-sigfile",
                project.archive() + ".sig");
    }

    private static void openssl(String... words) {
        Tool.Result result = Tool.run(HOUSE.path(), "openssl", words);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
