package org.argonaut.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server in the data directory, owned by this process. All methods block; none is for an actor's thread.
 *
 * <p>The data survives everything: a restart, {@code kill -9} of this process (the server goes on without it and is
 * stopped by the next start) and of the server.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** The superuser and owner of the database. */
  public static final String USER = "argonaut";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private final Settings settings;
  private final DataDirectoryLock lock;
  private final Path binaries;
  private final RunAs runAs;
  private final DatabaseDirectory directory;
  private final ServerLog log;
  private final String password;
  private int port;
  private Process process;
  private boolean closed;

  /**
   * @param dataDir created when missing; holds the programs, the data, the password and the log
   * @param port on the loopback interface; 0 picks a free one
   * @param parameters of postgresql.conf, given on the command line
   * @param startTimeout recovery after a crash included
   * @param stopTimeout then the server is killed
   * @param maxLogBytes on disk
   */
  public record Settings(
      Path dataDir,
      int port,
      Map<String, String> parameters,
      Duration startTimeout,
      Duration stopTimeout,
      long maxLogBytes) {}

  /** Where the server listens. */
  public record Address(String host, int port, String user, String password) {
    @Override
    public String toString() { // never a password in a log
      return host + ":" + port;
    }
  }

  private EmbeddedPostgres(Settings settings, DataDirectoryLock lock, Path dataDir) throws IOException {
    this.settings = settings;
    this.lock = lock;
    try {
      this.runAs = RunAs.find();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    this.binaries = ServerBinaries.unpack(dataDir.resolve("postgres"));
    this.directory = new DatabaseDirectory(dataDir, binaries, runAs, !"off".equals(settings.parameters().get("fsync")));
    this.log = new ServerLog(dataDir.resolve("postgres.log"), settings.maxLogBytes());
    this.password = directory.password();
    this.port = settings.port();
  }

  /**
   * Takes the data directory and unpacks the programs; starts nothing yet.
   *
   * @throws DataDirectoryInUse when another process has it
   */
  public static EmbeddedPostgres open(Settings settings) throws IOException {
    Path dataDir = Files.createDirectories(settings.dataDir()).toRealPath();
    DataDirectoryLock lock = DataDirectoryLock.take(dataDir);
    try {
      return new EmbeddedPostgres(settings, lock, dataDir);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Starts the server unless it runs, and waits until it takes connections.
   *
   * @throws IOException with the server's own words when it does not start
   */
  public synchronized Address start() throws IOException, InterruptedException {
    if (closed) {
      throw new IOException("closed");
    }
    if (process == null || !process.isAlive()) {
      directory.initialize(password);
      directory.evictOrphans(settings.stopTimeout());
      long began = System.nanoTime();
      launch();
      awaitReady();
      LOG.info(
          "embedded PostgreSQL {} serves {} on port {} after {} ms",
          binaries.getFileName(),
          directory.path(),
          port,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }
    return new Address("127.0.0.1", port, USER, password);
  }

  /** Completes when the server of the last {@link #start} ends, for whatever reason. */
  public synchronized CompletableFuture<Void> ended() {
    return process == null ? CompletableFuture.completedFuture(null) : process.onExit().thenAccept(gone -> {});
  }

  /** The server's process; empty before the first start. */
  public synchronized Optional<ProcessHandle> server() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  private void launch() throws IOException {
    if (port == 0 || !free(port)) {
      port = settings.port() == 0 ? anyFreePort() : settings.port();
    }
    List<String> command = new ArrayList<>();
    command.add("setsid"); // a Ctrl-C at our terminal is for us alone: we stop the server when we are done with it
    command.addAll(runAs.prefix());
    command.add(binaries.resolve("bin/postgres").toString());
    command.add("-D");
    command.add(directory.path().toString());
    parameters().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    process = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.path().toFile()).start();
    process.getOutputStream().close();
    log.follow(process.getInputStream());
  }

  private Map<String, String> parameters() {
    Map<String, String> all = new java.util.TreeMap<>(settings.parameters());
    all.put("listen_addresses", "127.0.0.1");
    all.put("port", Integer.toString(port));
    all.put("unix_socket_directories", ""); // paths of sockets are short, paths of data directories need not be
    all.put("logging_collector", "off");
    all.put("log_destination", "stderr");
    return all;
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + settings.startTimeout().toNanos();
    while (true) {
      Optional<DatabaseDirectory.ServerState> state = directory.state();
      if (state.isPresent() && state.get().pid() == process.pid() && state.get().status().equals("ready")) {
        return;
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        log.finish();
        throw new IOException("the embedded database did not start: " + String.join(" | ", log.tail()));
      }
      if (System.nanoTime() > deadline) {
        stop();
        throw new IOException(
            "the embedded database was not ready within " + settings.startTimeout().toSeconds() + " s: "
                + String.join(" | ", log.tail()));
      }
    }
  }

  /** Stops the server fast (connections are cut, everything committed is kept) and gives the data directory up. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } finally {
      lock.close();
    }
  }

  private void stop() throws IOException, InterruptedException {
    if (process == null || !process.isAlive()) {
      return;
    }
    directory.signal("INT", process.pid());
    if (!process.waitFor(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("the embedded database did not stop within {} s: killing it", settings.stopTimeout().toSeconds());
      process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
    log.finish();
  }

  private static int anyFreePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
