package io.github.pywar.maven;

import io.github.pywar.app.sign.SigningKey;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Reads what a POM and Maven's settings say of the key that signs archives. */
final class SigningOfPom {

    private final SettingsDecrypter decrypter;
    private final Settings settings;
    private final Path base;

    /** @param base the folder of the POM */
    SigningOfPom(SettingsDecrypter decrypter, Settings settings, Path base) {
        this.decrypter = decrypter;
        this.settings = settings;
        this.base = base;
    }

    /**
     * @param file of the key; where it is not said, the server of the settings says it
     * @param server id of a {@code <server>} with {@code <passphrase>}, and {@code <privateKey>} where no file is said
     * @return the key, where one of the two is said
     */
    Optional<SigningKey> key(Optional<String> file, Optional<String> server) throws IOException {
        if (server.isEmpty()) {
            return file.isEmpty() ? Optional.empty() : Optional.of(SigningKey.of(file.get(), base, Optional.empty()));
        }
        Server known = server(server.get());
        String path = file.or(() -> text(known.getPrivateKey())).orElseThrow(() -> withoutKey(known.getId()));
        Optional<String> passphrase = text(known.getPassphrase());
        passphrase.ifPresent(
                said -> EncryptedPassword.refuse(said, "passphrase of the <server> `" + known.getId() + "`"));
        return Optional.of(SigningKey.of(path, base, passphrase));
    }

    /** The resolver would hand on no passphrase where the server names no key. */
    private Server server(String id) {
        Server said = settings.getServer(id);
        if (said == null) {
            throw UserException.of("There is no server `" + id + "` in settings.xml\n    from: <signingServer>")
                    .hint("add it: <server><id>" + id + "</id><privateKey>/path/to/signing-key.pem</privateKey>"
                            + "<passphrase>...</passphrase></server>");
        }
        return decrypter.decrypt(new DefaultSettingsDecryptionRequest(said)).getServer();
    }

    private static Optional<String> text(String said) {
        return Optional.ofNullable(said).filter(text -> !text.isEmpty());
    }

    private static UserException withoutKey(String id) {
        return UserException.of("The server `" + id + "` of settings.xml names no key\n    from: <signingServer>")
                .hint("name the key's file there, <privateKey>/path/to/signing-key.pem</privateKey>,"
                        + " or in <signingKey>");
    }
}
