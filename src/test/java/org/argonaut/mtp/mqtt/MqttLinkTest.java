package org.argonaut.mtp.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.bulkdata.BulkIntake;
import org.argonaut.bulkdata.BulkStats;
import org.argonaut.bulkdata.Sender;
import org.argonaut.device.AgentRoute;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.broker.RecordingAgents;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in and out through a real Mosquitto. */
class MqttLinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void aRecordReachesItsAgentAndTheAnswerComesBack() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url()).up();
        var agent = new TestAgent(broker, "self::one")) {
      agent.sends("hello");
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("hello"));
      var route = node.agents.arrived().getFirst().route();
      assertThat(route).isEqualTo(new AgentRoute.Broker(AgentRoute.Mtp.MQTT, agent.topic()));

      var request = Records.plain("1.4", "self::one", TestAgent.CONTROLLER, ByteString.copyFromUtf8("get"));
      node.sends(route.place(), request.toByteArray());

      await().atMost(LIMIT).until(() -> agent.received().size() == 1);
      var publish = agent.received().getFirst();
      assertThat(publish.getPayloadAsBytes()).isEqualTo(request.toByteArray());
      assertThat(publish.getContentType()).map(Object::toString).contains("usp.msg");
      assertThat(publish.getResponseTopic()).map(Object::toString).contains(TestAgent.CONTROLLER_TOPIC);
    }
  }

  @Test
  void aRecordThatItsDeviceDoesNotTakeIsTriedAgainAndKeepsItsPlace() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url()).up();
        var agent = new TestAgent(broker, "self::one")) {
      var failures = new AtomicInteger(3);
      node.agents.fate(
          r -> r.payload().equals("first") && failures.getAndDecrement() > 0
              ? CompletableFuture.failedFuture(new IllegalStateException("the database is away"))
              : RecordingAgents.done());
      agent.sends("first");
      agent.sends("second");
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("second"));
      assertThat(node.agents.payloads()).containsExactly("first", "first", "first", "first", "second");
    }
  }

  @Test
  void aBulkDataReportIsItsTopicsAndComesAgainUntilItIsStored() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url()).up();
        var agent = new TestAgent(broker, "self::one")) {
      node.reports.verdict = CompletableFuture.failedStage(new IllegalStateException("the database is away"));
      agent.sends("usp/bulkdata/proto::argonaut/self::one", "{}".getBytes(UTF_8), p -> p.contentType("application/json"));
      await().atMost(LIMIT).until(() -> node.reports.deliveries.size() > 1);
      node.reports.verdict =
          CompletableFuture.completedStage(new BulkIntake.Verdict.Refused(BulkStats.Reason.UNREADABLE, "it is empty"));
      await().atMost(LIMIT).until(() -> node.link.waiting() == 0);
      var delivery = node.reports.deliveries.getFirst();
      assertThat(delivery.sender()).isEqualTo(Sender.device("self::one"));
      assertThat(delivery.contentType()).isEqualTo("application/json");
      assertThat(delivery.body()).isEqualTo("{}".getBytes(UTF_8));
      assertThat(node.agents.arrived()).isEmpty();
    }
  }

  @Test
  void oneAgentWhoseDeviceHangsDoesNotHoldUpTheOthers() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url()).up();
        var slow = new TestAgent(broker, "self::slow");
        var quick = new TestAgent(broker, "self::quick")) {
      node.agents.fate(r -> r.agent().equals("self::slow") ? new CompletableFuture<>() : RecordingAgents.done());
      slow.sends("stuck");
      for (int i = 0; i < 40; i++) {
        quick.sends("q" + i);
      }
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("q39"));
      assertThat(node.link.stats().acknowledgedEarly()).isEqualTo(1);
    }
  }

  @Test
  void nothingIsAcknowledgedWhileNoDeviceTakesAnything() {
    try (var broker = Mosquitto.start(folder); var agent = new TestAgent(broker, "self::one")) {
      try (var node = new LinkUnderTest(broker.url(), "client-id = same").up()) {
        node.agents.fate(_ -> CompletableFuture.failedFuture(new IllegalStateException("the database is away")));
        for (int i = 0; i < 10; i++) {
          agent.sends("r" + i);
        }
        await().atMost(LIMIT).until(() -> node.link.waiting() == 10);
      }
      try (var node = new LinkUnderTest(broker.url(), "client-id = same").up()) {
        await().atMost(LIMIT).until(() -> node.agents.arrived().size() >= 10);
        assertThat(node.agents.payloads()).containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9");
      }
    }
  }

  @Test
  void everythingComesBackWithABrokerThatWasAwayAndNoRecordIsLost() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url()).up();
        var agent = new TestAgent(broker, "self::one")) {
      agent.sends("before");
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("before"));

      broker.stop();
      await().atMost(LIMIT).until(() -> !node.link.health().up());
      var started = System.nanoTime();
      assertThatThrownBy(() -> node.sends(agent.topic(), agent.record("no").toByteArray())).hasMessageContaining("is away");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
      var sending = new ArrayList<CompletableFuture<?>>();
      for (int i = 0; i < 50; i++) { // the agent's client sends them when the broker is back
        sending.add(
            agent.sending(
                TestAgent.CONTROLLER_TOPIC,
                agent.record("while away " + i).toByteArray(),
                p -> p.responseTopic(agent.topic())));
      }

      broker.restart();
      node.up();
      CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).orTimeout(30, TimeUnit.SECONDS).join();
      await().atMost(LIMIT).until(() -> Set.copyOf(node.agents.payloads()).size() == 51);
      node.sends(agent.topic(), agent.record("after").toByteArray());
      await().atMost(LIMIT).until(() -> !agent.received().isEmpty());
    }
  }

  @Test
  void eachRecordReachesOneNodeOfACluster() {
    try (var broker = Mosquitto.start(folder);
        var first = new LinkUnderTest(broker.url(), "client-id = first").up();
        var second = new LinkUnderTest(broker.url(), "client-id = second").up();
        var agent = new TestAgent(broker, "self::one")) {
      for (int i = 0; i < 40; i++) {
        agent.sends("r" + i);
      }
      await().atMost(LIMIT).until(() -> first.agents.arrived().size() + second.agents.arrived().size() >= 40);
      var all = new ArrayList<>(first.agents.payloads());
      all.addAll(second.agents.payloads());
      assertThat(all).hasSize(40).doesNotHaveDuplicates();
      assertThat(first.agents.arrived()).isNotEmpty();
      assertThat(second.agents.arrived()).isNotEmpty();
    }
  }

  @Test
  void anAgentThatSaysItIsGoneIsReportedAndOneThatComesBackToo() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url(), "topics = oktopus").up();
        var agent = new TestAgent(broker, "self::one")) {
      agent.sends("oktopus/usp/v1/status/self::one", "1".getBytes(UTF_8), p -> p);
      agent.sends("oktopus/usp/v1/status/self::one", "0".getBytes(UTF_8), p -> p);
      await().atMost(LIMIT).until(() -> node.agents.told().size() == 2);
      var route = new AgentRoute.Broker(AgentRoute.Mtp.MQTT, "oktopus/usp/v1/agent/self::one");
      assertThat(node.agents.told())
          .containsExactly(
              new RecordingAgents.Told("self::one", route, true),
              new RecordingAgents.Told("self::one", new AgentRoute.Broker(AgentRoute.Mtp.MQTT, ""), false));
    }
  }

  @Test
  void agentsOfOktopusFindTheirTopics() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url(), "topics = oktopus").up();
        var agent = new TestAgent(broker, "self::one")) {
      agent.sends("oktopus/usp/v1/controller/self::one", agent.record("a").toByteArray(), p -> p);
      agent.sends("oktopus/usp/v1/api/self::one", agent.record("b").toByteArray(), p -> p);
      agent.sends("oktopus/usp/v1/notify/self::one", agent.record("c").toByteArray(), p -> p);
      agent.sends("oktopus/usp/v1/controller", agent.record("d").toByteArray(), p -> p);
      await().atMost(LIMIT).until(() -> node.agents.arrived().size() == 4);
      assertThat(node.agents.payloads()).containsExactly("a", "b", "c", "d");
      assertThat(node.agents.arrived()).allMatch(r -> r.route().place().equals("oktopus/usp/v1/agent/self::one"));
    }
  }

  @Test
  void withTrustInTopicsAnAgentSpeaksForNobodyElse() {
    try (var broker = Mosquitto.start(folder);
        var node =
            new LinkUnderTest(
                    broker.url(), "trust = topic", "schemes.standard.controller = [\"usp/controller/{controller}/{id}\"]")
                .up();
        var agent = new TestAgent(broker, "self::one")) {
      var stolen = Records.plain("1.4", TestAgent.CONTROLLER, "self::two", ByteString.copyFromUtf8("stolen"));
      agent.sends(TestAgent.CONTROLLER_TOPIC + "/self::one", stolen.toByteArray(), p -> p.responseTopic(agent.topic()));
      agent.sends(TestAgent.CONTROLLER_TOPIC, stolen.toByteArray(), p -> p.responseTopic(agent.topic()));
      agent.sends(
          TestAgent.CONTROLLER_TOPIC + "/self::one", agent.record("own").toByteArray(), p -> p.responseTopic(agent.topic()));
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("own"));
      assertThat(node.agents.payloads()).containsExactly("own");
      assertThat(node.mtpStats.recordsDropped(AgentRoute.Mtp.MQTT, Admission.Reason.NOT_ALLOWED)).isEqualTo(2);
    }
  }

  @Test
  void aConnectRecordSaysWhereItsAgentListens() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url()).up();
        var agent = new TestAgent(broker, "self::one")) {
      var connect =
          Records.envelope("1.4", TestAgent.CONTROLLER, "self::one")
              .setMqttConnect(
                  UspRecord.MQTTConnectRecord.newBuilder()
                      .setVersion(UspRecord.MQTTConnectRecord.MQTTVersion.V5)
                      .setSubscribedTopic("usp/agent/self::one"))
              .build();
      agent.sends(TestAgent.CONTROLLER_TOPIC, connect.toByteArray(), p -> p);
      await().atMost(LIMIT).until(() -> node.agents.arrived().size() == 1);
      assertThat(node.agents.arrived().getFirst().route().place()).isEqualTo("usp/agent/self::one");
    }
  }
}
