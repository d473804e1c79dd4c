package org.argonaut.mtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.AgentSearch;
import org.argonaut.usp.Records;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node knows of its connections. */
class ConnectionsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String EID = "proto::agent-1";

  private final ActorTestKit kit =
      ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
  private final RecordingAgents agents = new RecordingAgents();
  private final MtpStats stats = new MtpStats();
  private final BlockingQueue<String> contacts = new LinkedBlockingQueue<>();
  private final Connections connections =
      new Connections(
          kit.system(),
          agents,
          new Admission("proto::argonaut", 1000, agents, stats),
          (agent, _, _) -> contacts.add(agent),
          Duration.ofSeconds(1),
          stats);

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private AgentConnection open(String endpointId) {
    AgentLink nowhere =
        new AgentLink() {
          @Override
          public void send(byte[] record) {}

          @Override
          public void close(Ending why, String reason) {}
        };
    return connections.open(AgentRoute.Mtp.WEBSOCKET, "192.0.2.1", endpointId, Speaker.anybody("test"), nowhere);
  }

  private static byte[] record(String from) {
    return Records.plain("1.4", "proto::argonaut", from, ByteString.EMPTY).toByteArray();
  }

  @Test
  void aDeviceActorThatLooksForItsAgentFindsTheConnection() throws Exception {
    connections.start();
    var topic = kit.spawn(Topic.create(AgentSearch.Find.class, AgentSearch.TOPIC));
    AgentConnection connection = open(EID);
    connection.received(record(EID));
    await()
        .atMost(SOON)
        .until(
            () -> {
              topic.tell(Topic.publish(new AgentSearch.Find("proto::nobody")));
              topic.tell(Topic.publish(new AgentSearch.Find(EID)));
              return agents.attachments.poll(100, TimeUnit.MILLISECONDS) != null;
            });
    assertThat(agents.routes).containsOnlyKeys(EID);
    assertThat(agents.routes.get(EID)).isEqualTo(connection.route());
  }

  @Test
  void connectedAgentsStayOnlineAndOnlyThose() throws Exception {
    connections.start();
    AgentConnection connection = open(EID);
    open("proto::silent");
    connection.received(record(EID));
    for (int i = 0; i < 3; i++) {
      assertThat(contacts.poll(10, TimeUnit.SECONDS)).isEqualTo(EID);
    }
    connection.ended();
    assertThat(connections.of(EID)).isNull();
  }

  @Test
  void aConnectionSpeaksForOneAgentFromItsFirstRecordOn() {
    AgentConnection connection = open(null);
    assertThat(connection.received(record(EID))).isInstanceOf(Admission.Verdict.Admitted.class);
    assertThat(connection.endpointId()).isEqualTo(EID);
    assertThat(connection.received(record("proto::agent-2")))
        .isInstanceOfSatisfying(
            Admission.Verdict.Dropped.class,
            dropped -> assertThat(dropped.reason()).isEqualTo(Admission.Reason.NOT_ALLOWED));
    assertThat(connections.of("proto::agent-2")).isNull();
  }

  @Test
  void whatIsTooLargeOrNamesNobodyIsDropped() {
    AgentConnection connection = open(EID);
    assertThat(connection.received(new byte[1001]))
        .isInstanceOfSatisfying(
            Admission.Verdict.Dropped.class, d -> assertThat(d.reason()).isEqualTo(Admission.Reason.TOO_LARGE));
    assertThat(connection.received(record("a\u0001b")))
        .isInstanceOfSatisfying(
            Admission.Verdict.Dropped.class, d -> assertThat(d.reason()).isEqualTo(Admission.Reason.BAD_ENDPOINT_ID));
    assertThat(stats.recordsDropped(Admission.Reason.TOO_LARGE)).isEqualTo(1);
    assertThat(agents.arrivals).isEmpty();
  }
}
