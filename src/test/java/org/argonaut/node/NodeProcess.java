package org.argonaut.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real node in a process of its own, started by the launcher: what an operator runs. */
public final class NodeProcess implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final Duration START = Duration.ofMinutes(3);
  private static final String TOKEN = "token-of-the-tests";

  private final Path folder;
  private final List<String> command;
  private final Map<String, String> environment;
  private final int devicePort;
  private final int apiPort;
  private final int remotePort;
  private Process process;
  private int starts;

  private NodeProcess(Path folder, List<String> command, Map<String, String> environment) {
    this.folder = folder;
    this.command = command;
    this.devicePort = freePort();
    this.apiPort = freePort();
    this.remotePort = freePort();
    this.environment = new HashMap<>();
    this.environment.put("ARGONAUT_DATA_DIR", folder.resolve("data").toString());
    this.environment.put("ARGONAUT_DEVICE_PORT", Integer.toString(devicePort));
    this.environment.put("ARGONAUT_API_PORT", Integer.toString(apiPort));
    this.environment.put("ARGONAUT_REMOTE_PORT", Integer.toString(remotePort));
    this.environment.put("ARGONAUT_BIND", "127.0.0.1");
    this.environment.put("ARGONAUT_CWMP_AUTH", "none");
    this.environment.put("ARGONAUT_ADMIN_TOKEN", TOKEN);
    this.environment.put("ARGONAUT_JAVA_OPTS", "-Xmx512m");
    this.environment.putAll(environment);
  }

  /**
   * A node that is not started yet. Its ports stay the same over restarts.
   *
   * @param folder for its data and its output
   * @param environment over what fits a test; an empty value takes a variable away
   */
  public static NodeProcess of(Path folder, Map<String, String> environment, String... command) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NodeProcess(folder, List.of(command), environment);
  }

  /** Another setting for the next start. */
  public NodeProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public int remotePort() {
    return remotePort;
  }

  public URI deviceUrl() {
    return URI.create("http://127.0.0.1:" + devicePort + "/");
  }

  public URI apiUrl() {
    return URI.create("http://127.0.0.1:" + apiPort + "/");
  }

  /** Starts the process without waiting for it to serve. */
  public NodeProcess launch() {
    var words = new ArrayList<>(List.of(Path.of("argonaut").toAbsolutePath().toString()));
    words.addAll(command);
    var builder = new ProcessBuilder(words).directory(folder.toFile());
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    starts++;
    builder.redirectOutput(output().toFile()).redirectError(errors().toFile());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Starts the process and waits until it says that it is ready. */
  public NodeProcess start() {
    launch();
    awaitReady();
    return this;
  }

  public void awaitReady() {
    Awaitility.await("ready: " + errors())
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the node ended: " + errors(), () -> !process.isAlive())
        .until(this::ready);
  }

  public boolean ready() {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(10));
  }

  /** As {@code kill}: SIGTERM. Returns without waiting. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the process to end and returns its status. */
  public int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the node still runs after " + limit + ": " + errors());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What the current or last process printed for people. */
  public String printed() {
    return read(output());
  }

  /** Its log. */
  public String log() {
    return read(errors());
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, null);
  }

  /** A request to the API with the admin token; {@code json} may be null. */
  public HttpResponse<String> send(String method, String path, String json) {
    return send(method, path, json, "application/json");
  }

  /** The same with another kind of body. */
  public HttpResponse<String> send(String method, String path, String text, String contentType) {
    var body = text == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(text);
    var request =
        HttpRequest.newBuilder(apiUrl().resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", contentType)
            .method(method, body)
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Ends the process if it still runs; its database too, which SIGTERM does. */
  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroy();
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }

  private Path output() {
    return folder.resolve("out-" + starts + ".txt");
  }

  private Path errors() {
    return folder.resolve("log-" + starts + ".txt");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
