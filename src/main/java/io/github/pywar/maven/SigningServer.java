package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A {@code <server>} of settings.xml with the file and the passphrase of a signing key, decrypted. */
record SigningServer(Server server) {

    private static final String FROM = "\n    from: <signingServer>";

    /**
     * Finds the server in the settings themselves: Maven's resolver drops the passphrase of a server without a key.
     *
     * @throws UserException if settings.xml has no such server
     */
    static SigningServer find(String id, Settings settings, SettingsDecrypter decrypter) {
        Server encrypted = settings.getServer(id);
        if (encrypted == null) {
            throw UserException.of("There is no server `" + id + "` in settings.xml" + FROM)
                    .hint("add it: <server><id>" + id + "</id><privateKey>/path/to/signing-key.pem</privateKey>"
                            + "<passphrase>...</passphrase></server>");
        }
        return new SigningServer(decrypter
                .decrypt(new DefaultSettingsDecryptionRequest(encrypted))
                .getServer());
    }

    /**
     * Returns the path of the key's file.
     *
     * @throws UserException if the server has none
     */
    String keyFile() {
        return text(server.getPrivateKey())
                .orElseThrow(() -> UserException.of(
                                "The server `" + server.getId() + "` of settings.xml has no <privateKey>" + FROM)
                        .hint("add the path of the key's file: <privateKey>/path/to/signing-key.pem</privateKey>")
                        .hint("or set <signingKey> in the POM"));
    }

    /** @throws UserException if Maven could not decrypt it */
    Optional<String> passphrase() {
        Optional<String> passphrase = text(server.getPassphrase());
        passphrase.ifPresent(
                text -> EncryptedPassword.refuse(text, "passphrase of the <server> `" + server.getId() + "`"));
        return passphrase;
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
