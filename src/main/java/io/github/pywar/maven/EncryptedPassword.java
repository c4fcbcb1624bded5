package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.regex.Pattern;

/** A password of the settings that Maven encrypted, where it came out as it went in. */
final class EncryptedPassword {

    private static final Pattern SHAPE = Pattern.compile("\\{(\\[[^\\]]*\\])?[A-Za-z0-9+/=]{24,}\\}");

    private EncryptedPassword() {}

    /**
     * @param password what Maven gives as the decrypted one
     * @param what for the message, for example {@code password of the <server> `internal`}
     * @throws UserException where it is not
     */
    static void refuse(String password, String what) {
        if (SHAPE.matcher(password).find()) {
            throw UserException.of("The " + what + " in settings.xml could not be decrypted")
                    .hint("the master password that it was encrypted with must stand in ~/.m2/settings-security.xml, or"
                            + " in the file that -Dsettings.security names")
                    .hint("encrypt it anew: mvn --encrypt-password");
        }
    }
}
