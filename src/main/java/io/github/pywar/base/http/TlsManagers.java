package io.github.pywar.base.http;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.PemBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Creates the JDK's trust and key managers from PEM files (RFC 7468). */
final class TlsManagers {

    private TlsManagers() {}

    static X509ExtendedTrustManager jdkTrust() throws GeneralSecurityException {
        return manager(null);
    }

    static X509ExtendedTrustManager trusting(Path bundle) throws CertificateException {
        try {
            return manager(store(certificates(bundle)));
        } catch (NoSuchFileException e) {
            throw new CertificateException("the JDK does not trust it, and there is no bundle at `" + bundle + "`");
        } catch (IOException | GeneralSecurityException e) {
            throw new CertificateException(
                    "the JDK does not trust it, and `" + bundle + "` cannot be read: " + e.getMessage());
        }
    }

    static KeyManager[] keyManagers(Path pem) throws IOException {
        try {
            KeyStore store = store(List.of());
            store.setKeyEntry("client", key(pem), new char[0], certificates(pem).toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw UserException.of("Cannot use the client certificate `" + pem + "`: " + e.getMessage())
                    .hint("use a PEM file with the certificates and an unencrypted PKCS #8 key (`BEGIN PRIVATE KEY`)");
        }
    }

    private static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("the JDK has no X.509 trust manager");
    }

    private static KeyStore store(List<Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("certificate-" + i, certificates.get(i));
        }
        return store;
    }

    private static List<Certificate> certificates(Path pem) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        for (PemBlock block : PemBlock.allOf(read(pem))) {
            if (block.label().endsWith("CERTIFICATE")) {
                found.add(factory.generateCertificate(new ByteArrayInputStream(block.content())));
            }
        }
        if (found.isEmpty()) {
            throw new CertificateException("it contains no `BEGIN CERTIFICATE`");
        }
        return found;
    }

    private static PrivateKey key(Path pem) throws IOException, GeneralSecurityException {
        for (PemBlock block : PemBlock.allOf(read(pem))) {
            if (block.label().equals("PRIVATE KEY")) {
                return privateKey(new PKCS8EncodedKeySpec(block.content()));
            }
        }
        throw new GeneralSecurityException("it contains no `BEGIN PRIVATE KEY`");
    }

    private static PrivateKey privateKey(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        GeneralSecurityException last = null;
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    private static String read(Path pem) throws IOException {
        return Files.readString(pem, StandardCharsets.ISO_8859_1); // comments may be in any encoding
    }
}
