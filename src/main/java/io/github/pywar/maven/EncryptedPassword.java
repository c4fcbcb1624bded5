package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.regex.Pattern;

/** Detection of a password in settings.xml that Maven could not decrypt and returned unchanged. */
final class EncryptedPassword {

    private static final Pattern SHAPE = Pattern.compile("\\{(\\[[^\\]]*\\])?[A-Za-z0-9+/=]{24,}\\}");

    private EncryptedPassword() {}

    /**
     * Checks that a password is decrypted.
     *
     * @param password as Maven returns it
     * @param name for the message, for example {@code password of the <server> `internal`}
     * @throws UserException if it still has the form of an encrypted password
     */
    static void refuse(String password, String name) {
        if (SHAPE.matcher(password).find()) {
            throw UserException.of("The " + name + " in settings.xml could not be decrypted")
                    .hint("put the master password that it was encrypted with into ~/.m2/settings-security.xml, or into"
                            + " the file that -Dsettings.security names")
                    .hint("or encrypt it again: mvn --encrypt-password");
        }
    }
}
