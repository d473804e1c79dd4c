package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.device.ToAgent;
import org.argonaut.mtp.Admission;
import org.junit.jupiter.api.Test;

/** How connections live, take each other's place, and end. */
class ConnectionLifeTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String EID = "proto::agent-1";

  @Test
  void aSecondConnectionOfAnAgentTakesThePlaceOfTheFirst() throws Exception {
    try (UspServer server = new UspServer("")) {
      TestAgent first = server.connect(EID);
      first.send(first.record("1"));
      server.agents.next();
      TestAgent second = server.connect(EID);
      TestAgent.Closed closed = first.awaitClosed();
      assertThat(closed.code()).isEqualTo(1000);
      assertThat(closed.reason()).contains("connected again");
      second.send(second.record("2"));
      assertThat(server.agents.next().record()).isEqualTo(second.record("2"));
      await().atMost(SOON).until(() -> server.connections.size() == 1);
      assertThat(server.touches).allSatisfy(touch -> assertThat(touch.onlineUntil()).isAfter(touch.at()));
    }
  }

  @Test
  void theActorOfAConnectionEndsWithItAndTheAgentIsOffline() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.contact-interval = 10 minutes")) {
      TestAgent agent = server.connect(EID);
      agent.send(agent.record("1"));
      var route = (AgentRoute.Connection) server.agents.next().route();
      TestProbe<Void> probe = TestProbe.create(UspServer.SYSTEM);
      await().atMost(SOON).until(() -> server.touches.size() == 1);
      UspServer.Touch online = server.touches.getFirst();
      assertThat(Duration.between(online.at(), online.onlineUntil())).isEqualTo(Duration.ofMinutes(25));

      agent.close();
      probe.expectTerminated(route.actor(), SOON);
      await().atMost(SOON).until(() -> server.touches.size() == 2);
      UspServer.Touch offline = server.touches.getLast();
      assertThat(offline.onlineUntil()).isEqualTo(offline.at());
      assertThat(server.connections.of(EID)).isNull();
    }
  }

  @Test
  void theDeviceActorMayEndAConnection() throws Exception {
    try (UspServer server = new UspServer("")) {
      TestAgent agent = server.connect(EID);
      agent.send(agent.record("1"));
      ((AgentRoute.Connection) server.agents.next().route()).actor().tell(new ToAgent.Close("the device was deleted"));
      assertThat(agent.awaitClosed().reason()).isEqualTo("the device was deleted");
    }
  }

  @Test
  void aStoppingNodeSaysGoodbyeWith1001AfterWhatWasSent() throws Exception {
    try (UspServer server = new UspServer("")) {
      TestAgent agent = server.connect(EID);
      agent.send(agent.record("1"));
      var route = (AgentRoute.Connection) server.agents.next().route();
      route.actor().tell(new ToAgent.Deliver("last words".getBytes(UTF_8)));
      assertThat(agent.next()).asString(UTF_8).isEqualTo("last words");
      var stopped = server.connections.stop(SOON).toCompletableFuture();
      assertThat(agent.awaitClosed().code()).isEqualTo(1001);
      stopped.get(10, java.util.concurrent.TimeUnit.SECONDS);
      assertThat(server.connections.size()).isZero();
      try (RawWebSocket late = new RawWebSocket(server.port.address().getPort())) {
        assertThat(late.handshake("/usp?eid=" + EID).status()).isEqualTo(503);
      }
    }
  }

  @Test
  void moreThan64RecordsWaitInTheNetworkUntilTheFirstAreDone() throws Exception {
    try (UspServer server = new UspServer("")) {
      server.agents.hold();
      TestAgent agent = server.connect(EID);
      for (int i = 0; i < 200; i++) {
        agent.send(agent.record(Integer.toString(i)));
      }
      await().atMost(SOON).until(() -> server.agents.held.size() == 64);
      server.agents.held.getFirst().complete(org.apache.pekko.Done.getInstance());
      await().atMost(SOON).until(() -> server.agents.held.size() == 65);
      server.agents.release();
      List<String> order = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        order.add(server.agents.next().record().getNoSessionContext().getPayload().toStringUtf8());
      }
      assertThat(order).containsExactlyElementsOf(java.util.stream.IntStream.range(0, 200).mapToObj(Integer::toString).toList());
      await().atMost(SOON).until(() -> server.endpoint.receivedBytes() == 0);
    }
  }

  @Test
  void recordsThatWaitedWhenTheAgentHungUpAreStillDelivered() throws Exception {
    try (UspServer server = new UspServer("")) {
      server.agents.hold();
      TestAgent agent = server.connect(EID);
      for (int i = 0; i < 100; i++) {
        agent.send(agent.record(Integer.toString(i)));
      }
      await().atMost(SOON).until(() -> server.agents.held.size() == 64);
      agent.close();
      server.agents.release();
      for (int i = 0; i < 100; i++) {
        server.agents.next();
      }
      await().atMost(SOON).until(() -> server.connections.size() == 0);
    }
  }

  @Test
  void aRecordThatCannotBeDeliveredIsCountedAndTheConnectionGoesOn() throws Exception {
    try (UspServer server = new UspServer("")) {
      server.agents.failWith(new IllegalStateException("the test took the database away"));
      TestAgent agent = server.connect(EID);
      agent.send(agent.record("1"));
      server.agents.next();
      await().atMost(SOON).until(() -> server.stats.recordsDropped(Admission.Reason.NOT_DELIVERED) == 1);
      server.agents.failWith(null);
      agent.send(agent.record("2"));
      assertThat(server.agents.next().record()).isEqualTo(agent.record("2"));
    }
  }

  @Test
  void anAgentThatDoesNotReadIsDisconnected() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp { max-record-size = 64 KiB, websocket.send-buffer = 256 KiB }");
        RawWebSocket socket = new RawWebSocket(server.port.address().getPort())) {
      assertThat(socket.handshake("/usp?eid=" + EID).status()).isEqualTo(101);
      await().atMost(SOON).until(() -> server.connections.of(EID) != null);
      var actor = server.connections.of(EID).route().actor();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                for (int i = 0; i < 64; i++) {
                  actor.tell(new ToAgent.Deliver(new byte[32 * 1024]));
                }
                return server.connections.of(EID) == null;
              });
      assertThat(server.stats.slowReaders(Mtp.WEBSOCKET)).isEqualTo(1);
      assertThat(socket.ends()).isTrue();
    }
  }

  @Test
  void anAgentThatAnswersNoPingIsDisconnectedAndOneThatDoesStays() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.websocket { ping-interval = 300 ms, pong-timeout = 250 ms }");
        RawWebSocket mute = new RawWebSocket(server.port.address().getPort())) {
      TestAgent alive = server.connect("proto::alive"); // the JDK answers pings by itself
      assertThat(mute.handshake("/usp?eid=" + EID).status()).isEqualTo(101);
      assertThat(mute.read()).isInstanceOf(FrameReader.Event.Ping.class);
      assertThat(mute.ends()).isTrue();
      await().atMost(SOON).until(() -> server.stats.lostConnections(Mtp.WEBSOCKET) == 1);
      assertThat(server.connections.of("proto::alive")).isNotNull();
      alive.send(alive.record("still here"));
      server.agents.next();
    }
  }

  @Test
  void pingsOfAnAgentAreAnswered() throws Exception {
    try (UspServer server = new UspServer("");
        RawWebSocket socket = new RawWebSocket(server.port.address().getPort())) {
      socket.handshake("/usp?eid=" + EID);
      socket.write(new Frames(true).ping().toArray());
      assertThat(socket.read()).isInstanceOf(FrameReader.Event.Pong.class);
    }
  }

  @Test
  void aMessageThatTricklesInForTooLongIsGivenUp() throws Exception {
    try (UspServer server =
            new UspServer(
                "argonaut.usp.websocket { ping-interval = 300 ms, pong-timeout = 250 ms, message-deadline = 200 ms }");
        RawWebSocket socket = new RawWebSocket(server.port.address().getPort())) {
      socket.handshake("/usp?eid=" + EID);
      socket.write(new byte[] {(byte) 0x82, (byte) 0xFE, 0x10, 0x00, 0, 0, 0, 0, 1});
      while (true) {
        FrameReader.Event event = socket.read();
        if (event instanceof FrameReader.Event.Close(int code, String reason)) {
          assertThat(code).isEqualTo(1008);
          assertThat(reason).contains("longer");
          return;
        }
        socket.write(new Frames(true).pong(new byte[0]).toArray()); // inside a message: still a sign of life
      }
    }
  }

  @Test
  void aRecordAboveTheLimitClosesWith1009() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.max-record-size = 64 KiB")) {
      TestAgent agent = server.connect(EID);
      agent.send(agent.record("x".repeat(60_000)));
      server.agents.next();
      agent.socket().sendBinary(java.nio.ByteBuffer.wrap(new byte[5_000_000]), true);
      assertThat(agent.awaitClosed().code()).isEqualTo(1009);
    }
  }

  @Test
  void brokenFramesCloseWith1002AndGarbageNeverHurtsOthers() throws Exception {
    try (UspServer server = new UspServer("")) {
      TestAgent other = server.connect("proto::other");
      java.util.Random random = new java.util.Random(3);
      for (int i = 0; i < 50; i++) {
        try (RawWebSocket socket = new RawWebSocket(server.port.address().getPort())) {
          assertThat(socket.handshake("/usp?eid=" + EID).status()).isEqualTo(101);
          byte[] garbage = new byte[1 + random.nextInt(300)];
          random.nextBytes(garbage);
          garbage[0] |= 0x70; // reserved bits
          socket.write(garbage);
          if (garbage.length > 1) {
            assertThat(socket.readClose().code()).isEqualTo(1002);
          }
        }
      }
      other.send(other.record("unharmed"));
      assertThat(server.agents.next().record()).isEqualTo(other.record("unharmed"));
    }
  }

  @Test
  void moreConnectionsThanAllowedAreToldToComeLater() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.websocket.max-connections = 20")) {
      List<RawWebSocket> sockets = new ArrayList<>();
      int welcomed = 0;
      for (int i = 0; i < 60; i++) {
        RawWebSocket socket = new RawWebSocket(server.port.address().getPort());
        sockets.add(socket);
        RawWebSocket.Answer answer = socket.handshake("/usp?eid=proto::flood-" + i);
        assertThat(answer.status()).isIn(101, 503);
        if (answer.status() == 101) {
          welcomed++;
          int now = welcomed;
          await().atMost(SOON).until(() -> server.connections.size() == now);
        }
      }
      assertThat(welcomed).isEqualTo(20);
      for (RawWebSocket socket : sockets) {
        socket.close();
      }
      await().atMost(SOON).until(() -> server.connections.size() == 0);
      assertThat(server.stats.connections(Mtp.WEBSOCKET)).isZero();
    }
  }

  @Test
  void anAgentThatSaysNothingIsAttachedAfterAWhile() throws Exception {
    try (UspServer server = new UspServer("argonaut.usp.websocket.connect-record-wait = 100 ms")) {
      server.connect(EID);
      var attached = server.agents.attachments.poll(10, java.util.concurrent.TimeUnit.SECONDS);
      assertThat(attached).isNotNull();
      assertThat(attached.endpointId()).isEqualTo(EID);
    }
  }
}
