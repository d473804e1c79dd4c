package org.argonaut.mtp.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a broker proves who it is, and how we do. All files are PEM, read at each connection.
 *
 * @param ca the authorities that sign the broker's certificate; empty: those of the JDK
 * @param certificate ours, followed by its chain; empty: none
 * @param key of it, PKCS#8 without a password
 */
public record TlsTrust(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  public TlsTrust {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("certificate and key belong together: set both or none");
    }
  }

  /** Whom to believe; empty: the JDK's authorities. */
  public Optional<TrustManagerFactory> trustManagers() throws IOException, GeneralSecurityException {
    if (ca.isEmpty()) {
      return Optional.empty();
    }
    KeyStore store = empty();
    int number = 0;
    for (Certificate authority : certificates(ca.get())) {
      store.setCertificateEntry("ca" + number++, authority);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Optional.of(factory);
  }

  /** What to show; empty: nothing. */
  public Optional<KeyManagerFactory> keyManagers() throws IOException, GeneralSecurityException {
    if (certificate.isEmpty()) {
      return Optional.empty();
    }
    KeyStore store = empty();
    Certificate[] chain = certificates(certificate.get()).toArray(Certificate[]::new);
    store.setKeyEntry("own", privateKey(key.orElseThrow()), new char[0], chain);
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return Optional.of(factory);
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new GeneralSecurityException(file + " holds no certificate (PEM)");
      }
      return found;
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String pem = Files.readString(file);
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new GeneralSecurityException(
          file + " holds no PKCS#8 key (PRIVATE KEY); convert it with openssl pkcs8 -topk8 -nocrypt");
    }
    PKCS8EncodedKeySpec der =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end)));
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      Optional<PrivateKey> read = privateKey(algorithm, der);
      if (read.isPresent()) {
        return read.get();
      }
    }
    throw new GeneralSecurityException(file + " holds a key that is neither RSA nor EC nor EdDSA");
  }

  private static Optional<PrivateKey> privateKey(String algorithm, PKCS8EncodedKeySpec der) throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(der));
    } catch (InvalidKeySpecException e) {
      return Optional.empty(); // a key of another kind
    }
  }
}
