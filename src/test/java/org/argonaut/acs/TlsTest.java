package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.argonaut.cwmp.CpeMethod;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on the device port, with certificates made by keytool. */
class TlsTest {
  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new TestCertificates(directory);
    certificates.authority("ca");
    certificates.signed("server", "CN=acs.example.net", "ca");
    certificates.signed("cpe", "CN=00D09E-S1, O=ACME", "ca");
    certificates.authority("strangers");
    certificates.signed("stranger", "CN=S1", "strangers");
    certificates.signed("second", "CN=second", "ca");
  }

  private static String tls(String more) {
    return "argonaut.acs { tls { certificate = \"" + directory.resolve("server.pem") + "\", key = \""
        + directory.resolve("server.key") + "\", client-ca = \"" + directory.resolve("ca.pem")
        + "\", reload-interval = 100ms } }\nargonaut.acs.tls { " + more + " }";
  }

  private static SSLSocket socket(TestEndpoint acs, int port, SSLContext context) throws IOException {
    return (SSLSocket)
        context
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), acs.endpoint.addresses().get(port).getPort());
  }

  @Test
  void theDevicePortSpeaksTlsAndPlainHttpSideBySide() throws Exception {
    try (TestEndpoint acs = new TestEndpoint(tls(""));
        RawHttp encrypted = new RawHttp(socket(acs, 0, certificates.client(null)))) {
      assertThat(acs.endpoint.addresses()).hasSize(1);
      acs.devices.queue("S1", new CpeMethod.Reboot("k"));
      assertThat(encrypted.post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
      assertThat(encrypted.post("/", "").body()).contains("Reboot");
      assertThat(encrypted.post("/", Soap.rebootResponse("id-Reboot")).status()).isEqualTo(204);
      assertThat(acs.connect().post("/", Soap.inform("00D09E", "S2")).status()).isEqualTo(200);
      RawHttp silent = acs.connect();
      silent.close();
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> acs.stats.activeConnections() == 2);
    }
  }

  @Test
  void plainHttpCanBeRefused() throws Exception {
    try (TestEndpoint acs = new TestEndpoint(tls("plain-http = false"));
        RawHttp encrypted = new RawHttp(socket(acs, 0, certificates.client(null)))) {
      assertThat(encrypted.post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
      RawHttp plain = acs.connect();
      plain.send(RawHttp.request("POST", "/", Soap.inform("00D09E", "S2").getBytes(UTF_8)));
      assertThatThrownBy(plain::read).isInstanceOf(IOException.class);
      assertThat(acs.devices.serials()).containsExactly("S1");
    }
  }

  @Test
  void tlsCanHaveAPortOfItsOwn() throws Exception {
    try (TestEndpoint acs = new TestEndpoint(tls("port = 0"))) {
      assertThat(acs.endpoint.addresses()).hasSize(2);
      assertThat(acs.connect().post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
      try (RawHttp encrypted = new RawHttp(socket(acs, 1, certificates.client(null)))) {
        assertThat(encrypted.post("/", Soap.inform("00D09E", "S2")).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aClientCertificateAuthenticatesTheDeviceItNamesAndNoOther() throws Exception {
    try (TestEndpoint acs = new TestEndpoint("argonaut.acs.auth = digest\n" + tls("client-auth = want"));
        RawHttp cpe = new RawHttp(socket(acs, 0, certificates.client("cpe")));
        RawHttp other = new RawHttp(socket(acs, 0, certificates.client("cpe")));
        RawHttp nobody = new RawHttp(socket(acs, 0, certificates.client(null)))) {
      assertThat(cpe.post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
      assertThat(acs.devices.informs.getFirst().username()).isEqualTo("00D09E-S1");
      assertThat(other.post("/", Soap.inform("00D09E", "S2")).status()).isEqualTo(403);
      assertThat(nobody.post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(401);
      assertThat(acs.devices.serials()).containsExactly("S1");
    }
  }

  @Test
  void theNameInTheCertificateCanBeLeftAside() throws Exception {
    try (TestEndpoint acs =
            new TestEndpoint(
                "argonaut.acs.auth = digest\n" + tls("client-auth = want, client-name-must-match = false"));
        RawHttp cpe = new RawHttp(socket(acs, 0, certificates.client("cpe")))) {
      assertThat(cpe.post("/", Soap.inform("00D09E", "ANY")).status()).isEqualTo(200);
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    try (TestEndpoint acs = new TestEndpoint(tls("client-auth = need"));
        RawHttp stranger = new RawHttp(socket(acs, 0, certificates.client("stranger")))) {
      assertThatThrownBy(() -> stranger.post("/", Soap.inform("00D09E", "S1"))).isInstanceOf(IOException.class);
      assertThat(acs.devices.informs).isEmpty();
    }
  }

  @Test
  void whereACertificateIsNeededNobodyComesInWithout() throws Exception {
    try (TestEndpoint acs = new TestEndpoint(tls("client-auth = need"));
        RawHttp nobody = new RawHttp(socket(acs, 0, certificates.client(null)));
        RawHttp cpe = new RawHttp(socket(acs, 0, certificates.client("cpe")))) {
      assertThatThrownBy(() -> nobody.post("/", Soap.inform("00D09E", "S1"))).isInstanceOf(IOException.class);
      assertThat(cpe.post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
    }
  }

  private static String served(TestEndpoint acs) throws Exception {
    try (SSLSocket socket = socket(acs, 0, certificates.client(null))) {
      socket.startHandshake();
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }
  }

  @Test
  void changedFilesAreServedWithoutRestartAndBrokenOnesAreNot() throws Exception {
    Path certificate = directory.resolve("live.pem");
    Path key = directory.resolve("live.key");
    Files.copy(directory.resolve("server.pem"), certificate);
    Files.copy(directory.resolve("server.key"), key);
    try (TestEndpoint acs =
        new TestEndpoint(tls("certificate = \"" + certificate + "\", key = \"" + key + "\""))) {
      assertThat(served(acs)).isEqualTo("CN=acs.example.net");
      RawHttp open = new RawHttp(socket(acs, 0, certificates.client(null)));
      open.post("/", Soap.inform("00D09E", "S1"));
      Files.writeString(key, "broken");
      Files.writeString(certificate, "broken");
      Awaitility.await().during(Duration.ofMillis(400)).until(() -> served(acs).equals("CN=acs.example.net"));
      Files.writeString(key, Files.readString(directory.resolve("second.key")));
      Files.writeString(certificate, Files.readString(directory.resolve("second.pem")));
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> served(acs).equals("CN=second"));
      assertThat(open.post("/", "").status()).as("the open connection goes on").isEqualTo(204);
      open.close();
    }
  }

  @Test
  void filesThatDoNotWorkAreNamedAtTheStart() throws Exception {
    assertThatThrownBy(() -> new TestEndpoint(tls("key = \"/nowhere.key\"")))
        .hasMessageContaining("cannot read the key in /nowhere.key");
    Path oldKey = Files.writeString(directory.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\n");
    assertThatThrownBy(() -> new TestEndpoint(tls("key = \"" + oldKey + "\"")))
        .hasMessageContaining("openssl pkcs8 -topk8");
    assertThatThrownBy(() -> new TestEndpoint(tls("client-auth = need, client-ca = \"\"")))
        .hasMessageContaining("client-ca");
  }
}
