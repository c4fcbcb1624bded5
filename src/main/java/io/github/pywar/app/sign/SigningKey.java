package io.github.pywar.app.sign;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.text.PemBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.List;
import java.util.Optional;

/** Ed25519 private key (RFC 8032), from a PEM file in PKCS #8 format (RFC 5958). No text shows a part of it. */
public final class SigningKey {

    private static final int BUFFER = 1 << 16;

    /** In bytes; an encrypted Ed25519 key has about 300. */
    private static final int MAX_FILE_BYTES = 1 << 16;

    private final PrivateKey key;
    private final Sha256 fileHash;

    private SigningKey(PrivateKey key, Sha256 fileHash) {
        this.key = key;
        this.fileHash = fileHash;
    }

    /**
     * Reads the key file.
     *
     * @param configured the path in the POM, the command line or settings.xml
     * @param origin the element that contains the path, for messages
     * @param folder the folder that a relative path begins at
     * @param passphrase the passphrase of an encrypted key
     * @throws UserException if the text is itself a key, or the file has no usable key
     */
    public static SigningKey of(String configured, String origin, Path folder, Optional<String> passphrase)
            throws IOException {
        if (isKey(configured)) {
            throw SigningKeyErrors.inPom();
        }
        Path file = folder.resolve(PathText.require(configured.strip(), origin));
        SigningKeyErrors errors = new SigningKeyErrors(String.valueOf(file.getFileName()), origin);
        if (!Files.isRegularFile(file)) {
            throw errors.missing(configured.strip());
        }
        byte[] content = content(file, errors);
        List<PemBlock> blocks = PemBlock.allOf(new String(content, StandardCharsets.ISO_8859_1));
        if (blocks.isEmpty()) {
            throw errors.notEd25519("it has no PEM block");
        }
        return new SigningKey(Pkcs8.of(blocks.get(0), errors).key(passphrase), Sha256.of(content));
    }

    private static byte[] content(Path file, SigningKeyErrors errors) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
            if (content.length > MAX_FILE_BYTES) {
                throw errors.notEd25519("it is longer than " + MAX_FILE_BYTES + " bytes");
            }
            return content;
        }
    }

    /** The second form is the body of an Ed25519 key without the BEGIN and END lines. */
    private static boolean isKey(String configured) {
        return configured.contains("PRIVATE KEY") || configured.strip().startsWith("MC4CAQAwBQYDK2Vw");
    }

    /** Returns whether a file with this hash is the key file. */
    public boolean isFile(Sha256 hash) {
        return hash.equals(fileHash);
    }

    /** Returns the 64 bytes of the signature. The JDK keeps the complete file in memory for it. */
    public byte[] sign(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return sign(in);
        }
    }

    /** Returns the 64 bytes of the signature. */
    byte[] sign(byte[] content) throws IOException {
        return sign(new ByteArrayInputStream(content));
    }

    private byte[] sign(InputStream in) throws IOException {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                signature.update(buffer, 0, length);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }
}
