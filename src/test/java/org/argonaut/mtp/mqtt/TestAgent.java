package org.argonaut.mtp.mqtt;

import com.google.protobuf.ByteString;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspRecord;

/** The device side of a test: an MQTT 5 client that speaks as a USP agent does, or as one should not. */
final class TestAgent implements AutoCloseable {
  static final String CONTROLLER = "proto::argonaut";
  static final String CONTROLLER_TOPIC = "usp/controller/" + CONTROLLER;

  private final String endpointId;
  private final Mqtt5AsyncClient client;
  private final List<Mqtt5Publish> received = new CopyOnWriteArrayList<>();

  TestAgent(Mosquitto broker, String endpointId) {
    this(broker, endpointId, null);
  }

  /** Over TLS with what {@code tls} holds; null: without TLS. */
  TestAgent(Mosquitto broker, String endpointId, MqttClientSslConfig tls) {
    this.endpointId = endpointId;
    this.client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(endpointId)
            .serverHost(tls == null ? "127.0.0.1" : "localhost")
            .serverPort(broker.port())
            .sslConfig(tls)
            .automaticReconnectWithDefaultConfig()
            .buildAsync();
    done(client.connect(Mqtt5Connect.builder().cleanStart(false).sessionExpiryInterval(600).build()));
    done(client.subscribeWith().topicFilter(topic() + "/#").qos(MqttQos.AT_LEAST_ONCE).callback(received::add).send());
  }

  String endpointId() {
    return endpointId;
  }

  String topic() {
    return "usp/agent/" + endpointId;
  }

  List<Mqtt5Publish> received() {
    return received;
  }

  /** A well-formed record with this text as its message. */
  UspRecord.Record record(String text) {
    return Records.plain("1.4", CONTROLLER, endpointId, ByteString.copyFromUtf8(text));
  }

  /** Of another agent, nobody's before. */
  UspRecord.Record recordOfAStranger(String text) {
    return record(text).toBuilder().setFromId("self::stranger" + System.nanoTime()).build();
  }

  void sends(String text) {
    sends(record(text).toByteArray());
  }

  void sends(byte[] record) {
    sends(CONTROLLER_TOPIC, record, p -> p.responseTopic(topic()).contentType("usp.msg"));
  }

  void sends(String topic, byte[] payload, UnaryOperator<Mqtt5PublishBuilder.Complete> more) {
    done(sending(topic, payload, more));
  }

  CompletableFuture<?> sending(String topic, byte[] payload, UnaryOperator<Mqtt5PublishBuilder.Complete> more) {
    return client.publish(
        more.apply(Mqtt5Publish.builder().topic(topic).payload(payload).qos(MqttQos.AT_LEAST_ONCE)).build());
  }

  private static <T> T done(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    client.disconnect().exceptionally(_ -> null).orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> null).join();
  }
}
