package org.argonaut.mtp.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.argonaut.acs.TestCertificates;
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
  void writePasswords() throws Exception {
    password("argonaut", "-c");
    password("self::one");
  }

  private void password(String user, String... options) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("mosquitto_passwd", "-b"));
    command.addAll(List.of(options));
    command.addAll(List.of(folder.resolve("passwords").toString(), user, "pw " + user));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private Mosquitto broker(String... more) throws IOException {
    Path rules = Files.copy(Path.of("cluster-config/mosquitto/argonaut.acl"), folder.resolve("acl"));
    var lines = new ArrayList<>(List.of(more));
    lines.add("password_file " + folder.resolve("passwords"));
    lines.add("acl_file " + rules);
    lines.add("allow_anonymous false");
    return Mosquitto.start(folder, lines.toArray(String[]::new));
  }

  @Test
  void anAgentSpeaksForItselfAndForNobodyElse() throws Exception {
    try (var broker = broker();
        var node =
            new LinkUnderTest(
                    broker.url().replace("//", "//argonaut:pw%20argonaut@"), "trust = topic", BY_TOPIC)
                .up();
        var agent = new TestAgent(broker, "self::one", "self::one", "pw self::one")) {
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
  void aWrongPasswordIsToldWithoutTheWordItself() throws Exception {
    try (var broker = broker(); var node = new LinkUnderTest(broker.url().replace("//", "//argonaut:guess@"))) {
      await().atMost(LIMIT).until(() -> node.link.stats().failedAttempts() >= 2);
      assertThat(node.link.health().up()).isFalse();
      assertThat(node.link.health().detail()).contains("NOT_AUTHORIZED").doesNotContain("guess");
    }
  }

  @Test
  void theBrokersCertificateMustBeOfAnAuthorityOfOursAndOfItsHost() throws Exception {
    var certificates = new TestCertificates(folder);
    certificates.authority("ca");
    certificates.authority("other");
    certificates.signed("broker", "CN=localhost", "ca");
    try (var broker =
        broker(
            "cafile " + folder.resolve("ca.pem"),
            "certfile " + folder.resolve("broker.pem"),
            "keyfile " + folder.resolve("broker.key"))) {
      String url = "mqtts://argonaut:pw%20argonaut@localhost:" + broker.port();
      try (var node = new LinkUnderTest(url, "tls.ca = \"" + folder.resolve("ca.pem") + "\"").up()) {
        assertThat(node.link.health().up()).isTrue();
      }
      refused(url, "tls.ca = \"" + folder.resolve("other.pem") + "\"");
      refused(url.replace("localhost", "127.0.0.1"), "tls.ca = \"" + folder.resolve("ca.pem") + "\"");
    }
  }

  private static void refused(String url, String setting) {
    try (var node = new LinkUnderTest(url, setting)) {
      await().atMost(LIMIT).until(() -> node.link.stats().failedAttempts() >= 1);
      assertThat(node.link.health().up()).isFalse();
    }
  }
}
