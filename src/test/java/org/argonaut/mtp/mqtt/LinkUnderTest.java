package org.argonaut.mtp.mqtt;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.argonaut.bulkdata.RecordingBulkData;
import org.argonaut.device.AgentRoute;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.broker.RecordingAgents;

/** A link as a node starts it, over settings of the test's own. */
final class LinkUnderTest implements AutoCloseable {
  static final int MAX_RECORD = 64 * 1024;

  final RecordingAgents agents = new RecordingAgents();
  final RecordingBulkData reports = new RecordingBulkData();
  final MtpStats mtpStats = new MtpStats();
  final MqttLink link;
  private final ActorTestKit kit;

  LinkUnderTest(String url, String... settings) {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local, pekko.remote.artery.enabled = off")
                .withFallback(ConfigFactory.load()));
    link =
        MqttLink.start(
            kit.system(),
            MqttSettings.from(config(url, settings)),
            new MqttLink.Controller(TestAgent.CONTROLLER, MAX_RECORD),
            new Admission(TestAgent.CONTROLLER, MAX_RECORD, agents, mtpStats),
            agents,
            reports,
            mtpStats);
  }

  static Config config(String url, String... settings) {
    return ConfigFactory.parseString(
            "argonaut.usp.mqtt { url = \"" + url + "\"\n reconnect { first = 50ms, longest = 500ms }\n"
                + String.join("\n", settings) + "\n}")
        .withFallback(ConfigFactory.load());
  }

  LinkUnderTest up() {
    await().atMost(Duration.ofSeconds(30)).until(() -> link.health().up());
    return this;
  }

  Done sends(String place, byte[] record) {
    return link.send(new AgentRoute.Broker(AgentRoute.Mtp.MQTT, place), record)
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    link.stop(Duration.ofSeconds(5)).toCompletableFuture().join();
    kit.shutdownTestKit();
  }
}
