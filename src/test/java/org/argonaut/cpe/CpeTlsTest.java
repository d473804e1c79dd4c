package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.argonaut.cpe.http.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpeTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;
  private Path certificate;
  private Path key;
  private ScriptedAcs acs;
  private volatile boolean demandsCertificate;

  @BeforeEach
  void start() throws Exception {
    Path file = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "acs", "-keyalg", "EC", "-dname", "CN=localhost",
                "-ext", "san=dns:localhost", "-keystore", file.toString(), "-storepass", "changeit")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    certificate = pem("cert.pem", "CERTIFICATE", store.getCertificate("acs").getEncoded());
    Key secret = store.getKey("acs", PASSWORD);
    key = pem("key.pem", "PRIVATE KEY", secret.getEncoded());
    acs = new ScriptedAcs(server(store));
  }

  private HttpsServer server(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("cpe", store.getCertificate("acs"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(demandsCertificate);
            parameters.setSSLParameters(ssl);
          }
        });
    return server;
  }

  private Path pem(String name, String label, byte[] der) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.write(
        directory.resolve(name), List.of("-----BEGIN " + label + "-----", body, "-----END " + label + "-----"));
  }

  @AfterEach
  void stop() {
    acs.close();
  }

  @Test
  void anUnknownCertificateIsRefused() throws Exception {
    try (Fleet fleet = Fleet.start(TestFleet.options(acs).build())) {
      assertThat(TestFleet.only(fleet).awaitSessions(1, Duration.ofSeconds(10))).isTrue();
      assertThat(TestFleet.only(fleet).lastFailure()).contains("pkix");
    }
  }

  @Test
  void anyCertificateDoesForTheCarelessCpe() throws Exception {
    try (Fleet fleet = TestFleet.registered(TestFleet.options(acs).tls(Trust.sockets(true, null, null, null)))) {
      assertThat(TestFleet.only(fleet).registered()).isTrue();
    }
  }

  @Test
  void aTrustedCertificateIsAccepted() throws Exception {
    try (Fleet fleet = TestFleet.registered(TestFleet.options(acs).tls(Trust.sockets(false, certificate, null, null)))) {
      assertThat(TestFleet.only(fleet).registered()).isTrue();
    }
  }

  @Test
  void theCpeShowsItsOwnCertificate() throws Exception {
    demandsCertificate = true;
    try (Fleet fleet =
        TestFleet.registered(TestFleet.options(acs).tls(Trust.sockets(false, certificate, certificate, key)))) {
      assertThat(TestFleet.only(fleet).registered()).isTrue();
    }
    try (Fleet fleet = Fleet.start(TestFleet.options(acs).tls(Trust.sockets(false, certificate, null, null)).build())) {
      assertThat(TestFleet.only(fleet).awaitSessions(1, Duration.ofSeconds(10))).isTrue();
      assertThat(TestFleet.only(fleet).registered()).isFalse();
    }
  }
}
