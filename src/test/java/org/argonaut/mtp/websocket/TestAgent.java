package org.argonaut.mtp.websocket;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspRecord;

/** A USP agent on the JDK's WebSocket client. */
final class TestAgent implements WebSocket.Listener {
  static final String CONTROLLER = "proto::argonaut";

  final String endpointId;
  final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
  final CompletableFuture<Closed> closed = new CompletableFuture<>();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private WebSocket socket;

  record Closed(int code, String reason) {}

  private TestAgent(String endpointId) {
    this.endpointId = endpointId;
  }

  static TestAgent connect(HttpClient client, URI server, String endpointId, String... headers) {
    TestAgent agent = new TestAgent(endpointId);
    WebSocket.Builder builder = client.newWebSocketBuilder().subprotocols("v1.usp");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI uri =
        endpointId == null
            ? server
            : URI.create(
                server + "?eid=" + URLEncoder.encode(endpointId, StandardCharsets.UTF_8).replace("+", "%20"));
    agent.socket = builder.buildAsync(uri, agent).orTimeout(10, TimeUnit.SECONDS).join();
    return agent;
  }

  UspRecord.Record record(String payload) {
    return Records.plain("1.4", CONTROLLER, endpointId, ByteString.copyFromUtf8(payload));
  }

  TestAgent send(UspRecord.Record record) {
    return send(record.toByteArray());
  }

  TestAgent send(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).orTimeout(10, TimeUnit.SECONDS).join();
    return this;
  }

  WebSocket socket() {
    return socket;
  }

  byte[] next() throws InterruptedException {
    byte[] next = received.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was received");
    }
    return next;
  }

  Closed awaitClosed() {
    return closed.copy().orTimeout(10, TimeUnit.SECONDS).join();
  }

  void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    parts.writeBytes(bytes);
    if (last) {
      received.add(parts.toByteArray());
      parts.reset();
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(new Closed(statusCode, reason));
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.completeExceptionally(error);
  }
}
