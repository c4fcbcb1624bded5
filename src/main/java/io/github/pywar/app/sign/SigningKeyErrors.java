package io.github.pywar.app.sign;

import io.github.pywar.base.error.UserException;

/** Errors of a signing key. No message contains a part of the key. */
final class SigningKeyErrors {

    private static final String FROM = "\n    from: <signingKey>";
    private static final String CREATE =
            "create one: openssl genpkey -algorithm ed25519 -aes-256-cbc -out signing-key.pem";

    private SigningKeyErrors() {}

    static UserException inPom() {
        return UserException.of(
                        "<signingKey> contains a private key: anyone who reads the POM or Maven's log can copy it")
                .hint("store it in a file that only the build can read, and set <signingKey> to the path of that file")
                .hint("do not use this key any more; " + CREATE);
    }

    static UserException missing(String path) {
        return UserException.of("The key file `" + path + "` does not exist" + FROM)
                .hint(CREATE);
    }

    static UserException foreign(String name, String why) {
        return UserException.of("`" + name + "` is not an Ed25519 private key in PKCS #8 format: " + why + FROM)
                .hint(CREATE)
                .hint("for OpenPGP keys use maven-gpg-plugin, which needs no configuration of pywar");
    }

    static UserException withoutPassphrase(String name) {
        return UserException.of("The key `" + name + "` is encrypted, and no passphrase is configured" + FROM)
                .hint("store the passphrase in settings.xml, encrypted by Maven:"
                        + " <server><id>signing</id><passphrase>...</passphrase></server>,"
                        + " and name that server: <signingServer>signing</signingServer>");
    }

    static UserException wrongPassphrase(String name) {
        return UserException.of("The passphrase does not decrypt the key `" + name + "`\n    from: <signingServer>")
                .hint("correct the <passphrase> of that <server> in settings.xml; to try one: openssl pkey -noout -in "
                        + name);
    }

    static UserException unknownEncryption(String name) {
        return UserException.of("The JDK does not support the encryption of the key `" + name + "`" + FROM)
                .hint("encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + name + " -out signing-key.pem");
    }
}
