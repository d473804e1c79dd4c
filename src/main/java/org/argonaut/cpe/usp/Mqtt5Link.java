package org.argonaut.cpe.usp;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.usp.proto.UspRecord.MQTTConnectRecord;
import org.argonaut.usp.proto.UspRecord.Record;

/** A connection by MQTT 5. */
final class Mqtt5Link implements Link {
  private static final String ENDPOINT_ID = "usp-endpoint-id";
  private static final String SUBSCRIBE_TOPIC = "subscribe-topic";

  private final Mqtt5AsyncClient client;
  private final MqttMtp.Terms terms;
  private volatile String destination;
  private volatile String own;

  Mqtt5Link(MqttClientBuilder builder, MqttMtp.Terms terms) {
    this.client = builder.useMqttVersion5().buildAsync();
    this.terms = terms;
    this.destination = terms.topic();
    this.own = terms.own();
  }

  Link open() throws IOException, InterruptedException {
    Mqtt5ConnAck connected = terms.await(client.connect(connect()), "connecting to the broker");
    try {
      List<String> topics = topics(connected);
      own = topics.getFirst();
      for (String topic : topics) {
        terms.await(
            client
                .subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::arrived)
                .send()
                .toCompletableFuture(),
            "subscribing to " + topic);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
    status(MqttMtp.Terms.ONLINE);
    terms
        .agent()
        .up(
            this,
            Record.newBuilder()
                .setMqttConnect(
                    MQTTConnectRecord.newBuilder()
                        .setVersion(MQTTConnectRecord.MQTTVersion.V5)
                        .setSubscribedTopic(own)));
    return this;
  }

  private Mqtt5Connect connect() {
    Mqtt5ConnectBuilder connect =
        Mqtt5Connect.builder()
            .cleanStart(true)
            .keepAlive(MqttMtp.Terms.KEEP_ALIVE)
            .restrictions()
            .requestResponseInformation(true)
            .applyRestrictions()
            .userProperties()
            .add(ENDPOINT_ID, terms.agent().endpointId())
            .applyUserProperties();
    if (!terms.username().isEmpty()) {
      connect = connect.simpleAuth(Mqtt5SimpleAuth.builder().username(terms.username()).password(terms.password()).build());
    }
    if (!terms.status().isEmpty()) {
      connect =
          connect
              .willPublish()
              .topic(terms.status())
              .payload(MqttMtp.Terms.OFFLINE)
              .retain(true)
              .qos(MqttQos.AT_LEAST_ONCE)
              .applyWillPublish();
    }
    return connect.build();
  }

  /** Where the broker says to listen (R-MQTT.15, 17), else where the settings do. */
  private List<String> topics(Mqtt5ConnAck connected) {
    List<String> topics = new ArrayList<>();
    for (Mqtt5UserProperty property : connected.getUserProperties().asList()) {
      if (property.getName().toString().equals(SUBSCRIBE_TOPIC)) {
        topics.add(property.getValue().toString());
      }
    }
    if (topics.isEmpty()) {
      topics.add(connected.getResponseInformation().map(MqttUtf8String::toString).orElse(terms.own()));
    }
    return topics;
  }

  private void arrived(Mqtt5Publish publish) {
    publish.getResponseTopic().ifPresent(topic -> destination = topic.toString());
    terms.agent().received(this, publish.getPayloadAsBytes());
  }

  private void status(byte[] payload) {
    if (!terms.status().isEmpty()) {
      client.publishWith().topic(terms.status()).payload(payload).retain(true).qos(MqttQos.AT_LEAST_ONCE).send();
    }
  }

  @Override
  public void send(byte[] record) throws IOException {
    if (!client.getState().isConnected()) {
      throw new IOException("the broker is gone");
    }
    client
        .publishWith()
        .topic(destination)
        .payload(record)
        .qos(terms.qos())
        .contentType(MqttMtp.Terms.CONTENT_TYPE)
        .responseTopic(own)
        .send();
  }

  @Override
  public void publish(String topic, String contentType, byte[] payload) throws IOException {
    if (!client.getState().isConnected() || topic.isEmpty()) {
      throw new IOException(topic.isEmpty() ? "no topic is set" : "the broker is gone");
    }
    client.publishWith().topic(topic).payload(payload).qos(terms.qos()).contentType(contentType).send();
  }

  @Override
  public void close() {
    status(MqttMtp.Terms.OFFLINE);
    client.disconnect();
  }
}
