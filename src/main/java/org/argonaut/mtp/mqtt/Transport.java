package org.argonaut.mtp.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.argonaut.mtp.broker.BrokerUrl;
import org.argonaut.mtp.broker.TlsTrust;

/** How the bytes reach the broker, the same for both versions of MQTT. */
final class Transport {
  private static final Set<String> TLS = Set.of("mqtts", "mqtt+wss");
  private static final String WEBSOCKET_PATH = "mqtt";

  private Transport() {}

  /** Reads the TLS files anew, so that a renewed certificate is used by the next connection. */
  static MqttClientTransportConfig of(MqttSettings settings, BrokerUrl broker) throws IOException, GeneralSecurityException {
    long limit = settings.connectTimeout().toMillis();
    return MqttClientTransportConfig.builder()
        .serverHost(broker.host())
        .serverPort(broker.port())
        .socketConnectTimeout(limit, TimeUnit.MILLISECONDS)
        .mqttConnectTimeout(limit, TimeUnit.MILLISECONDS)
        .sslConfig(TLS.contains(broker.scheme()) ? tls(settings.tls(), limit) : null)
        .webSocketConfig(broker.scheme().startsWith("mqtt+ws") ? webSocket(broker.path(), limit) : null)
        .build();
  }

  /** The library checks that the certificate is the host's. */
  private static MqttClientSslConfig tls(TlsTrust tls, long limitMillis) throws IOException, GeneralSecurityException {
    return MqttClientSslConfig.builder()
        .trustManagerFactory(tls.trustManagers().orElse(null))
        .keyManagerFactory(tls.keyManagers().orElse(null))
        .handshakeTimeout(limitMillis, TimeUnit.MILLISECONDS)
        .build();
  }

  private static MqttWebSocketConfig webSocket(String path, long limitMillis) {
    return MqttWebSocketConfig.builder()
        .serverPath(path.isEmpty() ? WEBSOCKET_PATH : path.substring(1))
        .handshakeTimeout(limitMillis, TimeUnit.MILLISECONDS)
        .build();
  }
}
