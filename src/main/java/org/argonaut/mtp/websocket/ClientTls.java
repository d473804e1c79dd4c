package org.argonaut.mtp.websocket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom we trust when we dial: agents name themselves in their certificates, not their hosts. */
final class ClientTls {
  private ClientTls() {}

  /**
   * A context that trusts the authorities in a PEM file.
   *
   * @param authorities null: the JDK's own
   * @throws IllegalArgumentException when the file cannot be used; the message says why
   */
  static SSLContext context(Path authorities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (authorities == null) {
        context.init(null, null, null);
        return context;
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate authority : read(authorities)) {
        store.setCertificateEntry("ca-" + number++, authority);
      }
      if (number == 0) {
        throw new IllegalArgumentException(
            "argonaut.usp.dialing.authorities: " + authorities + " holds no PEM certificate (-----BEGIN CERTIFICATE-----)");
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "argonaut.usp.dialing.authorities: cannot read " + authorities + ": " + e.getMessage(), e);
    }
  }

  private static Collection<? extends Certificate> read(Path path) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(path)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }
}
