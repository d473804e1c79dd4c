package org.argonaut.mtp.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.argonaut.mtp.broker.BrokerLoop;
import org.argonaut.mtp.broker.BrokerUrl;

/** A connection over MQTT 3.1.1: no properties, so the reply topic travels in the topic (R-MQTT.24, R-MQTT.25). */
final class Mqtt3Connection implements MqttConnection {
  private final Mqtt3AsyncClient client;
  private final MqttSettings settings;
  private final CompletableFuture<String> ended;

  private Mqtt3Connection(Mqtt3AsyncClient client, MqttSettings settings, CompletableFuture<String> ended) {
    this.client = client;
    this.settings = settings;
    this.ended = ended;
  }

  /**
   * Connects.
   *
   * @param arrivals gets messages at once, also before this completes; must not block
   */
  static CompletionStage<Mqtt3Connection> open(
      MqttSettings settings,
      BrokerUrl broker,
      MqttClientTransportConfig transport,
      MqttIdentity identity,
      Consumer<MqttArrival> arrivals) {
    CompletableFuture<String> ended = new CompletableFuture<>();
    Mqtt3AsyncClient client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(identity.clientId())
            .transportConfig(transport)
            .addDisconnectedListener(context -> ended.complete(BrokerLoop.reason(context.getCause())))
            .buildAsync();
    client.publishes(MqttGlobalPublishFilter.ALL, publish -> arrivals.accept(arrival(publish)), true);
    return client.connect(connect(settings, broker, identity)).thenApply(_ -> new Mqtt3Connection(client, settings, ended));
  }

  private static Mqtt3Connect connect(MqttSettings settings, BrokerUrl broker, MqttIdentity identity) {
    Duration expiry = identity.sessionExpiry(); // here it is never or at once
    return Mqtt3Connect.builder()
        .cleanSession(expiry.isZero() || expiry.compareTo(settings.sessionExpiry()) < 0)
        .keepAlive((int) settings.keepAlive().toSeconds())
        .simpleAuth(auth(broker))
            .build();
  }

  private static Mqtt3SimpleAuth auth(BrokerUrl broker) {
    return broker.username().isEmpty()
        ? null
        : Mqtt3SimpleAuth.builder()
            .username(broker.username())
            .password(broker.password().getBytes(StandardCharsets.UTF_8))
            .build();
  }

  private static MqttArrival arrival(Mqtt3Publish publish) {
    return new MqttArrival(
        publish.getTopic().toString(),
        Optional.empty(),
        Optional.empty(),
        publish.getPayloadAsBytes(),
        publish.isRetain(),
        publish::acknowledge);
  }

  @Override
  public Welcome welcome() {
    return new Welcome("3.1.1", true, List.of());
  }

  @Override
  public CompletionStage<?> subscribe(String filter) {
    return client.subscribe(
        Mqtt3Subscribe.builder().addSubscription().topicFilter(filter).qos(qos()).applySubscription().build());
  }

  @Override
  public CompletionStage<?> unsubscribe(String filter) {
    return client.unsubscribe(Mqtt3Unsubscribe.builder().addTopicFilter(filter).build());
  }

  @Override
  public CompletionStage<Done> publish(String topic, String responseTopic, byte[] record) {
    return client
        .publish(
            Mqtt3Publish.builder()
                .topic(TopicScheme.withReplyTo(topic, responseTopic))
                .qos(qos())
                .payload(record)
                .build())
        .thenApply(_ -> Done.getInstance());
  }

  private MqttQos qos() {
    return settings.qos() == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE;
  }

  @Override
  public CompletableFuture<String> ended() {
    return ended;
  }

  @Override
  public CompletionStage<?> close() {
    return client.disconnect();
  }
}
