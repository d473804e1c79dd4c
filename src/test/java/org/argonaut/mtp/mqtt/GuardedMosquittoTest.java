package org.argonaut.mtp.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.argonaut.acs.TestCertificates;
import org.argonaut.mtp.broker.TlsTrust;
import org.argonaut.usp.Records;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mosquitto with the access rules that ship (cluster-config/mosquitto), with passwords and with TLS. */
class GuardedMosquittoTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String BY_TOPIC = "schemes.standard.controller = [\"usp/controller/{controller}/{id}\"]";
  private static final String OWN_TOPIC = TestAgent.CONTROLLER_TOPIC + "/self::one";

  @TempDir private Path folder;

  @BeforeEach
  void makeCertificates() throws Exception {
    var certificates = new TestCertificates(folder);
    certificates.authority("ca");
    certificates.authority("other");
    certificates.signed("broker", "CN=localhost", "ca");
    certificates.signed("argonaut", "CN=argonaut", "ca");
    certificates.signed("agent", "CN=self::one", "ca");
  }

  /** With the settings and the rules that ship, but for their folders and the port. */
  private Mosquitto broker() throws IOException {
    Files.copy(Path.of("cluster-config/mosquitto/argonaut.acl"), folder.resolve("argonaut.acl"));
    var lines = new ArrayList<String>();
    for (String line : Files.readAllLines(Path.of("cluster-config/mosquitto/mosquitto.conf"))) {
      boolean ours = line.matches("(listener|persistence|persistence_location|autosave_interval|max_queued_messages|per_listener_settings) .*");
      if (!ours && !line.startsWith("#")) {
        lines.add(line.replace("/etc/mosquitto", folder.toString()));
      }
    }
    return Mosquitto.start(folder, lines.toArray(String[]::new));
  }

  private static String url(Mosquitto broker) {
    return "mqtts://localhost:" + broker.port();
  }

  private String tls(String ca) {
    return "tls { ca = \"" + folder.resolve(ca + ".pem") + "\", certificate = \"" + folder.resolve("argonaut.pem")
        + "\", key = \"" + folder.resolve("argonaut.key") + "\" }";
  }

  private MqttClientSslConfig agentTls() throws Exception {
    var trust =
        new TlsTrust(
            Optional.of(folder.resolve("ca.pem")), Optional.of(folder.resolve("agent.pem")), Optional.of(folder.resolve("agent.key")));
    return MqttClientSslConfig.builder()
        .trustManagerFactory(trust.trustManagers().orElseThrow())
        .keyManagerFactory(trust.keyManagers().orElseThrow())
        .build();
  }

  @Test
  void anAgentSpeaksForItselfAndForNobodyElse() throws Exception {
    try (var broker = broker();
        var node =
            new LinkUnderTest(url(broker), tls("ca"), "trust = topic", BY_TOPIC, "reply-topics = [\"usp/agent/{id}/#\"]").up();
        var agent = new TestAgent(broker, "self::one", agentTls())) {
      byte[] stolen = Records.plain("1.4", TestAgent.CONTROLLER, "self::two", ByteString.copyFromUtf8("stolen")).toByteArray();
      for (String topic : new String[] {TestAgent.CONTROLLER_TOPIC + "/self::two", TestAgent.CONTROLLER_TOPIC, OWN_TOPIC}) {
        // The broker says no to the first two, the controller drops the third.
        agent.sending(topic, stolen, p -> p.responseTopic(agent.topic())).handle((_, _) -> "tried").orTimeout(20, TimeUnit.SECONDS).join();
      }
      agent.sends(OWN_TOPIC, agent.record("own").toByteArray(), p -> p.responseTopic(agent.topic()));
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("own"));
      assertThat(node.agents.payloads()).containsExactly("own");

      node.sends(agent.topic(), Records.plain("1.4", "self::one", TestAgent.CONTROLLER, ByteString.EMPTY).toByteArray());
      await().atMost(LIMIT).until(() -> agent.received().size() == 1);
      assertThat(agent.received().getFirst().getResponseTopic()).map(Object::toString).contains(OWN_TOPIC);
    }
  }

  @Test
  void theBrokersCertificateMustBeOfAnAuthorityOfOursAndOfItsHost() throws Exception {
    try (var broker = broker()) {
      try (var node = new LinkUnderTest(url(broker), tls("ca")).up()) {
        assertThat(node.link.health().up()).isTrue();
      }
      refused(url(broker), tls("other"));
      refused(url(broker).replace("localhost", "127.0.0.1"), tls("ca"));
      refused(url(broker), "tls.ca = \"" + folder.resolve("ca.pem") + "\""); // no certificate of ours
    }
  }

  private static void refused(String url, String setting) {
    try (var node = new LinkUnderTest(url, setting)) {
      await().atMost(LIMIT).until(() -> node.link.stats().failedAttempts() >= 1);
      assertThat(node.link.health().up()).isFalse();
    }
  }
}
