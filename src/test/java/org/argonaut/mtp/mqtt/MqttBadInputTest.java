package org.argonaut.mtp.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.argonaut.usp.Records;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents get wrong, or try: it is dropped, and the next good record goes through. */
class MqttBadInputTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private static Path folder;

  private static Mosquitto broker;
  private static LinkUnderTest node;
  private static TestAgent agent;

  @BeforeAll
  static void start() {
    broker = Mosquitto.start(folder);
    node = new LinkUnderTest(broker.url(), "topics = oktopus", "schemes.oktopus.controller = [\"" + TestAgent.CONTROLLER_TOPIC + "\"]", "schemes.oktopus.agent = \"\"").up();
    agent = new TestAgent(broker, "self::bad");
  }

  @AfterAll
  static void stop() {
    agent.close();
    node.close();
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usp/controller/proto::argonaut",
        "usp/controller/proto::argonaut/x",
        "oktopus/usp/v1/status/self::victim",
        "$SYS/broker/load",
        "$share/argonaut/usp/agent/x",
        " "
      })
  void anAgentCannotHaveItsAnswersSentWhereTheyDoHarm(String replyTopic) {
    if (replyTopic.isBlank()) {
      agent.sends(TestAgent.CONTROLLER_TOPIC, agent.recordOfAStranger("bad").toByteArray(), p -> p); // none at all
    } else {
      agent.sends(TestAgent.CONTROLLER_TOPIC, agent.recordOfAStranger("bad").toByteArray(), p -> p.responseTopic(replyTopic));
    }
    theNextOneGetsThrough();
  }

  @ParameterizedTest
  @ValueSource(strings = {"usp%2Fagent%2F+", "usp%2F#", "$SYS%2Fx", "", "usp%2Fcontroller%2Fproto::argonaut"})
  void norInTheWayOfVersion311OrInAConnectRecord(String replyTo) {
    if (replyTo.contains("+") || replyTo.contains("#")) { // no broker lets such a topic pass; the connect record can hold it
      var record = agent.recordOfAStranger("").toBuilder().clearNoSessionContext();
      record.getMqttConnectBuilder().setSubscribedTopic(replyTo.replace("%2F", "/"));
      agent.sends(TestAgent.CONTROLLER_TOPIC, record.build().toByteArray(), p -> p);
    } else {
      agent.sends(TestAgent.CONTROLLER_TOPIC + "/reply-to=" + replyTo, agent.recordOfAStranger("bad").toByteArray(), p -> p);
    }
    theNextOneGetsThrough();
  }

  @Test
  void recordsForOthersFromUsAndFromNobodyAreDropped() {
    agent.sends(Records.plain("1.4", "proto::other", "self::bad", ByteString.EMPTY).toByteArray());
    agent.sends(Records.plain("1.4", TestAgent.CONTROLLER, TestAgent.CONTROLLER, ByteString.EMPTY).toByteArray());
    agent.sends(Records.plain("1.4", TestAgent.CONTROLLER, "not an id", ByteString.EMPTY).toByteArray());
    agent.sends(Records.plain("1.4", TestAgent.CONTROLLER, "", ByteString.EMPTY).toByteArray());
    agent.sends(new byte[0]);
    theNextOneGetsThrough();
  }

  @Test
  void otherContentTypesAndRetainedMessagesAreDropped() {
    byte[] bytes = agent.recordOfAStranger("bad").toByteArray();
    agent.sends(TestAgent.CONTROLLER_TOPIC, bytes, p -> p.responseTopic(agent.topic()).contentType("application/json"));
    agent.sends("oktopus/usp/v1/status/self::bad", "perhaps".repeat(100).getBytes(UTF_8), p -> p);
    agent.sends("oktopus/usp/v1/status/" + "x".repeat(300), "0".getBytes(UTF_8), p -> p);
    theNextOneGetsThrough();
    assertThat(node.agents.told()).isEmpty();
  }

  @Test
  void theOlderContentTypeIsTaken() {
    agent.sends(
        TestAgent.CONTROLLER_TOPIC,
        agent.record("older type").toByteArray(),
        p -> p.responseTopic(agent.topic()).contentType("application/vnd.bbf.usp.msg"));
    await().atMost(LIMIT).until(() -> node.agents.payloads().contains("older type"));
  }

  @Test
  void whatIsTooLargeIsDropped() {
    agent.sends(agent.record("x".repeat(LinkUnderTest.MAX_RECORD + 1)).toByteArray());
    agent.sends(agent.record("x".repeat(LinkUnderTest.MAX_RECORD * 4)).toByteArray()); // above what we told the broker
    theNextOneGetsThrough();
  }

  @Test
  void bytesAtRandomDoNoHarm() {
    var random = new Random(17);
    byte[] good = agent.record("seed").toByteArray();
    var sending = new CompletableFuture<?>[500];
    for (int i = 0; i < sending.length; i++) {
      byte[] bytes = good.clone();
      if (i % 2 == 0) {
        bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      sending[i] = agent.sending(TestAgent.CONTROLLER_TOPIC, bytes, p -> p.responseTopic(agent.topic()));
    }
    CompletableFuture.allOf(sending).orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(node.link.health().up()).isTrue();
    String mark = "after the noise";
    agent.sends(mark);
    await().atMost(LIMIT).until(() -> node.agents.payloads().contains(mark));
  }

  private void theNextOneGetsThrough() {
    String mark = "good " + System.nanoTime();
    agent.sends(mark);
    await().atMost(LIMIT).until(() -> node.agents.payloads().contains(mark));
    assertThat(node.agents.arrived())
        .noneMatch(a -> a.agent().startsWith("self::stranger") || a.payload().length() > LinkUnderTest.MAX_RECORD)
        .allMatch(a -> a.route().place().equals(agent.topic()));
    assertThat(node.link.health().up()).isTrue();
  }
}
