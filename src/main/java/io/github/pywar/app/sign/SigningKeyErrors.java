package io.github.pywar.app.sign;

import io.github.pywar.base.error.UserException;

/**
 * Errors of a signing key. No message contains a part of the key.
 *
 * @param name the name of the key's file
 * @param origin the element that contains the path of the file
 */
record SigningKeyErrors(String name, String origin) {

    private static final String CREATE =
            "create one: openssl genpkey -algorithm ed25519 -aes-256-cbc -out signing-key.pem";

    static UserException inPom() {
        return UserException.of(
                        "<signingKey> contains a private key: anyone who reads the POM or Maven's log can copy it")
                .hint("store it in a file that only the build can read, and set <signingKey> to the path of that file")
                .hint("do not use this key any more; " + CREATE);
    }

    UserException missing(String path) {
        return UserException.of("The key file `" + path + "` does not exist" + from())
                .hint("correct the path")
                .hint("if there is no key yet, " + CREATE);
    }

    UserException notEd25519(String why) {
        return UserException.of("`" + name + "` is not an Ed25519 private key in PKCS #8 format: " + why + from())
                .hint(CREATE)
                .hint("for OpenPGP signatures, use maven-gpg-plugin; pywar needs no setting for it");
    }

    UserException withoutPassphrase() {
        return UserException.of("The key `" + name + "` is encrypted, and no passphrase is configured" + from())
                .hint("store the passphrase in settings.xml, encrypted by Maven:"
                        + " <server><id>signing</id><passphrase>...</passphrase></server>,"
                        + " and name that server: <signingServer>signing</signingServer>");
    }

    UserException wrongPassphrase() {
        return UserException.of("The passphrase does not decrypt the key `" + name + "`\n    from: <signingServer>")
                .hint("correct the <passphrase> of that <server> in settings.xml; to test a passphrase:"
                        + " openssl pkey -noout -in " + name);
    }

    UserException unknownEncryption() {
        return UserException.of("The JDK does not support the encryption of the key `" + name + "`" + from())
                .hint("encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + name + " -out signing-key.pem");
    }

    private String from() {
        return "\n    from: " + origin;
    }
}
