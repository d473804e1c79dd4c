package org.argonaut.cpe.usp;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.argonaut.cpe.http.Trust;

/**
 * Agents as clients of an MQTT broker (TR-369 "MQTT Binding", R-MQTT): {@code mqtt://host:1883?topic=T&own=O}, in
 * WebSockets {@code mqtt+ws://host/path}. {@code T} is
 * where the controller listens, {@code O} where the agent does unless the broker names a topic; {@code version=3.1.1} speaks
 * that instead of 5, {@code status=S} keeps 1 or 0 at a topic, {@code qos=0} does without acknowledgements. Topics may hold
 * {@code {controller}}, {@code {endpoint}} and {@code {serial}}.
 */
final class MqttMtp implements Mtp {
  private static final String CONTROLLER = "usp/controller/{controller}";
  private static final String OWN = "usp/agent/{endpoint}";
  private static final int KEEP_ALIVE_SECONDS = 60;

  private final UspFleetSettings settings;
  private final URI url;
  private final UrlQuery query;
  private final boolean version3;
  private final MqttQos qos;
  private final MqttClientSslConfig tls;

  /**
   * What one connection of an agent is about.
   *
   * @param status empty: none
   */
  record Terms(
      UspFleetSettings settings, Mtp.Served agent, String topic, String own, String status, MqttQos qos, Duration patience) {
    static final byte[] ONLINE = "1".getBytes(StandardCharsets.UTF_8);
    static final byte[] OFFLINE = "0".getBytes(StandardCharsets.UTF_8);
    static final String CONTENT_TYPE = "usp.msg";
    static final int KEEP_ALIVE = KEEP_ALIVE_SECONDS;

    String username() {
      return WebSocketMtp.mine(settings.username(), agent);
    }

    byte[] password() {
      return WebSocketMtp.mine(settings.password(), agent).getBytes(StandardCharsets.UTF_8);
    }

    /** The result of a step of the client; what goes wrong is an IOException. */
    <T> T await(CompletableFuture<T> step, String what) throws IOException, InterruptedException {
      try {
        return step.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new IOException(what + ": " + e.getCause().getMessage(), e);
      } catch (TimeoutException e) {
        throw new IOException(what + ": no answer of the broker", e);
      }
    }
  }

  /**
   * @throws IOException a certificate cannot be read
   */
  MqttMtp(UspFleetSettings settings) throws IOException {
    this.settings = settings;
    this.url = settings.url();
    this.query = UrlQuery.of(url, "topic", "own", "version", "status", "qos");
    if (url.getHost() == null) {
      throw new IllegalArgumentException("no host in " + url);
    }
    String version = query.values().getOrDefault("version", "5");
    if (!version.equals("5") && !version.equals("3.1.1")) {
      throw new IllegalArgumentException("the version of MQTT is 5 or 3.1.1, not " + version);
    }
    this.version3 = version.equals("3.1.1");
    this.qos = query.values().getOrDefault("qos", "1").equals("0") ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE;
    this.tls = Set.of("mqtts", "mqtt+wss").contains(url.getScheme()) ? tls(settings.tls()) : null;
  }

  private boolean inWebSockets() {
    return url.getScheme().startsWith("mqtt+ws");
  }

  private int usualPort() {
    if (inWebSockets()) {
      return tls == null ? 80 : 443;
    }
    return tls == null ? 1883 : 8883;
  }

  private static MqttClientSslConfig tls(UspFleetSettings.Tls trust) throws IOException {
    MqttClientSslConfigBuilder config = MqttClientSslConfig.builder();
    try {
      if (trust.anybody()) {
        config = config.trustManagerFactory(InsecureTrustManagerFactory.INSTANCE).hostnameVerifier((_, _) -> true);
      } else if (trust.authorities() != null) {
        config = config.trustManagerFactory(Trust.authorities(trust.authorities()));
      }
      if (trust.certificate() != null) {
        config = config.keyManagerFactory(Trust.keys(trust.certificate(), trust.key()));
      }
      return config.build();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot set up TLS: " + e.getMessage(), e);
    }
  }

  @Override
  public void serve(Served agent) throws IOException, InterruptedException {
    Terms terms =
        new Terms(
            settings,
            agent,
            query.text("topic", CONTROLLER, settings, agent),
            query.text("own", OWN, settings, agent),
            query.text("status", "", settings, agent),
            qos,
            settings.settings().connectTimeout());
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    MqttClientBuilder client =
        MqttClient.builder()
            .identifier(agent.endpointId())
            .serverHost(url.getHost())
            .serverPort(url.getPort() > 0 ? url.getPort() : usualPort())
            .addDisconnectedListener(context -> ended.complete(context.getCause()));
    if (tls != null) {
      client = client.sslConfig(tls);
    }
    if (inWebSockets()) {
      String path = url.getPath();
      client = client.webSocketConfig(
          MqttWebSocketConfig.builder().serverPath(path.length() > 1 ? path.substring(1) : "mqtt").build());
    }
    Link link = version3 ? new Mqtt3Link(client, terms).open() : new Mqtt5Link(client, terms).open();
    try {
      Throwable why = ended.get();
      throw new IOException("the broker is gone: " + why.getMessage(), why);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a disconnection is never a failure", e);
    } finally {
      link.close();
    }
  }
}
