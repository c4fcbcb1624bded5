package io.github.pywar.app.sign;

import io.github.pywar.base.error.UserException;

/** What can be wrong with a key, in words; none of them shows a part of it. */
final class KeyFault {

    private static final String PLACE = "\n    from: <signingKey>";
    private static final String MAKE = "make one: openssl genpkey -algorithm ed25519 -aes-256-cbc -out signing-key.pem";

    private KeyFault() {}

    static UserException inPom() {
        return UserException.of(
                        "A secret key stands where everyone who reads the POM or a log of Maven can see it" + PLACE)
                .hint("keep it in a file that only the build can read, and name that file")
                .hint("this key is no secret any more; " + MAKE);
    }

    static UserException missing(String path) {
        return UserException.of("There is no key `" + path + "`" + PLACE).hint(MAKE);
    }

    static UserException foreign(String name, String why) {
        return UserException.of("`" + name + "` holds no Ed25519 key as PKCS #8: " + why + PLACE)
                .hint(MAKE)
                .hint("OpenPGP keys sign through maven-gpg-plugin, which needs nothing of this plugin");
    }

    static UserException withoutPassphrase(String name) {
        return UserException.of("The key `" + name + "` is encrypted, and there is no passphrase for it" + PLACE)
                .hint("write it into settings.xml, encrypted by Maven:"
                        + " <server><id>signing</id><passphrase>...</passphrase></server>,"
                        + " and name that server: <signingServer>signing</signingServer>");
    }

    static UserException wrongPassphrase(String name) {
        return UserException.of("The passphrase does not open the key `" + name + "`\n    from: <signingServer>");
    }

    static UserException unknownScheme(String name) {
        return UserException.of("The key `" + name + "` is encrypted in a way that this JDK does not know" + PLACE)
                .hint("encrypt it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + name + " -out signing-key.pem");
    }
}
