package org.argonaut.acs;

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
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device port's certificate, key and client authorities as PEM files, read again when they change: new connections take
 * the new ones, open ones go on. Files that cannot be read leave the old ones in force.
 */
final class TlsFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private final AcsSettings.Tls settings;
  private volatile SSLContext context;
  private List<Long> seen;

  private TlsFiles(AcsSettings.Tls settings) {
    this.settings = settings;
  }

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException saying which file is wrong and what it should be
   */
  static TlsFiles open(AcsSettings.Tls settings) {
    TlsFiles files = new TlsFiles(settings);
    files.seen = files.stamps();
    files.context = files.load();
    return files;
  }

  /** The server's side of one new connection. */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS.toArray(String[]::new));
    switch (settings.clientAuth()) {
      case NONE -> engine.setWantClientAuth(false);
      case WANT -> engine.setWantClientAuth(true);
      case NEED -> engine.setNeedClientAuth(true);
    }
    return engine;
  }

  /** Looks whether a file changed and reads them again; blocks on the disk. */
  synchronized void refresh() {
    List<Long> now = stamps();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      context = load();
      LOG.info("TLS: read {} again, new connections use it", settings.certificate());
    } catch (IllegalArgumentException e) {
      LOG.error("TLS: changed files cannot be used, the old certificate stays in force: {}", e.getMessage());
    }
  }

  private List<Long> stamps() {
    return java.util.stream.Stream.of(settings.certificate(), settings.key(), settings.clientCa())
        .filter(path -> path != null)
        .map(TlsFiles::stamp)
        .toList();
  }

  private static long stamp(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis() * 31 + Files.size(path);
    } catch (IOException gone) {
      return -1;
    }
  }

  private SSLContext load() {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      Certificate[] chain = certificates(settings.certificate()).toArray(Certificate[]::new);
      char[] password = {};
      PrivateKey key = key(settings.key(), chain[0].getPublicKey().getAlgorithm());
      keys.setKeyEntry("device-port", key, password, chain);
      KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keyManagers.init(keys, password);
      SSLContext loaded = SSLContext.getInstance("TLS");
      loaded.init(keyManagers.getKeyManagers(), trust(), null);
      return loaded;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "certificate " + settings.certificate() + " and key " + settings.key() + " do not work: " + e.getMessage(), e);
    }
  }

  /** Without client authorities no client certificate is taken: the JDK's own, the public ones, say nothing about CPEs. */
  private TrustManager[] trust() throws GeneralSecurityException, IOException {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    if (settings.clientCa() == null) {
      if (settings.clientAuth() != AcsSettings.ClientAuth.NONE) {
        throw new IllegalArgumentException(
            "argonaut.acs.tls.client-auth needs client-ca: the PEM file of the authorities that sign CPE certificates");
      }
      return new TrustManager[0];
    }
    int number = 0;
    for (Certificate authority : certificates(settings.clientCa())) {
      authorities.setCertificateEntry("ca-" + number++, authority);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    return trust.getTrustManagers();
  }

  private static Collection<? extends Certificate> certificates(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty() || !(found.iterator().next() instanceof X509Certificate)) {
        throw new IllegalArgumentException(path + " holds no PEM certificate (-----BEGIN CERTIFICATE-----)");
      }
      return found;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot read the certificates in " + path + ": " + e.getMessage(), e);
    }
  }

  private static PrivateKey key(Path path, String algorithm) throws GeneralSecurityException {
    String pem;
    try {
      pem = Files.readString(path);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the key in " + path + ": " + e.getMessage(), e);
    }
    String begin = "-----BEGIN PRIVATE KEY-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          path + " holds no plain PKCS#8 key (" + begin + "); convert it: openssl pkcs8 -topk8 -nodes -in OLD -out NEW");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the key in " + path + " is not the certificate's: " + e.getMessage(), e);
    }
  }
}
