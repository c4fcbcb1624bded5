package io.github.pywar.maven;

import io.github.pywar.app.sign.SigningKey;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;

/** Reads what a POM and Maven's settings say of the key that signs archives. */
final class SigningOfPom {

    private final RepositorySystem system;
    private final MavenSession session;
    private final Path base;

    /** @param base the folder of the POM */
    SigningOfPom(RepositorySystem system, MavenSession session, Path base) {
        this.system = system;
        this.session = session;
        this.base = base;
    }

    /**
     * @param file of the key; where it is not said, the server of the settings says it
     * @param server id of a {@code <server>} with {@code <privateKey>} and {@code <passphrase>}
     * @return the key, where one of the two is said
     */
    Optional<SigningKey> key(Optional<String> file, Optional<String> server) throws IOException {
        if (server.isEmpty()) {
            return file.isEmpty() ? Optional.empty() : Optional.of(SigningKey.of(file.get(), base, Optional.empty()));
        }
        String id = server.get();
        if (session.getSettings().getServer(id) == null) {
            throw UserException.of("There is no server `" + id + "` in settings.xml\n    from: <signingServer>")
                    .hint("add it: <server><id>" + id + "</id><privateKey>/path/to/signing-key.pem</privateKey>"
                            + "<passphrase>…</passphrase></server>");
        }
        RemoteRepository bare = new RemoteRepository.Builder(id, "default", "file:///").build();
        RemoteRepository known = system.newDeploymentRepository(session.getRepositorySession(), bare);
        try (AuthenticationContext said = AuthenticationContext.forRepository(session.getRepositorySession(), known)) {
            String path = file.or(() -> value(said, AuthenticationContext.PRIVATE_KEY_PATH))
                    .orElseThrow(() -> withoutKey(id));
            return Optional.of(SigningKey.of(path, base, value(said, AuthenticationContext.PRIVATE_KEY_PASSPHRASE)));
        }
    }

    /** Maven hands them on decrypted; of a server that says nothing there is no context. */
    private static Optional<String> value(AuthenticationContext said, String name) {
        return Optional.ofNullable(said).map(context -> context.get(name)).filter(text -> !text.isEmpty());
    }

    private static UserException withoutKey(String id) {
        return UserException.of("The server `" + id + "` of settings.xml names no key\n    from: <signingServer>")
                .hint("name the key's file there, <privateKey>/path/to/signing-key.pem</privateKey>,"
                        + " or in <signingKey>");
    }
}
