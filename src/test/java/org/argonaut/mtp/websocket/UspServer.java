package org.argonaut.mtp.websocket;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.argonaut.acs.TestEndpoint;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.AgentAuthenticator;
import org.argonaut.mtp.Connections;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.Passwords;
import org.argonaut.mtp.RecordingAgents;
import org.argonaut.mtp.UspSettings;

/** The real device port with the real WebSocket endpoint on it, over device actors that record. */
final class UspServer implements AutoCloseable {
  static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "mtp-test", config(""));

  final RecordingAgents agents = new RecordingAgents();
  final MtpStats stats = new MtpStats();
  final List<Touch> touches = new CopyOnWriteArrayList<>();
  final Map<String, String> passwords = new ConcurrentHashMap<>();
  final Map<String, String> owners = new ConcurrentHashMap<>();
  final Connections connections;
  final UspEndpoint endpoint;
  final TestEndpoint port;
  final HttpClient client = HttpClient.newHttpClient();
  volatile boolean databaseUp = true;

  record Touch(String endpointId, Instant at, Instant onlineUntil) {}

  UspServer(String overrides) throws Exception {
    Config config = config(overrides);
    UspSettings usp = UspSettings.from(config);
    WebSocketSettings settings = WebSocketSettings.from(config);
    Admission admission = new Admission(usp.endpointId(), usp.maxRecordSize(), agents, stats);
    connections =
        new Connections(
            SYSTEM, agents, admission, (eid, at, until) -> touches.add(new Touch(eid, at, until)),
            usp.contactInterval(), stats);
    endpoint = new UspEndpoint(usp, settings, new AgentAuthenticator(usp, this::check), connections, stats);
    port = new TestEndpoint(overrides, Map.of(UspEndpoint.PATH, endpoint::serve));
  }

  private java.util.concurrent.CompletionStage<Passwords.Account> check(String username, String password) {
    if (!databaseUp) {
      return CompletableFuture.failedStage(new IllegalStateException("the test took the database away"));
    }
    return CompletableFuture.completedStage(
        password.equals(passwords.get(username)) ? new Passwords.Account(username, owners.get(username)) : null);
  }

  private static Config config(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(
            ConfigFactory.parseString(
                """
                pekko.actor.provider = local
                pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                argonaut.usp.auth = none
                argonaut.usp.websocket.close-timeout = 500 ms
                """))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  URI uri() {
    return uri("/usp");
  }

  URI uri(String path) {
    return URI.create("ws://127.0.0.1:" + port.address().getPort() + path);
  }

  TestAgent connect(String endpointId) {
    return TestAgent.connect(client, uri(), endpointId);
  }

  @Override
  public void close() throws IOException {
    connections.stop(Duration.ofSeconds(5)).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    client.shutdownNow();
    port.close();
  }
}
