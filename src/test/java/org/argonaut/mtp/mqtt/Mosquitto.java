package org.argonaut.mtp.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Mosquitto on a free port of this machine, with a configuration and a folder of its own. */
public final class Mosquitto implements AutoCloseable {
  private static final List<String> PLACES = List.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto");

  private final Path folder;
  private final int port;
  private Process process;

  private Mosquitto(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts one that keeps what it was given over a restart.
   *
   * @param folder empty
   * @param settings lines of its configuration besides the listener; without any, anybody may do anything
   */
  public static Mosquitto start(Path folder, String... settings) {
    Mosquitto broker = new Mosquitto(folder, freePort());
    broker.configure(settings);
    broker.restart();
    return broker;
  }

  private void configure(String... settings) {
    List<String> lines = new ArrayList<>();
    lines.add("listener " + port + " 127.0.0.1");
    lines.addAll(List.of(settings));
    if (lines.size() == 1) {
      lines.add("allow_anonymous true");
    }
    lines.add("persistence true");
    lines.add("persistence_location " + folder + "/");
    lines.add("autosave_interval 1");
    lines.add("max_queued_messages 100000");
    lines.add("log_dest stderr");
    lines.add("user " + System.getProperty("user.name"));
    try {
      Files.write(folder.resolve("mosquitto.conf"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, again on the same port and with what it had kept. */
  void restart() {
    try {
      process =
          new ProcessBuilder(binary(), "-c", folder.resolve("mosquitto.conf").toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive() || accepts());
    assertThat(process.isAlive()).as("mosquitto runs; its log: %s", log()).isTrue();
  }

  private static String binary() {
    List<String> candidates = new ArrayList<>(PLACES);
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      candidates.add(folder + "/mosquitto");
    }
    return candidates.stream()
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "this test needs the MQTT broker Mosquitto: install the package 'mosquitto' (./argonaut test does so as root)"));
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Nobody listens there now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  String log() {
    try {
      return Files.readString(folder.resolve("mosquitto.log"));
    } catch (IOException e) {
      return "none: " + e;
    }
  }

  /** Ends it as an operator does: it writes what it keeps. */
  void stop() {
    end(process.toHandle()::destroy);
  }

  private void end(Runnable how) {
    how.run();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end(process::destroyForcibly);
  }
}
