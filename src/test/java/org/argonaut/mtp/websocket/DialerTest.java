package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.ToAgent;
import org.argonaut.usp.Records;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents that listen are dialed, and dialed again. */
class DialerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private UspServer controller;
  private ServerSocket agent;
  private Dialer dialer;

  @BeforeEach
  void start() throws Exception {
    controller = new UspServer("");
    agent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    agent.setSoTimeout(10_000);
  }

  @AfterEach
  void stop() throws Exception {
    if (dialer != null) {
      dialer.stop();
    }
    controller.close();
    agent.close();
  }

  private void dial(String path) {
    dialAll("ws://127.0.0.1:" + agent.getLocalPort() + path);
  }

  private void dialAll(String urls) {
    var config =
        ConfigFactory.parseString(
                "argonaut.usp { dial = \"" + urls
                    + "\", dialing { connect-timeout = 2 s, first-retry = 10 ms, last-retry = 50 ms } }")
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    dialer =
        new Dialer(
            UspServer.SYSTEM, "proto::argonaut", DialSettings.from(config), WebSocketSettings.from(config),
            controller.connections, controller.stats);
    dialer.start();
  }

  /** Reads a handshake and answers it. */
  static String welcome(Socket socket, boolean decent) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    String key = head.substring(head.indexOf("Sec-WebSocket-Key: ") + 19).split("\r\n", 2)[0];
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nsec-websocket-protocol: v1.usp\r\n"
            + "Sec-WebSocket-Accept: " + (decent ? Handshake.accept(key) : "nonsense") + "\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
    return head.toString();
  }

  @Test
  void recordsGoBothWaysOverADialedConnection() throws Exception {
    dial("/agent?x=y");
    try (Socket socket = agent.accept()) {
      String request = welcome(socket, true);
      assertThat(request).startsWith("GET /agent?x=y&eid=proto::argonaut HTTP/1.1\r\n");
      assertThat(request).contains("Sec-WebSocket-Protocol: v1.usp\r\n");
      var record = Records.plain("1.4", "proto::argonaut", "proto::listener", ByteString.copyFromUtf8("hi"));
      socket.getOutputStream().write(new Frames(false).binary(record.toByteArray()).toArray());
      var arrival = controller.agents.next();
      assertThat(arrival.record()).isEqualTo(record);
      assertThat(dialer.states().getFirst().connected()).isTrue();

      ((AgentRoute.Connection) arrival.route()).actor().tell(new ToAgent.Deliver("answer".getBytes(UTF_8)));
      byte[] bytes = socket.getInputStream().readNBytes(2 + 4 + 6);
      FrameReader reader = new FrameReader(true, 1000); // a client masks
      reader.feed(org.apache.pekko.util.ByteString.fromArray(bytes));
      assertThat(((FrameReader.Event.Message) reader.next()).bytes()).asString(UTF_8).isEqualTo("answer");
    }
  }

  @Test
  void anAgentThatADeviceNamesIsDialedUntilItDoesNotAndSpeaksForThatDeviceOnly() throws Exception {
    dialAll("");
    assertThat(dialer.states()).isEmpty();
    URI uri = URI.create("ws://127.0.0.1:" + agent.getLocalPort() + "/a");
    dialer.agents(Map.of(uri, "proto::named"));
    try (Socket socket = agent.accept()) {
      assertThat(welcome(socket, true)).startsWith("GET /a?eid=proto::argonaut HTTP/1.1\r\n");
      var wrong = Records.plain("1.4", "proto::argonaut", "proto::other", ByteString.copyFromUtf8("hi"));
      var right = Records.plain("1.4", "proto::argonaut", "proto::named", ByteString.copyFromUtf8("hi"));
      socket.getOutputStream().write(new Frames(false).binary(wrong.toByteArray()).toArray());
      socket.getOutputStream().write(new Frames(false).binary(right.toByteArray()).toArray());
      assertThat(controller.agents.next().record()).isEqualTo(right);

      dialer.agents(Map.of(uri, "proto::named"));
      assertThat(dialer.states()).singleElement().satisfies(state -> assertThat(state.connected()).isTrue());
      dialer.agents(Map.of());
      assertThat(dialer.states()).isEmpty();
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).as("the opcode of a close frame").isEqualTo(0x88);
    }
    agent.setSoTimeout(300);
    assertThatThrownBy(agent::accept).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void anAgentThatHangsUpOrIsNoneIsDialedAgain() throws Exception {
    dial("");
    try (Socket socket = agent.accept()) {
      welcome(socket, false);
    }
    await().atMost(SOON).until(() -> dialer.states().getFirst().failure() != null);
    assertThat(dialer.states().getFirst().failure()).contains("Sec-WebSocket-Accept");
    try (Socket socket = agent.accept()) {
      socket.getOutputStream().write("SSH-2.0-x\r\n\r\n".getBytes(ISO_8859_1));
    }
    try (Socket socket = agent.accept()) {
      welcome(socket, true);
      await().atMost(SOON).until(() -> dialer.states().getFirst().connected());
    }
    try (Socket socket = agent.accept()) {
      welcome(socket, true);
      await().atMost(SOON).until(() -> dialer.states().getFirst().connected());
    }
  }

  @Test
  void nobodyThereIsTriedAgainUntilSomebodyIs() throws Exception {
    int port = agent.getLocalPort();
    agent.close();
    dial("/");
    await().atMost(SOON).until(() -> dialer.states().getFirst().failure() != null);
    agent = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    agent.setSoTimeout(10_000);
    try (Socket socket = agent.accept()) {
      welcome(socket, true);
      await().atMost(SOON).until(() -> dialer.states().getFirst().connected());
    }
  }
}
