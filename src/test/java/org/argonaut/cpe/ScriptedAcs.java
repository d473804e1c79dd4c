package org.argonaut.cpe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Direction;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.Limits;
import org.argonaut.cwmp.SoapException;
import org.argonaut.cwmp.SoapReader;
import org.argonaut.cwmp.SoapWriter;

/** An ACS for one CPE at a time that does what a test tells it, over a real socket. */
final class ScriptedAcs implements AutoCloseable {
  /** Looks at a request before the ACS does; true when it has answered. */
  @FunctionalInterface
  interface Gate {
    boolean takes(HttpExchange exchange) throws IOException;
  }

  private record Asked(CpeMethod method, CompletableFuture<CpeAnswer> answer) {}

  private final HttpServer server;
  private final BlockingQueue<Asked> toAsk = new LinkedBlockingQueue<>();
  private volatile Asked asked;
  final List<AcsMethod> calls = new CopyOnWriteArrayList<>();
  final BlockingQueue<Inform> informs = new LinkedBlockingQueue<>();
  final List<String> cookies = new CopyOnWriteArrayList<>();
  final List<InetSocketAddress> connections = new CopyOnWriteArrayList<>();
  final List<String> protocols = new CopyOnWriteArrayList<>();
  final List<String> rawBodies = new CopyOnWriteArrayList<>();
  final AtomicInteger posts = new AtomicInteger();
  volatile Gate gate = _ -> false;

  ScriptedAcs() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100));
  }

  ScriptedAcs(HttpServer server) {
    this.server = server;
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  HttpServer server() {
    return server;
  }

  String url() {
    return url("/acs");
  }

  String url(String path) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://localhost:" + server.getAddress().getPort() + path;
  }

  /** Has the call made in the CPE's next or running session. */
  CompletableFuture<CpeAnswer> ask(CpeMethod method) {
    Asked next = new Asked(method, new CompletableFuture<>());
    toAsk.add(next);
    return next.answer;
  }

  /** Opens a session for the call and waits for its answer. */
  CpeAnswer run(VirtualCpe cpe, CpeMethod method) throws Exception {
    CompletableFuture<CpeAnswer> answer = ask(method);
    cpe.informNow(Outbox.CONNECTION_REQUEST);
    return answer.get(10, TimeUnit.SECONDS);
  }

  /** The next Inform that has the event. */
  Inform awaitInform(String event) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      Inform inform = informs.poll(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (inform == null) {
        throw new AssertionError("no Inform with " + event);
      }
      if (inform.events().stream().anyMatch(one -> one.code().equals(event))) {
        return inform;
      }
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (gate.takes(exchange)) {
        return;
      }
      note(exchange);
      byte[] body = body(exchange);
      rawBodies.add(new String(body, StandardCharsets.ISO_8859_1));
      posts.incrementAndGet();
      Envelope reply = body.length == 0 ? nextQuestion() : replyTo(body, exchange);
      if (reply == null) {
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      byte[] bytes = SoapWriter.write(reply, Dialect.STANDARD);
      exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (SoapException e) {
      throw new IOException(e);
    }
  }

  private void note(HttpExchange exchange) {
    String cookie = exchange.getRequestHeaders().getFirst("Cookie");
    cookies.add(cookie == null ? "" : cookie);
    connections.add(exchange.getRemoteAddress());
    protocols.add(exchange.getProtocol());
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream in = exchange.getRequestBody()) {
      return gzip ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    }
  }

  private Envelope replyTo(byte[] body, HttpExchange exchange) throws SoapException {
    Envelope got = SoapReader.read(body, null, Limits.STANDARD, Direction.FROM_CPE);
    return switch (got.message()) {
      case Inform inform -> {
        informs.add(inform);
        calls.add(inform);
        exchange.getResponseHeaders().add("Set-Cookie", "session=s" + calls.size() + "; Path=/; HttpOnly");
        yield new Envelope(got.id(), got.version(), new AcsAnswer.InformResponse());
      }
      case AcsMethod method -> {
        calls.add(method);
        yield new Envelope(got.id(), got.version(), answerTo(method));
      }
      case CpeAnswer answer -> {
        Asked open = asked;
        asked = null;
        open.answer.complete(answer);
        yield nextQuestion();
      }
      default -> throw new AssertionError("not a CPE's message: " + got.message());
    };
  }

  private static AcsAnswer answerTo(AcsMethod method) {
    return switch (method) {
      case Inform _ -> new AcsAnswer.InformResponse();
      case AcsMethod.GetRPCMethods _ -> new AcsAnswer.GetRPCMethodsResponse(List.of("Inform"));
      case AcsMethod.TransferComplete _ -> new AcsAnswer.TransferCompleteResponse();
      case AcsMethod.AutonomousTransferComplete _ -> new AcsAnswer.AutonomousTransferCompleteResponse();
      case AcsMethod.DUStateChangeComplete _ -> new AcsAnswer.DUStateChangeCompleteResponse();
      case AcsMethod.AutonomousDUStateChangeComplete _ -> new AcsAnswer.AutonomousDUStateChangeCompleteResponse();
      case AcsMethod.RequestDownload _ -> new AcsAnswer.RequestDownloadResponse();
      case AcsMethod.Kicked _ -> new AcsAnswer.KickedResponse("");
      case AcsMethod.UnknownMethod _ -> new Fault(Fault.METHOD_NOT_SUPPORTED, "Method not supported");
    };
  }

  private Envelope nextQuestion() {
    if (asked != null) {
      asked.answer.completeExceptionally(new IllegalStateException("answered with an empty POST"));
    }
    asked = toAsk.poll();
    return asked == null ? null : new Envelope("acs-" + posts.get(), CwmpVersion.V1_2, asked.method);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
