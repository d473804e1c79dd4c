package org.argonaut.mtp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLServerSocket;
import org.argonaut.acs.TestCertificates;
import org.argonaut.mtp.AgentCertificates;
import org.argonaut.mtp.Speaker;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates speak for the agents they name, and for no other (R-SEC.9, 10a, 12). */
class AgentCertificateTest {
  @TempDir private static Path directory;

  private static TestCertificates certificates;

  @BeforeAll
  static void make() throws Exception {
    certificates = new TestCertificates(directory);
    certificates.authority("ca");
    certificates.signed("server", "CN=localhost", "ca", "ip:127.0.0.1");
    certificates.signed("agent", "CN=agent", "ca", "uri:urn:bbf:usp:id:proto::agent-1");
    certificates.signed(
        "many",
        "CN=many",
        "ca",
        "uri:urn:bbf:usp:id:oui:00256D:*,uri:urn:bbf:usp:id:proto:maker:*,uri:urn:bbf:usp:id:oui::*,"
            + "uri:urn:other:os::1,dns:cpe.example.net");
  }

  @Test
  void aCertificateSpeaksForWhomItNames() throws Exception {
    Speaker one = AgentCertificates.speaker(certificate("agent"));
    assertThat(one.maySpeakFor("proto::agent-1")).isTrue();
    assertThat(one.maySpeakFor("proto::agent-2")).isFalse();

    Speaker many = AgentCertificates.speaker(certificate("many"));
    assertThat(many.maySpeakFor("oui:00256D:any")).isTrue();
    assertThat(many.maySpeakFor("oui:00256D:")).isFalse();
    assertThat(many.maySpeakFor("oui:00256E:any")).isFalse();
    assertThat(many.maySpeakFor("oui:00256D:a:b")).isFalse();
    assertThat(many.maySpeakFor("proto:maker:any")).as("no wildcard in this scheme").isFalse();
    assertThat(many.maySpeakFor("oui::any")).as("a wildcard needs an authority").isFalse();
    assertThat(many.maySpeakFor("os::1")).as("another kind of name").isFalse();
    assertThat(many.maySpeakFor("fqdn::CPE.example.net")).isTrue();
    assertThat(many.maySpeakFor("fqdn::example.net")).isFalse();
    assertThat(many.maySpeakFor("proto::cpe.example.net")).isFalse();
  }

  @Test
  void anAgentIsLetInByItsCertificateAndOnlyUnderItsOwnId() throws Exception {
    String tls =
        """
        argonaut.usp.auth = basic-or-certificate
        argonaut.acs.tls {
          certificate = "%1$s/server.pem", key = "%1$s/server.key", client-ca = "%1$s/ca.pem", client-auth = want
        }
        """
            .formatted(directory);
    try (UspServer server = new UspServer(tls)) {
      assertThat(status(server, "agent", "proto::agent-1")).isEqualTo(101);
      assertThat(status(server, "agent", "proto::agent-2")).isEqualTo(403);
      assertThat(status(server, null, "proto::agent-1")).isEqualTo(401);
      try (RawWebSocket socket = connect(server, "agent")) {
        assertThat(socket.handshake("/usp").status()).isEqualTo(101);
        var wrong = org.argonaut.usp.Records.plain(
            "1.4", TestAgent.CONTROLLER, "proto::agent-2", com.google.protobuf.ByteString.EMPTY);
        var right = wrong.toBuilder().setFromId("proto::agent-1").build();
        socket.write(new Frames(true).binary(wrong.toByteArray()).toArray());
        socket.write(new Frames(true).binary(right.toByteArray()).toArray());
        assertThat(server.agents.next().record()).isEqualTo(right);
      }
    }
  }

  @Test
  void anAgentThatIsDialedOverTlsSpeaksForWhomItsCertificateNames() throws Exception {
    try (UspServer controller = new UspServer("");
        var agent =
            (SSLServerSocket)
                certificates
                    .client("agent")
                    .getServerSocketFactory()
                    .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      agent.setSoTimeout(10_000);
      var config =
          ConfigFactory.parseString(
                  "argonaut.usp { dial = [\"wss://127.0.0.1:" + agent.getLocalPort() + "/\"], dialing.authorities = \""
                      + directory.resolve("ca.pem") + "\" }")
              .withFallback(ConfigFactory.defaultReference())
              .resolve();
      Dialer dialer =
          new Dialer(
              UspServer.SYSTEM, "proto::argonaut", DialSettings.from(config), WebSocketSettings.from(config),
              controller.connections, controller.stats);
      dialer.start();
      try (var socket = agent.accept()) {
        DialerTest.welcome(socket, true);
        var wrong = org.argonaut.usp.Records.plain(
            "1.4", TestAgent.CONTROLLER, "proto::agent-2", com.google.protobuf.ByteString.EMPTY);
        var right = wrong.toBuilder().setFromId("proto::agent-1").build();
        socket.getOutputStream().write(new Frames(false).binary(wrong.toByteArray()).toArray());
        socket.getOutputStream().write(new Frames(false).binary(right.toByteArray()).toArray());
        assertThat(controller.agents.next().record()).isEqualTo(right);
      } finally {
        dialer.stop();
      }
    }
  }

  private static int status(UspServer server, String certificate, String endpointId) throws Exception {
    try (RawWebSocket socket = connect(server, certificate)) {
      return socket.handshake("/usp?eid=" + endpointId).status();
    }
  }

  private static RawWebSocket connect(UspServer server, String certificate) throws Exception {
    var socket =
        certificates
            .client(certificate)
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.port.address().getPort());
    return new RawWebSocket(socket);
  }

  private static X509Certificate certificate(String name) throws Exception {
    try (InputStream in = Files.newInputStream(directory.resolve(name + ".pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
