package org.argonaut.cpe.usp;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import org.argonaut.usp.proto.UspRecord.MQTTConnectRecord;
import org.argonaut.usp.proto.UspRecord.Record;

/** A connection by MQTT 3.1.1: where to answer is the end of the topic (R-MQTT.24, 25). */
final class Mqtt3Link implements Link {
  private static final String REPLY_TO = "/reply-to=";

  private final Mqtt3AsyncClient client;
  private final MqttMtp.Terms terms;
  private volatile String destination;

  Mqtt3Link(MqttClientBuilder builder, MqttMtp.Terms terms) {
    this.client = builder.useMqttVersion3().buildAsync();
    this.terms = terms;
    this.destination = terms.topic();
  }

  Link open() throws IOException, InterruptedException {
    terms.await(client.connect(connect()), "connecting to the broker");
    try {
      for (String topic : new String[] {terms.own(), terms.own() + "/+"}) { // with a reply-to behind it, too
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
                        .setVersion(MQTTConnectRecord.MQTTVersion.V3_1_1)
                        .setSubscribedTopic(terms.own())));
    return this;
  }

  private Mqtt3Connect connect() {
    Mqtt3ConnectBuilder connect = Mqtt3Connect.builder().cleanSession(true).keepAlive(MqttMtp.Terms.KEEP_ALIVE);
    if (!terms.username().isEmpty()) {
      connect = connect.simpleAuth(Mqtt3SimpleAuth.builder().username(terms.username()).password(terms.password()).build());
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

  private void arrived(Mqtt3Publish publish) {
    String topic = publish.getTopic().toString();
    int at = topic.lastIndexOf(REPLY_TO);
    if (at >= 0) {
      destination = topic.substring(at + REPLY_TO.length()).replace("%2F", "/").replace("%25", "%");
    }
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
        .topic(destination + REPLY_TO + terms.own().replace("/", "%2F"))
        .payload(record)
        .qos(terms.qos())
        .send();
  }

  @Override
  public void publish(String topic, String contentType, byte[] payload) throws IOException {
    if (!client.getState().isConnected() || topic.isEmpty()) {
      throw new IOException(topic.isEmpty() ? "no topic is set" : "the broker is gone");
    }
    client.publishWith().topic(topic).payload(payload).qos(terms.qos()).send();
  }

  @Override
  public void close() {
    status(MqttMtp.Terms.OFFLINE);
    client.disconnect();
  }
}
