package org.argonaut.mtp.mqtt;

import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.argonaut.mtp.broker.BrokerAway;
import org.argonaut.mtp.broker.BrokerLoop;
import org.argonaut.mtp.broker.BrokerUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to the broker in the version of MQTT that the settings and the broker agree on. */
final class MqttDialer {
  private static final Logger LOG = LoggerFactory.getLogger(MqttDialer.class);
  /** The library has limits of its own for each step; this one is for all of them. */
  private static final int STEPS = 3;

  private final MqttSettings settings;
  private final BrokerUrl broker;
  private final MqttIdentity identity;

  MqttDialer(MqttSettings settings, BrokerUrl broker, MqttIdentity identity) {
    this.settings = settings;
    this.broker = broker;
    this.identity = identity;
  }

  /** Connects; blocks until that is done or has failed. */
  MqttConnection dial(Consumer<MqttArrival> arrivals) throws Exception {
    MqttClientTransportConfig transport = Transport.of(settings, broker);
    return switch (settings.version()) {
      case V5 -> await(Mqtt5Connection.open(settings, broker, transport, identity, arrivals));
      case V3_1_1 -> await(Mqtt3Connection.open(settings, broker, transport, identity, arrivals));
      case AUTO -> auto(transport, arrivals);
    };
  }

  private MqttConnection auto(MqttClientTransportConfig transport, Consumer<MqttArrival> arrivals) throws Exception {
    try {
      return await(Mqtt5Connection.open(settings, broker, transport, identity, arrivals));
    } catch (ExecutionException e) {
      if (!refusesVersion5(e.getCause())) {
        throw e;
      }
      LOG.info("{} does not take MQTT 5 ({}): trying 3.1.1", broker, BrokerLoop.reason(e));
    }
    return await(Mqtt3Connection.open(settings, broker, transport, identity, arrivals));
  }

  /** A broker that knows version 5 says so properly; older ones answer in the older format, or hang up. */
  private static boolean refusesVersion5(Throwable failure) {
    return switch (failure) {
      case Mqtt5ConnAckException refused ->
          refused.getMqttMessage().getReasonCode() == Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
      case MqttDecodeException _, ConnectionClosedException _ -> true;
      default -> false;
    };
  }

  private <T> T await(CompletionStage<T> connecting) throws Exception {
    try {
      return connecting.toCompletableFuture().get(settings.connectTimeout().toMillis() * STEPS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BrokerAway(broker + " does not answer");
    }
  }
}
