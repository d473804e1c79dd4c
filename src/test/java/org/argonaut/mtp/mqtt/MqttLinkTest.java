package org.argonaut.mtp.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import org.argonaut.device.AgentRoute;
import org.argonaut.usp.Records;
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
}
