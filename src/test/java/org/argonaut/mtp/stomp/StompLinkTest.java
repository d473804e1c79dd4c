package org.argonaut.mtp.stomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.argonaut.device.AgentRoute;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.broker.RecordingAgents;
import org.argonaut.usp.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in and out through a real ActiveMQ. */
class StompLinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int MAX_RECORD = 64 * 1024;

  @Test
  void aRecordReachesItsAgentAndTheAnswerComesBack() throws Exception {
    try (var broker = ActiveMq.start();
        var node = new Node(broker.url()).up();
        var agent = new StompAgent(broker, "self::one")) {
      agent.sends("hello");
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("hello"));
      var route = node.agents.arrived().getFirst().route();
      assertThat(route).isEqualTo(new AgentRoute.Broker(AgentRoute.Mtp.STOMP, agent.queue()));

      byte[] request = Records.plain("1.4", "self::one", StompAgent.CONTROLLER, ByteString.copyFrom(new byte[] {0, 1, 10, 0})).toByteArray();
      node.sends(route.place(), request);
      await().atMost(LIMIT).until(() -> agent.received().size() == 1);
      var frame = agent.received().getFirst();
      assertThat(frame.body()).isEqualTo(request);
      assertThat(frame.header("content-type")).contains("application/vnd.bbf.usp.msg");
      assertThat(frame.header("reply-to-dest")).contains(StompAgent.CONTROLLER_QUEUE);
    }
  }

  @Test
  void eachRecordReachesOneNodeOfACluster() throws Exception {
    try (var broker = ActiveMq.start();
        var first = new Node(broker.url()).up();
        var second = new Node(broker.url()).up();
        var agent = new StompAgent(broker, "self::one")) {
      for (int i = 0; i < 40; i++) {
        agent.sends("r" + i);
      }
      await().atMost(LIMIT).until(() -> first.agents.arrived().size() + second.agents.arrived().size() >= 40);
      List<String> all = new ArrayList<>(first.agents.payloads());
      all.addAll(second.agents.payloads());
      assertThat(all).hasSize(40).doesNotHaveDuplicates();
    }
  }

  @Test
  void everythingComesBackWithABrokerThatWasAway() throws Exception {
    try (var broker = ActiveMq.start(); var node = new Node(broker.url()).up()) {
      broker.stop();
      await().atMost(LIMIT).until(() -> !node.link.health().up());
      assertThatThrownBy(() -> node.sends("/queue/x", new byte[1])).hasMessageContaining("is away");
      broker.restart();
      node.up();
      try (var agent = new StompAgent(broker, "self::one")) {
        agent.sends("again");
        await().atMost(LIMIT).until(() -> node.agents.payloads().contains("again"));
      }
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutTheWordItself() throws Exception {
    try (var broker = ActiveMq.start();
        var node = new Node("stomp://argonaut:guess@127.0.0.1:" + broker.port())) {
      await().atMost(LIMIT).until(() -> node.link.stats().failedAttempts() >= 2);
      assertThat(node.link.health().detail()).contains("refuses").doesNotContain("guess");
    }
  }

  @Test
  void anAgentWhoseDeviceHangsHoldsTheOthersUpOnlyForAMoment() throws Exception {
    try (var broker = ActiveMq.start();
        var node = new Node(broker.url()).up();
        var slow = new StompAgent(broker, "self::slow");
        var quick = new StompAgent(broker, "self::quick")) {
      node.agents.fate(r -> r.agent().equals("self::slow") ? new CompletableFuture<>() : RecordingAgents.done());
      for (int i = 0; i < 80; i++) {
        slow.sends("s" + i);
      }
      quick.sends("quick");
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("quick"));
      assertThat(node.link.stats().recordsOverflowed()).isEqualTo(80 - 64);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "/queue/>", "/queue/a,/queue/b", "/topic/*", "/queue/a?x=1", "/queue/usp/controller/proto::argonaut"})
  void anAgentCannotHaveItsAnswersSentWhereTheyDoHarm(String destination) throws Exception {
    try (var broker = ActiveMq.start();
        var node = new Node(broker.url()).up();
        var agent = new StompAgent(broker, "self::one")) {
      agent.sends(
          StompAgent.to(StompAgent.CONTROLLER_QUEUE).with("reply-to-dest", destination), agent.record("bad").toByteArray());
      agent.sends("good");
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("good"));
      assertThat(node.agents.payloads()).containsExactly("good");
      assertThatThrownBy(() -> node.sends(destination, agent.record("x").toByteArray())).hasMessageContaining("destination");
    }
  }

  @Test
  void whatIsNoRecordIsDropped() throws Exception {
    var random = new Random(4);
    try (var broker = ActiveMq.start();
        var node = new Node(broker.url()).up();
        var agent = new StompAgent(broker, "self::one")) {
      agent.sends(StompAgent.to(StompAgent.CONTROLLER_QUEUE), agent.record("no way back").toByteArray());
      agent.sends(
          StompAgent.to(StompAgent.CONTROLLER_QUEUE).with("reply-to-dest", agent.queue()).with("content-type", "text/plain"),
          agent.record("text").toByteArray());
      agent.sends(
          StompAgent.to(StompAgent.CONTROLLER_QUEUE).with("reply-to-dest", agent.queue()), "x".repeat(MAX_RECORD * 2).getBytes(UTF_8));
      for (int i = 0; i < 50; i++) {
        byte[] noise = new byte[1 + random.nextInt(100)];
        random.nextBytes(noise);
        agent.sends(StompAgent.to(StompAgent.CONTROLLER_QUEUE).with("reply-to-dest", agent.queue()), noise);
      }
      agent.sends("good");
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("good"));
      assertThat(node.agents.payloads()).containsExactly("good");
      assertThat(node.link.stats().failedAttempts()).isZero();
    }
  }

  @Test
  void aStoppedLinkHasDoneWhatItTook() throws Exception {
    try (var broker = ActiveMq.start(); var agent = new StompAgent(broker, "self::one")) {
      var finish = new CompletableFuture<org.apache.pekko.Done>();
      var node = new Node(broker.url()).up();
      node.agents.fate(_ -> finish);
      agent.sends("last");
      await().atMost(LIMIT).until(() -> node.link.waiting() == 1);
      var stopped = node.link.stop(Duration.ofSeconds(20)).toCompletableFuture();
      assertThat(stopped).isNotDone();
      finish.complete(org.apache.pekko.Done.getInstance());
      stopped.orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(node.link.waiting()).isZero();
      node.close();
    }
  }

  /** A link as a node starts it. */
  private static final class Node implements AutoCloseable {
    final RecordingAgents agents = new RecordingAgents();
    final StompLink link;
    private final ActorTestKit kit =
        ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local, pekko.remote.artery.enabled = off")
                .withFallback(ConfigFactory.load()));

    Node(String url) {
      var config =
          ConfigFactory.parseString(
                  "argonaut.usp.stomp { url = \"" + url + "\", reconnect { first = 50ms, longest = 500ms } }")
              .withFallback(ConfigFactory.load());
      var stats = new MtpStats();
      link =
          StompLink.start(
              kit.system(),
              StompSettings.from(config),
              new StompLink.Controller(StompAgent.CONTROLLER, MAX_RECORD),
              new Admission(StompAgent.CONTROLLER, MAX_RECORD, agents, stats),
              agents,
              stats);
    }

    Node up() {
      await().atMost(Duration.ofSeconds(30)).until(() -> link.health().up());
      return this;
    }

    void sends(String place, byte[] record) {
      link.send(new AgentRoute.Broker(AgentRoute.Mtp.STOMP, place), record)
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    }

    @Override
    public void close() {
      link.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
      kit.shutdownTestKit();
    }
  }
}
