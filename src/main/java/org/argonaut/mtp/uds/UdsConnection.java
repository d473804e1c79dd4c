package org.argonaut.mtp.uds;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.AgentConnection;
import org.argonaut.mtp.AgentLink;
import org.argonaut.mtp.Connections;
import org.argonaut.mtp.EndpointIds;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.Speaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent on the socket: a thread that reads and one that writes, both virtual. */
final class UdsConnection implements AgentLink {
  private static final Logger LOG = LoggerFactory.getLogger(UdsConnection.class);
  private static final int MAX_UNACKNOWLEDGED = 64;
  private static final int MAX_QUEUED = 1024;
  /** Ends the writer, after what was queued before it. */
  private static final byte[] END = {};

  private final UdsSettings settings;
  private final String ownId;
  private final Connections connections;
  private final MtpStats stats;
  private final SocketChannel channel;
  private final LinkedBlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final Semaphore records = new Semaphore(MAX_UNACKNOWLEDGED);
  private final Semaphore bytes;
  private volatile AgentConnection connection;
  private volatile boolean shaken;
  private volatile boolean ending;

  UdsConnection(
      UdsSettings settings, String ownId, Connections connections, MtpStats stats, SocketChannel channel) {
    this.settings = settings;
    this.ownId = ownId;
    this.connections = connections;
    this.stats = stats;
    this.channel = channel;
    this.bytes = new Semaphore(2 * settings.maxRecordSize());
  }

  /** Whether the agent has said who it is. */
  boolean shaken() {
    return shaken;
  }

  /** Serves the agent until the connection ends; blocks. */
  void run() {
    Thread writer = Thread.ofVirtual().name("uds-writer").start(this::write);
    try {
      read(new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 64 * 1024)));
    } catch (UdsFrame.Malformed e) {
      end(e.getMessage());
    } catch (IOException e) {
      LOG.debug("{}: {}", describe(), e.toString());
    } catch (InterruptedException e) {
      LOG.debug("{}: the node stops", describe());
    } finally {
      finish(writer);
    }
  }

  private void finish(Thread writer) {
    ending = true;
    queue.add(END);
    try {
      if (!writer.join(settings.handshakeTimeout().dividedBy(10))) {
        LOG.debug("{}: does not take the last frames", describe());
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: the node stops", describe());
    }
    closeNow();
    AgentConnection open = connection;
    if (open != null) {
      open.ended();
    }
  }

  private void read(DataInputStream in) throws IOException, InterruptedException {
    while (!ending) {
      List<UdsFrame> fields = UdsFrame.read(in, settings.maxRecordSize());
      if (fields == null) {
        return;
      }
      for (UdsFrame field : fields) {
        if (ending) {
          return;
        }
        on(field);
      }
    }
  }

  private void on(UdsFrame field) throws InterruptedException {
    switch (field.type()) {
      case UdsFrame.HANDSHAKE -> onHandshake(field.text());
      case UdsFrame.ERROR -> {
        LOG.warn("{}: the agent ends the connection: {}", describe(), EndpointIds.printable(field.text()));
        ending = true;
      }
      case UdsFrame.RECORD -> onRecord(field.value());
      default -> LOG.debug("{}: a field of type {} is skipped", describe(), field.type());
    }
  }

  private void onHandshake(String endpointId) {
    if (shaken) {
      end("a second handshake");
      return;
    }
    String flaw = EndpointIds.flaw(endpointId);
    if (flaw != null || endpointId.equals(ownId)) {
      stats.refused(Mtp.UDS);
      end(flaw != null ? flaw : "the endpoint id is this controller's own");
      return;
    }
    shaken = true;
    enqueue(UdsFrame.handshake(ownId).bytes());
    connection = connections.open(Mtp.UDS, settings.path().toString(), endpointId, Speaker.of(endpointId), this);
    LOG.info("{}: connected", describe());
  }

  private void onRecord(byte[] record) throws InterruptedException {
    if (connection == null) {
      end("a record before the handshake");
      return;
    }
    records.acquire();
    bytes.acquire(record.length);
    switch (connection.received(record)) {
      case Admission.Verdict.Admitted admitted -> admitted.done().whenComplete((_, _) -> taken(record.length));
      case Admission.Verdict.Dropped(Admission.Reason reason, String detail) -> {
        taken(record.length);
        if (reason == Admission.Reason.NOT_A_RECORD) {
          end(detail);
        }
      }
    }
  }

  private void taken(int length) {
    records.release();
    bytes.release(length);
  }

  // ---- out ----

  @Override
  public void send(byte[] record) {
    if (ending) {
      return;
    }
    if (queuedBytes.get() + record.length > settings.sendBuffer() || queue.size() >= MAX_QUEUED) {
      stats.slowReader(Mtp.UDS);
      LOG.warn("{}: does not read, {} bytes wait for it: disconnected", describe(), queuedBytes.get());
      ending = true;
      closeNow();
      return;
    }
    stats.sent(Mtp.UDS, record.length);
    enqueue(UdsFrame.record(record).bytes());
  }

  @Override
  public void close(Ending why, String reason) {
    end(reason);
  }

  /** Tells the agent why, after what was queued; its reading ends with the socket. */
  private void end(String reason) {
    if (!ending) {
      ending = true;
      LOG.info("{}: closed: {}", describe(), reason);
      enqueue(UdsFrame.error(reason).bytes());
      queue.add(END);
    }
  }

  private void enqueue(byte[] frame) {
    queuedBytes.addAndGet(frame.length);
    queue.add(frame);
  }

  private void write() {
    try {
      for (byte[] frame = queue.take(); frame != END; frame = queue.take()) {
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        queuedBytes.addAndGet(-frame.length);
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", describe(), e.toString());
    } catch (InterruptedException e) {
      LOG.debug("{}: the node stops", describe());
    }
    closeNow();
  }

  /** Ends both threads' waiting. */
  void closeNow() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("{}: {}", describe(), e.toString());
    }
  }

  private String describe() {
    AgentConnection open = connection;
    return (open == null ? "an agent" : open.endpointId()) + " at " + settings.path();
  }
}
