package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import java.net.URI;
import java.util.Optional;

/**
 * A URL from the POM, the command line or settings.xml. It must not contain a password: Maven prints these values in its
 * debug log.
 *
 * @param from POM element or property, for messages
 */
record ConfiguredUrl(URI url, String from) {

    /** @throws UserException if the text is not a URL */
    static ConfiguredUrl parse(String text, String from) {
        Optional<URI> url = UrlText.parse(text);
        if (url.isEmpty()) {
            throw UserException.of("`" + UrlText.shown(text) + "` is not a URL\n    from: " + from);
        }
        return new ConfiguredUrl(url.get(), from);
    }

    /**
     * Returns the URL of an index.
     *
     * @param name index or mirror, for the message
     * @param id of the {@code <server>} that can have the password
     * @throws UserException if the URL contains a user name or a password
     */
    URI ofIndex(String name, String id) {
        return checked(
                "The URL of " + name,
                "move them to settings.xml, where they can be encrypted: <server><id>" + id
                        + "</id><username>...</username><password>...</password></server>");
    }

    /**
     * Returns the URL of a page of wheels, which has no id: its password can only be in netrc.
     *
     * @throws UserException if the URL contains a user name or a password
     */
    URI ofFindLinks() {
        return checked(
                "The URL `" + UrlText.shown(url.toString()) + "`",
                "move them to netrc: machine "
                        + Credentials.withoutUserInfo(url).getHost() + " login ... password ...");
    }

    private URI checked(String name, String hint) {
        if (Credential.of(url).isPresent()) {
            throw UserException.of(
                            name + " contains a user name or a password, which Maven can print\n    from: " + from)
                    .hint(hint);
        }
        return url;
    }
}
