package org.argonaut.cpe.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

/** Counts and times what goes over one connection, above TLS. For one thread at a time. */
public final class Meter {
  private Instant openRequested;
  private Instant opened;
  private Instant firstByte;
  private long received;
  private long sent;
  private String address = "";

  void opening() {
    openRequested = Instant.now();
  }

  void opened(String remoteAddress) {
    opened = Instant.now();
    address = remoteAddress;
  }

  /** Forgets what was counted: what comes now is another exchange. */
  public void restart() {
    received = 0;
    sent = 0;
    firstByte = null;
  }

  /** When the connection was asked for; null: it was not. */
  public Instant openRequested() {
    return openRequested;
  }

  /** When the connection was there, TLS included; null: it never was. */
  public Instant opened() {
    return opened;
  }

  /** When the first byte came in; null: none has. */
  public Instant firstByte() {
    return firstByte;
  }

  /** Bytes that came in. */
  public long received() {
    return received;
  }

  /** Bytes that went out. */
  public long sent() {
    return sent;
  }

  /** Of the server; empty while there is no connection. */
  public String address() {
    return address;
  }

  InputStream in(InputStream socket) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int count = socket.read(into, from, length);
        if (count > 0) {
          firstByte = firstByte == null ? Instant.now() : firstByte;
          received += count;
        }
        return count;
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }

  OutputStream out(OutputStream socket) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] from, int start, int length) throws IOException {
        socket.write(from, start, length);
        sent += length;
      }

      @Override
      public void flush() throws IOException {
        socket.flush();
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }
}
