package org.argonaut.mtp.stomp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.Done;
import org.argonaut.mtp.broker.BrokerAway;
import org.argonaut.mtp.broker.BrokerLoop;
import org.argonaut.mtp.broker.BrokerUrl;

/**
 * One connection to a STOMP broker: a virtual thread reads, another writes what waits in a bounded queue, or a heart-beat when
 * nothing does. Never used again once it has ended.
 */
final class StompConnection {
  private static final byte[] HEART_BEAT = {'\n'};
  /** How much later than agreed the broker's heart-beat may come. */
  private static final int GRACE = 2;

  private final Socket socket;
  private final StompReader reader;
  private final BlockingQueue<byte[]> outgoing;
  private final Map<String, CompletableFuture<Done>> receipts = new ConcurrentHashMap<>();
  private final AtomicLong lastReceipt = new AtomicLong();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private StompFrame connected;
  private Duration sendEvery;

  private StompConnection(Socket socket, StompReader reader, int maxOutgoing) {
    this.socket = socket;
    this.reader = reader;
    this.outgoing = new ArrayBlockingQueue<>(maxOutgoing);
  }

  /**
   * Connects and logs in; blocks until that is done or its time is over.
   *
   * @param endpointId the controller's (R-STOMP.5)
   * @throws IOException with one line for people
   */
  static StompConnection open(StompSettings settings, BrokerUrl broker, String endpointId, int maxBody)
      throws IOException, GeneralSecurityException {
    Socket socket = new Socket();
    try {
      int limit = (int) settings.connectTimeout().toMillis();
      socket.connect(new InetSocketAddress(broker.host(), broker.port()), limit);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(limit);
      Socket wire = broker.scheme().equals("stomps") ? secured(socket, settings, broker) : socket;
      StompReader reader = new StompReader(new BufferedInputStream(wire.getInputStream(), 16 * 1024), maxBody);
      StompConnection connection = new StompConnection(wire, reader, settings.maxOutgoing());
      connection.logIn(settings, broker, endpointId);
      return connection;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket socket, StompSettings settings, BrokerUrl broker)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        settings.tls().keyManagers().map(KeyManagerFactory::getKeyManagers).orElse(null),
        settings.tls().trustManagers().map(TrustManagerFactory::getTrustManagers).orElse(null),
        null);
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(socket, broker.host(), broker.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be the host's
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private void logIn(StompSettings settings, BrokerUrl broker, String endpointId) throws IOException {
    long beat = settings.heartBeat().toMillis();
    StompFrame.Builder connect =
        StompFrame.of("CONNECT")
            .with("accept-version", "1.2")
            .with("host", settings.virtualHost().isEmpty() ? broker.host() : settings.virtualHost())
            .with("heart-beat", beat + "," + beat)
            .with("endpoint-id", endpointId);
    if (!broker.username().isEmpty()) {
      connect.with("login", broker.username()).with("passcode", broker.password());
    }
    socket.getOutputStream().write(StompWriter.bytes(connect.build()));
    StompFrame answer = reader.read();
    if (answer == null) {
      throw new StompError("the broker closed the connection instead of answering CONNECT");
    }
    if (!answer.command().equals("CONNECTED")) {
      throw new StompError("the broker refuses: " + answer.header("message").orElse(answer.command()));
    }
    if (!answer.header("version").orElse("1.0").equals("1.2")) {
      throw new StompError("the broker speaks STOMP " + answer.header("version").orElse("1.0") + ", 1.2 is needed");
    }
    connected = answer;
    agreeOnHeartBeats(answer.header("heart-beat").orElse("0,0"), beat);
  }

  private void agreeOnHeartBeats(String theirs, long ours) throws IOException {
    if (!theirs.strip().matches("\\d{1,9}\\s*,\\s*\\d{1,9}")) {
      throw new StompError("the broker's heart-beat is no pair of numbers");
    }
    String[] both = theirs.strip().split("\\s*,\\s*", 2);
    long theySend = Long.parseLong(both[0]);
    long theyWant = Long.parseLong(both[1]);
    sendEvery = Duration.ofMillis(ours == 0 || theyWant == 0 ? Integer.MAX_VALUE : Math.max(ours, theyWant));
    boolean beats = ours > 0 && theySend > 0;
    socket.setSoTimeout(beats ? (int) Math.min(Integer.MAX_VALUE, Math.max(ours, theySend) * GRACE) : 0);
  }

  /** A header of the broker's answer to CONNECT. */
  Optional<String> connectedHeader(String name) {
    return connected.header(name);
  }

  /**
   * Begins to read and write.
   *
   * @param messages gets each MESSAGE frame; may block, which keeps the broker from sending more
   */
  void run(Consumer<StompFrame> messages) {
    Thread.ofVirtual().name("stomp-read").start(() -> read(messages));
    Thread.ofVirtual().name("stomp-write").start(this::write);
  }

  private void read(Consumer<StompFrame> messages) {
    try {
      for (StompFrame frame = reader.read(); frame != null; frame = reader.read()) {
        take(frame, messages);
      }
      end("the broker closed the connection");
    } catch (SocketTimeoutException e) {
      end("no heart-beat of the broker");
    } catch (IOException | RuntimeException e) {
      end(BrokerLoop.reason(e));
    }
  }

  private void take(StompFrame frame, Consumer<StompFrame> messages) throws StompError {
    switch (frame.command()) {
      case "MESSAGE" -> messages.accept(frame);
      case "RECEIPT" -> {
        CompletableFuture<Done> waiting = receipts.remove(frame.header(StompFrame.RECEIPT_ID).orElse(""));
        if (waiting != null) {
          waiting.complete(Done.getInstance());
        }
      }
      case "ERROR" -> throw new StompError("the broker says: " + frame.header("message").orElse("ERROR"));
      default -> throw new StompError("a " + frame.command() + " frame, which no broker sends");
    }
  }

  private void write() {
    try {
      OutputStream out = socket.getOutputStream();
      while (!ended.isDone()) {
        byte[] next = outgoing.poll(sendEvery.toMillis(), TimeUnit.MILLISECONDS);
        out.write(next == null ? HEART_BEAT : next);
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end("interrupted");
    } catch (IOException e) {
      end(BrokerLoop.reason(e));
    }
  }

  /**
   * Sends a frame and has the broker confirm it; never blocks.
   *
   * @return completes with the broker's RECEIPT; fails when that does not come in time, or the connection ends
   */
  CompletionStage<Done> send(StompFrame.Builder frame, byte[] body, Duration limit) {
    String id = "r" + lastReceipt.incrementAndGet();
    frame.with(StompFrame.RECEIPT, id);
    CompletableFuture<Done> confirmed = new CompletableFuture<>();
    receipts.put(id, confirmed);
    byte[] bytes = StompWriter.bytes(body.length == 0 ? frame.build() : frame.build(body));
    if (!outgoing.offer(bytes)) {
      confirmed.completeExceptionally(new BrokerAway("the broker does not keep up: " + outgoing.size() + " frames wait"));
    }
    if (ended.isDone()) {
      confirmed.completeExceptionally(new BrokerAway(ended.join()));
    }
    return confirmed
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> receipts.remove(id));
  }

  /** Completes with the reason when the connection is over. */
  CompletableFuture<String> ended() {
    return ended;
  }

  /** Ends it at once; what waits for the broker fails. */
  void end(String why) {
    if (ended.complete(why)) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is gone, which is what was wanted
      }
      outgoing.clear();
      boolean _ = outgoing.offer(HEART_BEAT); // wakes the writer, which sees the end
      receipts.values().forEach(waiting -> waiting.completeExceptionally(new BrokerAway(why)));
    }
  }
}
