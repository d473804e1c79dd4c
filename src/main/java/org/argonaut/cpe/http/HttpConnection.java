package org.argonaut.cpe.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One TCP or TLS connection to a server. For one thread at a time; {@link #close} may come from any.
 *
 * <p>Every wait ends: connecting and each read at their timeouts, the whole exchange at the deadline.
 */
public final class HttpConnection implements AutoCloseable {
  private static final int SLOW_PIECE = 16;
  private static final long SLOW_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
  private static final int CHUNK = 512;
  private static final int MAX_REST = 4096;
  private static final int FILLER_PIECE = 65_536;

  private final Socket socket;
  private final HttpUrl server;
  private final OutputStream out;
  private final ReplyReader in;
  private boolean reusable = true;

  private HttpConnection(Socket socket, HttpUrl server, Meter meter) throws IOException {
    this.socket = socket;
    this.server = server;
    this.out = meter == null ? socket.getOutputStream() : meter.out(socket.getOutputStream());
    this.in = new ReplyReader(meter == null ? socket.getInputStream() : meter.in(socket.getInputStream()));
  }

  /**
   * How long to wait, and whom to trust.
   *
   * @param connect for the connection, TLS handshake excluded
   * @param read for each read
   * @param tls makes the TLS sockets; null: the JDK's default trust
   */
  public record Terms(Duration connect, Duration read, SSLSocketFactory tls) {}

  /** The connection was closed before the first byte of an answer: the call may be sent again over another. */
  public static final class NoAnswer extends IOException {
    NoAnswer(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Connects to the URL's server. */
  public static HttpConnection open(HttpUrl server, Terms terms) throws IOException {
    return open(server, terms, null);
  }

  /** The same, and has everything counted; {@code meter} null: nothing. */
  public static HttpConnection open(HttpUrl server, Terms terms, Meter meter) throws IOException {
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.setSoTimeout((int) terms.read().toMillis());
      InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
      if (meter != null) {
        meter.opening();
      }
      plain.connect(address, (int) terms.connect().toMillis());
      Socket socket = server.tls() ? secure(plain, server, terms) : plain;
      if (meter != null) {
        meter.opened(address.getAddress().getHostAddress());
      }
      return new HttpConnection(socket, server, meter);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket secure(Socket plain, HttpUrl server, Terms terms) throws IOException {
    SSLSocketFactory factory = terms.tls() == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : terms.tls();
    SSLSocket secure = (SSLSocket) factory.createSocket(plain, server.host(), server.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  /** Whether another call to that URL can go over this connection. */
  public boolean serves(HttpUrl url) {
    return reusable && !socket.isClosed() && server.sameServer(url);
  }

  /** Sends the call and reads the whole answer; a body over {@code maxBody} bytes is an IOException. */
  public HttpReply exchange(HttpCall call, int maxBody) throws IOException {
    HttpHead head = send(call);
    try (InputStream body = body()) {
      byte[] bytes = body.readNBytes(maxBody);
      if (bytes.length == maxBody && body.read() >= 0) {
        reusable = false;
        throw new IOException("answer larger than " + maxBody + " bytes");
      }
      finish();
      return new HttpReply(head, bytes);
    }
  }

  /** Sends the call and reads the head of the answer; {@link #body} must be read to its end before the next call. */
  public HttpHead send(HttpCall call) throws IOException {
    try {
      in.expectAnswer();
      write(call);
      HttpHead head = in.head(call.method());
      while (head.status() == 100) {
        head = in.head(call.method());
      }
      reusable = head.keepAlive() && !call.style().http10();
      return head;
    } catch (EOFException | SocketException e) {
      reusable = false;
      throw in.answerBegun() ? e : new NoAnswer(e);
    } catch (IOException e) {
      reusable = false;
      throw e;
    }
  }

  /** The body of the answer, unpacked. */
  public InputStream body() throws IOException {
    return in.gzipped() ? new GZIPInputStream(in.body()) : in.body();
  }

  /** Reads what is left of a body after its content, such as the last chunk behind a gzip stream. */
  private void finish() throws IOException {
    if (reusable && in.body().readNBytes(MAX_REST).length == MAX_REST) {
      reusable = false;
    }
  }

  private void write(HttpCall call) throws IOException {
    if (call.filler() > 0) {
      put(call.head(call.filler()), false);
      fill(call.filler());
      return;
    }
    byte[] body = call.codedBody();
    byte[] head = call.head(body == null ? 0 : body.length);
    byte[] framed = body == null || body.length == 0 || !call.style().chunked() ? body : HttpCall.chunks(body, CHUNK);
    if (framed == null || framed.length == 0) {
      put(head, call.style().slow());
    } else if (call.style().expectContinue()) {
      put(head, false);
      if (in.head("").status() != 100) {
        throw new IOException("no 100 Continue");
      }
      put(framed, call.style().slow());
    } else {
      ByteArrayOutputStream one = new ByteArrayOutputStream(head.length + framed.length);
      one.writeBytes(head);
      one.writeBytes(framed);
      put(one.toByteArray(), call.style().slow());
    }
  }

  private void fill(long length) throws IOException {
    byte[] piece = new byte[(int) Math.min(FILLER_PIECE, length)];
    new Random(length).nextBytes(piece); // nothing on the way can compress it
    for (long left = length; left > 0; left -= Math.min(left, piece.length)) {
      out.write(piece, 0, (int) Math.min(left, piece.length));
      in.checkDeadline();
    }
  }

  private void put(byte[] bytes, boolean slow) throws IOException {
    if (!slow) {
      out.write(bytes);
      return;
    }
    for (int from = 0; from < bytes.length; from += SLOW_PIECE) {
      out.write(bytes, from, Math.min(SLOW_PIECE, bytes.length - from));
      out.flush();
      LockSupport.parkNanos(SLOW_PAUSE_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("stopped while sending");
      }
    }
  }

  /** A read after this time fails, however busy the other side is with sending. */
  public void deadline(long nanoTime) {
    in.deadline(nanoTime);
  }

  /** Whether a failure is a time limit that ran out. */
  public static boolean timedOut(IOException e) {
    return e instanceof SocketTimeoutException;
  }

  /** The CPE's own address on this connection. */
  public String localAddress() {
    return socket.getLocalAddress().getHostAddress();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      reusable = false; // nothing is left that could be closed
    }
  }
}
