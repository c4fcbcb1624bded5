package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credential;
import io.github.pywar.python.index.IndexDeclaration;
import java.net.URI;
import java.util.Optional;

/**
 * Credentials of registries, from settings.xml.
 *
 * @param network of the session
 */
record RegistryCredentials(MavenNetwork network) {

    /**
     * Returns the credential for an image: of the declared server, or of a server whose id is the host of the registry.
     *
     * @param image repository and tag
     * @param server declared id
     * @param from the element of the declaration
     * @throws UserException if a server is declared, and settings.xml has no such server
     */
    Optional<Credential> of(String image, Optional<String> server, String from) {
        String host = host(image);
        Optional<Credential> found = host.isEmpty() && server.isEmpty()
                ? Optional.empty()
                : network.credential(IndexDeclaration.of(
                        server.orElse(host),
                        URI.create("https://" + (host.isEmpty() ? "registry.invalid" : host)),
                        from));
        if (server.isPresent() && found.isEmpty()) {
            throw UserException.of("There is no server `" + server.get()
                            + "` with a password in settings.xml\n    from: " + from)
                    .hint("add it: <server><id>" + server.get()
                            + "</id><username>...</username><password>...</password></server>");
        }
        return found;
    }

    /** Returns the host with its port; empty if the image is of the default registry. */
    private static String host(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        boolean isHost = first.equals("localhost") || first.contains(".") || first.contains(":");
        return isHost ? first : "";
    }
}
