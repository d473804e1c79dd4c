package org.argonaut.mtp.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.argonaut.mtp.broker.BrokerLoop;
import org.argonaut.mtp.broker.BrokerUrl;

/** A connection over MQTT 5. */
final class Mqtt5Connection implements MqttConnection {
  static final String CONTENT_TYPE = "usp.msg";
  private static final String ENDPOINT_ID = "usp-endpoint-id";
  private static final String SUBSCRIBE_TOPIC = "subscribe-topic";

  private final Mqtt5AsyncClient client;
  private final MqttSettings settings;
  private final MqttIdentity identity;
  private final CompletableFuture<String> ended;
  private final Welcome welcome;

  private Mqtt5Connection(
      Mqtt5AsyncClient client,
      MqttSettings settings,
      MqttIdentity identity,
      CompletableFuture<String> ended,
      Mqtt5ConnAck answer) {
    this.client = client;
    this.settings = settings;
    this.identity = identity;
    this.ended = ended;
    this.welcome = new Welcome("5", answer.getRestrictions().isSharedSubscriptionAvailable(), topics(answer));
  }

  /**
   * Connects.
   *
   * @param arrivals gets messages at once, also before this completes; must not block
   */
  static CompletionStage<Mqtt5Connection> open(
      MqttSettings settings,
      BrokerUrl broker,
      MqttClientTransportConfig transport,
      MqttIdentity identity,
      Consumer<MqttArrival> arrivals) {
    CompletableFuture<String> ended = new CompletableFuture<>();
    Mqtt5AsyncClient client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(identity.clientId())
            .transportConfig(transport)
            .addDisconnectedListener(context -> ended.complete(reason(context.getCause())))
            .buildAsync();
    client.publishes(MqttGlobalPublishFilter.ALL, publish -> arrivals.accept(arrival(publish)), true);
    return client
        .connect(connect(settings, broker, identity))
        .thenApply(answer -> new Mqtt5Connection(client, settings, identity, ended, answer));
  }

  private static Mqtt5Connect connect(MqttSettings settings, BrokerUrl broker, MqttIdentity identity) {
    long expiry = identity.sessionExpiry().toSeconds();
    return Mqtt5Connect.builder()
        .cleanStart(expiry == 0)
        .sessionExpiryInterval(expiry)
        .keepAlive((int) settings.keepAlive().toSeconds())
        .restrictions()
        .receiveMaximum(settings.flow().receiveMaximum())
        .maximumPacketSize(identity.maxPacketSize())
        .requestResponseInformation(true)
        .applyRestrictions()
        .userProperties()
        .add(ENDPOINT_ID, identity.endpointId())
        .applyUserProperties()
        .simpleAuth(auth(broker))
            .build();
  }

  private static String reason(Throwable cause) {
    if (!(cause instanceof Mqtt5DisconnectException told)) {
      return BrokerLoop.reason(cause);
    }
    Mqtt5Disconnect disconnect = told.getMqttMessage();
    return "DISCONNECT " + disconnect.getReasonCode() + disconnect.getReasonString().map(r -> " (" + r + ")").orElse("");
  }

  private static Mqtt5SimpleAuth auth(BrokerUrl broker) {
    return broker.username().isEmpty()
        ? null
        : Mqtt5SimpleAuth.builder()
            .username(broker.username())
            .password(broker.password().getBytes(StandardCharsets.UTF_8))
            .build();
  }

  private static MqttArrival arrival(Mqtt5Publish publish) {
    return new MqttArrival(
        publish.getTopic().toString(),
        publish.getResponseTopic().map(Object::toString),
        publish.getContentType().map(Object::toString),
        publish.getPayloadAsBytes(),
        publish.isRetain(),
        publish::acknowledge);
  }

  private static List<String> topics(Mqtt5ConnAck answer) {
    List<String> topics = new ArrayList<>();
    answer.getUserProperties().asList().stream()
        .filter(p -> p.getName().toString().equals(SUBSCRIBE_TOPIC))
        .forEach(p -> topics.add(p.getValue().toString()));
    answer.getResponseInformation().map(MqttUtf8String::toString).ifPresent(topics::add);
    return List.copyOf(topics);
  }

  @Override
  public Welcome welcome() {
    return welcome;
  }

  @Override
  public CompletionStage<?> subscribe(String filter) {
    return client.subscribe(
        Mqtt5Subscribe.builder()
            .addSubscription()
            .topicFilter(filter)
            .qos(qos())
            .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
            .applySubscription()
            .build());
  }

  @Override
  public CompletionStage<?> unsubscribe(String filter) {
    return client.unsubscribe(Mqtt5Unsubscribe.builder().addTopicFilter(filter).build());
  }

  @Override
  public CompletionStage<Done> publish(String topic, String responseTopic, byte[] record) {
    return client
        .publish(
            Mqtt5Publish.builder()
                .topic(topic)
                .qos(qos())
                .payload(record)
                .contentType(CONTENT_TYPE)
                .responseTopic(responseTopic)
                .messageExpiryInterval(settings.flow().messageExpiry().toSeconds())
                .build())
        .thenApply(Mqtt5Connection::taken);
  }

  private static Done taken(Mqtt5PublishResult result) {
    result.getError().ifPresent(error -> {
      throw new CompletionException(error);
    });
    return Done.getInstance();
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
    // who began without a session cannot leave one
    long expiry = identity.sessionExpiry().isZero() ? 0 : settings.sessionExpiry().toSeconds();
    return client.disconnect(Mqtt5Disconnect.builder().sessionExpiryInterval(expiry).build());
  }
}
