package io.github.pywar.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** Base of the goals that sign an archive. */
abstract class AbstractSignedMojo extends AbstractAppMojo {

    /**
     * File of the Ed25519 private key (PEM, PKCS #8) that signs the archive; the signature is attached as {@code
     * ARCHIVE.sig}. Never write the key itself here. For OpenPGP signatures, use maven-gpg-plugin.
     *
     * <p>Default: none. Example: {@code -Dpywar.signingKey=/run/secrets/signing-key.pem}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.signingKey")
    String signingKey;

    /**
     * Id of a {@code <server>} in settings.xml with the file of the signing key ({@code <privateKey>}) and its passphrase
     * ({@code <passphrase>}).
     *
     * <p>Default: none. Example: {@code <signingServer>signing</signingServer>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.signingServer")
    String signingServer;

    /**
     * Id of the platform that builds the archive, a URI. If it is set, the build writes and attaches a provenance (SLSA v1)
     * as {@code ARCHIVE.intoto.jsonl}, signed with the signing key.
     *
     * <p>Default: none. Example: {@code
     * -Dpywar.provenanceBuilder=https://ci.example.org/builders/release}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.provenanceBuilder")
    String provenanceBuilder;

    /**
     * Commit of the sources that the provenance names, usually a variable of the build server.
     *
     * <p>Default: none. Example: {@code -Dpywar.sourceCommit=${env.CI_COMMIT_SHA}}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.sourceCommit")
    String sourceCommit;

    AbstractSignedMojo(MavenServices services) {
        super(services);
    }
}
