package org.argonaut.mtp.uds;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.mtp.Connections;
import org.argonaut.mtp.MtpStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agents on this machine that connect to a UNIX domain socket. Who may is said by the permissions of the socket and its
 * folder: the socket is for its owner and group.
 */
public final class UdsServer {
  private static final Logger LOG = LoggerFactory.getLogger(UdsServer.class);

  private final ActorSystem<?> system;
  private final UdsSettings settings;
  private final String ownId;
  private final Connections connections;
  private final MtpStats stats;
  private final Set<UdsConnection> open = ConcurrentHashMap.newKeySet();
  private final ServerSocketChannel socket;

  private UdsServer(
      ActorSystem<?> system,
      UdsSettings settings,
      String ownId,
      Connections connections,
      MtpStats stats,
      ServerSocketChannel socket) {
    this.system = system;
    this.settings = settings;
    this.ownId = ownId;
    this.connections = connections;
    this.stats = stats;
    this.socket = socket;
  }

  /**
   * Binds and serves.
   *
   * @param ownId the controller's endpoint id
   * @throws IOException when the path cannot be bound; the message says why
   */
  public static UdsServer start(
      ActorSystem<?> system, UdsSettings settings, String ownId, Connections connections, MtpStats stats)
      throws IOException {
    Path path = settings.path();
    removeStale(path);
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot listen on argonaut.usp.uds-path " + path + ": " + e.getMessage(), e);
    }
    UdsServer server = new UdsServer(system, settings, ownId, connections, stats, socket);
    Thread.ofVirtual().name("uds-accept").start(server::accept);
    LOG.info("USP agents are served on {}", path);
    return server;
  }

  /** A socket that nobody serves any more is left over from a crash. */
  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException nobody) {
      if (Files.isRegularFile(path) || Files.isDirectory(path)) {
        throw new IOException("cannot listen on argonaut.usp.uds-path " + path + ": that is a file, not a socket", nobody);
      }
      Files.delete(path);
      return;
    }
    throw new IOException("cannot listen on argonaut.usp.uds-path " + path + ": another process serves it");
  }

  private void accept() {
    while (socket.isOpen()) {
      try {
        serve(socket.accept());
      } catch (IOException e) {
        if (socket.isOpen()) {
          LOG.warn("{}: no more agents are taken: {}", settings.path(), e.toString());
          stop();
        }
      }
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    if (open.size() >= settings.maxConnections() || connections.stopping()) {
      stats.refused(Mtp.UDS);
      LOG.warn("{}: refused, {} agents are connected (argonaut.usp.uds.max-connections)", settings.path(), open.size());
      channel.close();
      return;
    }
    UdsConnection connection = new UdsConnection(settings, ownId, connections, stats, channel);
    open.add(connection);
    var patience =
        system
            .scheduler()
            .scheduleOnce(settings.handshakeTimeout(), () -> giveUpOn(connection), system.executionContext());
    Thread.ofVirtual()
        .name("uds-reader")
        .start(
            () -> {
              connection.run();
              patience.cancel();
              open.remove(connection);
            });
  }

  private void giveUpOn(UdsConnection connection) {
    if (!connection.shaken()) {
      stats.refused(Mtp.UDS);
      connection.closeNow();
    }
  }

  /** Agents that are connected, or about to be. */
  public int size() {
    return open.size();
  }

  /** Takes no more agents and removes the socket; those that are connected are ended by {@link Connections#stop}. */
  public void stop() {
    try {
      socket.close();
      Files.deleteIfExists(settings.path());
    } catch (IOException e) {
      LOG.warn("{}: could not be removed: {}", settings.path(), e.toString());
    }
  }
}
