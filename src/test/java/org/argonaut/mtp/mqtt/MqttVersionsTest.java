package org.argonaut.mtp.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.argonaut.usp.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MQTT 3.1.1: the reply topic in the topic, and how a broker that knows nothing newer is found out. */
class MqttVersionsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void overVersion311TheReplyTopicsTravelInTheTopic() {
    try (var broker = Mosquitto.start(folder);
        var node = new LinkUnderTest(broker.url(), "version = \"3.1.1\"").up()) {
      List<Mqtt3Publish> received = new CopyOnWriteArrayList<>();
      Mqtt3AsyncClient agent = agent(broker.port(), received);
      var record = Records.plain("1.4", TestAgent.CONTROLLER, "self::old", ByteString.copyFromUtf8("hello")).toByteArray();
      agent
          .publishWith()
          .topic(TestAgent.CONTROLLER_TOPIC + "/reply-to=usp%2Fagent%2Fself::old")
          .qos(MqttQos.AT_LEAST_ONCE)
          .payload(record)
          .send()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
      await().atMost(LIMIT).until(() -> node.agents.arrived().size() == 1);
      assertThat(node.agents.arrived().getFirst().route().place()).isEqualTo("usp/agent/self::old");

      node.sends("usp/agent/self::old", record);
      await().atMost(LIMIT).until(() -> received.size() == 1);
      assertThat(received.getFirst().getTopic()).hasToString("usp/agent/self::old/reply-to=usp%2Fcontroller%2Fproto::argonaut");
      agent.disconnect().join();
    }
  }

  @Test
  void aBrokerThatKnowsOnlyVersion311IsSpokenToInIt() throws IOException {
    try (var broker = Mosquitto.start(folder);
        var old = new OldBroker(broker.port());
        var node = new LinkUnderTest(old.url()).up();
        var agent = new TestAgent(broker, "self::one")) {
      agent.sends("hello");
      agent.sends(TestAgent.CONTROLLER_TOPIC + "/reply-to=usp%2Fx", agent.record("there").toByteArray(), p -> p);
      await().atMost(LIMIT).until(() -> node.agents.payloads().contains("there"));
      assertThat(old.refused).isTrue();
    }
  }

  private static Mqtt3AsyncClient agent(int port, List<Mqtt3Publish> received) {
    Mqtt3AsyncClient client =
        MqttClient.builder().useMqttVersion3().identifier("old").serverHost("127.0.0.1").serverPort(port).buildAsync();
    client.connect().orTimeout(20, TimeUnit.SECONDS).join();
    client
        .subscribeWith()
        .topicFilter("usp/agent/self::old/#")
        .callback(received::add)
        .send()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
    return client;
  }

  /** What a broker from before MQTT 5 does with a CONNECT of version 5; everything else goes on to a real one. */
  private static final class OldBroker implements AutoCloseable {
    private static final int VERSION_AT = 8;
    private static final byte[] UNACCEPTABLE_VERSION = {0x20, 2, 0, 1};

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int behind;
    private volatile boolean refused;

    OldBroker(int behind) throws IOException {
      this.behind = behind;
      Thread.ofVirtual().start(this::accept);
    }

    String url() {
      return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
      try {
        while (!server.isClosed()) {
          Socket client = server.accept();
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException e) {
        assertThat(server.isClosed()).isTrue();
      }
    }

    private void serve(Socket client) {
      try (client) {
        byte[] connect = new byte[4096];
        int length = client.getInputStream().read(connect);
        int start = connect[1] < 0 ? 1 : 0; // a remaining length of two bytes
        if (connect[VERSION_AT + start] == 5) {
          refused = true;
          client.getOutputStream().write(UNACCEPTABLE_VERSION);
          return;
        }
        try (Socket real = new Socket(InetAddress.getLoopbackAddress(), behind)) {
          real.getOutputStream().write(connect, 0, length);
          Thread.ofVirtual().start(() -> copy(client, real));
          real.getInputStream().transferTo(client.getOutputStream());
        }
      } catch (IOException e) {
        // one side hung up: so does the other
      }
    }

    private static void copy(Socket from, Socket to) {
      try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
        in.transferTo(out);
      } catch (IOException e) {
        // as above
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
