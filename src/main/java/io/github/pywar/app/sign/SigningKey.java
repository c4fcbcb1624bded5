package io.github.pywar.app.sign;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.text.PemBlock;
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

/**
 * A secret Ed25519 key (RFC 8032), from a PEM file with PKCS #8 (RFC 5958), encrypted or not. It shows itself in no text.
 */
public final class SigningKey {

    private static final int BUFFER = 1 << 16;

    /** Bytes of a key's file; an encrypted Ed25519 key has some 300. */
    private static final int LONGEST = 1 << 16;

    private final PrivateKey key;
    private final Sha256 fileSum;

    private SigningKey(PrivateKey key, Sha256 fileSum) {
        this.key = key;
        this.fileSum = fileSum;
    }

    /**
     * @param said what a POM or a command line says of it; must name a file
     * @param folder that a relative path begins at
     * @param passphrase where the key is encrypted
     * @throws UserException where the text is itself a key, or the file has no key that can be used
     */
    public static SigningKey of(String said, Path folder, Optional<String> passphrase) throws IOException {
        if (isKey(said)) {
            throw KeyFault.inPom();
        }
        Path file = folder.resolve(PathText.require(said.strip(), "<signingKey>, or <privateKey> in settings.xml"));
        if (!Files.isRegularFile(file)) {
            throw KeyFault.missing(said.strip());
        }
        String name = file.getFileName().toString();
        byte[] content = content(file, name);
        List<PemBlock> blocks = PemBlock.allOf(new String(content, StandardCharsets.ISO_8859_1));
        if (blocks.isEmpty()) {
            throw KeyFault.foreign(name, "it has no block in PEM form");
        }
        return new SigningKey(Pkcs8.of(name, blocks.get(0)).key(passphrase), Sha256.of(content));
    }

    private static byte[] content(Path file, String name) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LONGEST + 1);
            if (content.length > LONGEST) {
                throw KeyFault.foreign(name, "it is longer than " + LONGEST + " bytes");
            }
            return content;
        }
    }

    /** The second form is the body of an Ed25519 key without its first and last line. */
    private static boolean isKey(String said) {
        return said.contains("PRIVATE KEY") || said.strip().startsWith("MC4CAQAwBQYDK2Vw");
    }

    /** @return whether these are the bytes of the key's file */
    boolean isIn(Sha256 sum) {
        return sum.equals(fileSum);
    }

    /** @return the 64 bytes of the signature; the JDK holds the whole file in memory for it */
    byte[] sign(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                signature.update(buffer, 0, length);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 signs with Ed25519", e);
        }
    }
}
