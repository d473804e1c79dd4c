package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.ToAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records over real WebSockets on the real device port. */
class WebSocketTest {
  private UspServer server;

  @BeforeEach
  void start() throws Exception {
    server = new UspServer("");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aRecordReachesTheDeviceActorAndItsAnswerTheAgent() throws Exception {
    TestAgent agent = server.connect("os::00256D-1");
    assertThat(agent.socket().getSubprotocol()).isEqualTo("v1.usp");

    agent.send(agent.record("hello"));
    var arrival = server.agents.next();
    assertThat(arrival.record()).isEqualTo(agent.record("hello"));
    assertThat(arrival.route().mtp()).isEqualTo(AgentRoute.Mtp.WEBSOCKET);
    assertThat(arrival.route().place()).isEqualTo("127.0.0.1");

    ((AgentRoute.Connection) arrival.route()).actor().tell(new ToAgent.Deliver("answer".getBytes(UTF_8)));
    assertThat(agent.next()).asString().isEqualTo("answer");
  }

  @Test
  void fragmentsAreOneRecord() throws Exception {
    TestAgent agent = server.connect("os::00256D-1");
    byte[] bytes = agent.record("x".repeat(300_000)).toByteArray();
    for (int from = 0; from < bytes.length; from += 50_000) {
      int to = Math.min(bytes.length, from + 50_000);
      agent.socket().sendBinary(ByteBuffer.wrap(bytes, from, to - from), to == bytes.length).join();
    }
    assertThat(server.agents.next().record()).isEqualTo(agent.record("x".repeat(300_000)));
  }

  @Test
  void whatIsNoRecordClosesTheConnectionWith1003() {
    TestAgent agent = server.connect("os::00256D-1");
    agent.send("garbage".getBytes(UTF_8));
    assertThat(agent.awaitClosed().code()).isEqualTo(1003);
    await().atMost(Duration.ofSeconds(10)).until(() -> server.connections.size() == 0);
  }

  @Test
  void textClosesTheConnectionWith1003() {
    TestAgent agent = server.connect("os::00256D-1");
    agent.socket().sendText("{}", true).join();
    assertThat(agent.awaitClosed().code()).isEqualTo(1003);
  }
}
