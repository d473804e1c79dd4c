package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.activemq.broker.SslContext;
import org.argonaut.acs.TestCertificates;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.usp.UspAgent;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import org.argonaut.mtp.mqtt.Mosquitto;
import org.argonaut.mtp.stomp.ActiveMq;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents over every transport that is encrypted, to a real node: each shows a certificate of its own. The node itself speaks MQTT
 * in WebSockets, and STOMP.
 */
class AgentTransportsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Mosquitto mosquitto;
  private static int webSocketPort;
  private static ActiveMq activeMq;
  private static Node node;

  @BeforeAll
  static void start() throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    certificates.authority("ca");
    certificates.signed("server", "CN=localhost", "ca", "dns:localhost,ip:127.0.0.1");
    certificates.signed("argonaut", "CN=argonaut", "ca");
    certificates.signed("agent", "CN=agent", "ca", "uri:urn:bbf:usp:id:proto::WSS000001");
    String tls =
        """
        cafile %1$s/ca.pem
        certfile %1$s/server.pem
        keyfile %1$s/server.key
        require_certificate true
        """
            .formatted(folder);
    webSocketPort = Mosquitto.freePort();
    mosquitto =
        Mosquitto.start(
            Files.createDirectory(folder.resolve("mosquitto")),
            (tls + "listener " + webSocketPort + " 127.0.0.1\nprotocol websockets\n" + tls + "allow_anonymous true").split("\n"));
    SslContext brokerTls = new SslContext();
    brokerTls.setSSLContext(certificates.client("server"));
    activeMq = ActiveMq.start(brokerTls);
    node = Node.start(ConfigFactory.parseString(settings()).withFallback(TestDatabase.config()).withFallback(defaults()).resolve());
  }

  private static com.typesafe.config.Config defaults() {
    return ConfigFactory.defaultOverrides().withFallback(ConfigFactory.defaultReferenceUnresolved());
  }

  private static String settings() {
    String own =
        "{ ca = \"%1$s/ca.pem\", certificate = \"%1$s/argonaut.pem\", key = \"%1$s/argonaut.key\" }".formatted(folder);
    return """
        argonaut {
          node.admin-token = secret-for-tests
          api.port = 0
          acs { bind = "127.0.0.1", port = 0, auth = none
            tls { certificate = "%1$s/server.pem", key = "%1$s/server.key", client-ca = "%1$s/ca.pem", client-auth = want } }
          usp { auth = certificate
            mqtt { url = "mqtt+wss://localhost:%2$d", tls %3$s }
            stomp { url = "%4$s", tls %3$s } }
        }
        """
        .formatted(folder, webSocketPort, own, activeMq.url());
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.stop();
    }
    if (activeMq != null) {
      activeMq.close();
    }
    if (mosquitto != null) {
      mosquitto.close();
    }
  }

  private static void comesAndAnswers(String url, String prefix, UnaryOperator<UspFleetSettings.Builder> more) throws Exception {
    var quick = ConfigFactory.parseString("argonaut.cpe.retry-scale = 0.05").withFallback(ConfigFactory.load());
    UspFleetSettings settings =
        more.apply(
                UspFleetSettings.to(url)
                    .serialPrefix(prefix)
                    .tls(
                        new UspFleetSettings.Tls(
                            false, folder.resolve("ca.pem"), folder.resolve("agent.pem"), folder.resolve("agent.key")))
                    .settings(CpeSettings.from(quick)))
            .build();
    try (UspFleet fleet = UspFleet.start(settings)) {
      assertThat(fleet.awaitOnBoarded(LIMIT)).as("%s: %s", url, fleet.stats().failures()).isTrue();
      UspAgent agent = fleet.all().iterator().next();
      // What the node asks on its own account tells that requests reach the agent, and their answers the node.
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                var device = node.devices().get(agent.endpointId()).toCompletableFuture().join();
                assertThat(device).isNotNull();
                assertThat(device.facts()).containsEntry("SerialNumber", agent.serial());
                assertThat(device.status()).isEqualTo(2);
              });
    }
  }

  @Test
  void inWebSocketsOverTlsAnAgentIsWhomItsCertificateNames() throws Exception {
    comesAndAnswers("wss://127.0.0.1:" + node.deviceUrl().getPort() + "/usp", "WSS", b -> b);
  }

  @Test
  void overMqttWithTls() throws Exception {
    comesAndAnswers("mqtts://localhost:" + mosquitto.port(), "MQTTS", b -> b);
  }

  @Test
  void overMqtt311WithTls() throws Exception {
    comesAndAnswers("mqtts://localhost:" + mosquitto.port() + "?version=3.1.1", "MQTT3S", b -> b);
  }

  @Test
  void overMqttInWebSocketsWithTls() throws Exception {
    comesAndAnswers("mqtt+wss://localhost:" + webSocketPort + "/mqtt", "MQTTWSS", b -> b);
  }

  @Test
  void overStompWithTls() throws Exception {
    comesAndAnswers(
        "stomps://localhost:" + activeMq.port(), "STOMPS", b -> b.credentials(ActiveMq.USER, ActiveMq.PASSWORD));
  }
}
