package org.argonaut.mtp.mqtt;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** One connection to a broker, of either version of MQTT. Never used again once it has ended. */
interface MqttConnection {

  /**
   * What the broker said when it let us in.
   *
   * @param version for log lines: 5 or 3.1.1
   * @param sharing whether it has shared subscriptions (as far as it says)
   * @param topics to subscribe to besides our own: {@code subscribe-topic} properties and response information (R-MQTT.15,
   *     R-MQTT.17)
   */
  record Welcome(String version, boolean sharing, List<String> topics) {}

  Welcome welcome();

  /** Subscribes; fails when the broker refuses. */
  CompletionStage<?> subscribe(String filter);

  CompletionStage<?> unsubscribe(String filter);

  /**
   * Publishes a record.
   *
   * @return completes when the broker has it: with QoS 1, when it said so
   */
  CompletionStage<Done> publish(String topic, String responseTopic, byte[] record);

  /** Completes with the reason when the connection is over. */
  CompletableFuture<String> ended();

  /** Closes it; the broker keeps the session as long as the settings say. */
  CompletionStage<?> close();
}
