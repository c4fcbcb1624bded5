package io.github.pywar.app.sign;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.PemBlock;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Private key in the format of a file (RFC 5958), encrypted or not (RFC 8018, PBES2).
 *
 * @param content the key in DER form
 * @param encrypted whether the key is encrypted
 * @param errors the errors of the key's file
 */
record Pkcs8(byte[] content, boolean encrypted, SigningKeyErrors errors) {

    /**
     * Reads a PEM block.
     *
     * @throws UserException if it is not a private key
     */
    static Pkcs8 of(PemBlock block, SigningKeyErrors errors) {
        return switch (block.label()) {
            case "PRIVATE KEY" -> new Pkcs8(block.content(), false, errors);
            case "ENCRYPTED PRIVATE KEY" -> new Pkcs8(block.content(), true, errors);
            default -> throw errors.notEd25519("it begins with `BEGIN " + block.label() + "`");
        };
    }

    /**
     * Decrypts the key if it is encrypted.
     *
     * @throws UserException if it cannot be decrypted, or is not an Ed25519 key
     */
    PrivateKey key(Optional<String> passphrase) throws IOException {
        PKCS8EncodedKeySpec plain = encrypted ? decrypted(passphrase) : new PKCS8EncodedKeySpec(content);
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(plain);
        } catch (InvalidKeySpecException e) {
            throw errors.notEd25519("its algorithm is another one");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    private PKCS8EncodedKeySpec decrypted(Optional<String> passphrase) throws IOException {
        char[] secret = passphrase.orElseThrow(() -> errors.withoutPassphrase()).toCharArray();
        EncryptedPrivateKeyInfo info = info();
        try {
            Cipher cipher = cipher(info, secret);
            return new PKCS8EncodedKeySpec(cipher.doFinal(info.getEncryptedData()));
        } catch (GeneralSecurityException e) {
            throw errors.wrongPassphrase();
        }
    }

    private EncryptedPrivateKeyInfo info() {
        try {
            return new EncryptedPrivateKeyInfo(content);
        } catch (IOException e) {
            throw errors.unknownEncryption();
        }
    }

    private Cipher cipher(EncryptedPrivateKeyInfo info, char[] secret) throws GeneralSecurityException {
        // the PBES2 parameters name the complete scheme, the algorithm name of the info is only "PBES2"
        String scheme = String.valueOf(info.getAlgParameters());
        SecretKeyFactory factory;
        Cipher cipher;
        try {
            factory = SecretKeyFactory.getInstance(scheme);
            cipher = Cipher.getInstance(scheme);
        } catch (GeneralSecurityException e) {
            throw errors.unknownEncryption();
        }
        Key key = factory.generateSecret(new PBEKeySpec(secret));
        cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
        return cipher;
    }
}
