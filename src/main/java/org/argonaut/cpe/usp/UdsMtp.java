package org.argonaut.cpe.usp;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.UDSConnectRecord;

/** Agents as clients of a UNIX domain socket (TR-369 "UNIX Domain Socket Binding", R-UDS): {@code uds:/path}. */
final class UdsMtp implements Mtp {
  private static final byte[] SYNC = {'_', 'U', 'S', 'P'};
  private static final int HEADER = 8;
  private static final int TLV_HEADER = 5;
  private static final int HANDSHAKE = 1;
  private static final int ERROR = 2;
  private static final int RECORD = 3;
  private static final int MOST_BYTES = 16 << 20;

  private final UnixDomainSocketAddress address;
  private final String controller;

  UdsMtp(UspFleetSettings settings) {
    String path = settings.url().getPath() == null ? settings.url().getSchemeSpecificPart() : settings.url().getPath();
    try {
      this.address = UnixDomainSocketAddress.of(Path.of(path));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path of a socket: " + path, e);
    }
    this.controller = settings.controller();
  }

  @Override
  public void serve(Served agent) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(address);
      UdsLink link = new UdsLink(channel);
      link.put(HANDSHAKE, agent.endpointId().getBytes(StandardCharsets.UTF_8));
      boolean greeted = false;
      while (true) {
        ByteBuffer frame = frame(channel);
        while (frame.remaining() >= TLV_HEADER) {
          int type = frame.get();
          int length = frame.getInt();
          if (length < 0 || length > frame.remaining()) {
            throw new IOException("a field of " + length + " bytes in a frame with " + frame.remaining() + " left");
          }
          byte[] value = new byte[length];
          frame.get(value);
          greeted = field(agent, link, type, value, greeted);
        }
      }
    }
  }

  /** Whether the handshake is done. */
  private boolean field(Served agent, UdsLink link, int type, byte[] value, boolean greeted) throws IOException {
    switch (type) {
      case HANDSHAKE -> {
        String peer = new String(value, StandardCharsets.UTF_8);
        if (!peer.equals(controller)) {
          throw new IOException("the socket is served by " + peer + ", not by " + controller);
        }
        if (!greeted) {
          agent.up(link, Record.newBuilder().setUdsConnect(UDSConnectRecord.getDefaultInstance()));
        }
        return true;
      }
      case ERROR -> throw new IOException("the controller says: " + new String(value, StandardCharsets.UTF_8));
      case RECORD -> {
        if (!greeted) {
          throw new IOException("a record before the handshake");
        }
        agent.received(link, value);
      }
      default -> agent.alive(); // fields of later versions are passed over
    }
    return greeted;
  }

  private static ByteBuffer frame(SocketChannel channel) throws IOException {
    ByteBuffer header = read(channel, HEADER);
    for (byte sync : SYNC) {
      if (header.get() != sync) {
        throw new IOException("not a frame of USP");
      }
    }
    int length = header.getInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a frame of " + length + " bytes");
    }
    return read(channel, length);
  }

  private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the controller closed the connection");
      }
    }
    return bytes.flip();
  }

  private static final class UdsLink implements Link {
    private final SocketChannel channel;
    private final ReentrantLock writing = new ReentrantLock();

    UdsLink(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void send(byte[] record) throws IOException {
      put(RECORD, record);
    }

    void put(int type, byte[] value) throws IOException {
      ByteBuffer frame = ByteBuffer.allocate(HEADER + TLV_HEADER + value.length);
      frame.put(SYNC).putInt(TLV_HEADER + value.length).put((byte) type).putInt(value.length).put(value).flip();
      writing.lock();
      try {
        while (frame.hasRemaining()) {
          channel.write(frame);
        }
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        return; // it had ended
      }
    }
  }
}
