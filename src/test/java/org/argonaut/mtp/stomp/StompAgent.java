package org.argonaut.mtp.stomp;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspRecord;

/** The device side of a test: speaks STOMP as a USP agent does, or as one should not. */
final class StompAgent implements AutoCloseable {
  static final String CONTROLLER = "proto::argonaut";
  static final String CONTROLLER_QUEUE = "/queue/usp/controller/" + CONTROLLER;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] NOTHING = {};

  private final String endpointId;
  private final StompConnection connection;
  private final List<StompFrame> received = new CopyOnWriteArrayList<>();

  StompAgent(ActiveMq broker, String endpointId) throws Exception {
    this.endpointId = endpointId;
    StompSettings settings =
        StompSettings.from(
            ConfigFactory.parseString("argonaut.usp.stomp.url = \"" + broker.url() + "\"").withFallback(ConfigFactory.load()));
    connection = StompConnection.open(settings, settings.broker().orElseThrow(), endpointId, 1 << 20);
    connection.run(received::add);
    sends(StompFrame.of("SUBSCRIBE").with("id", "1").with("destination", queue()).with("ack", "auto"), NOTHING);
  }

  String queue() {
    return "/queue/usp/agent/" + endpointId;
  }

  List<StompFrame> received() {
    return received;
  }

  UspRecord.Record record(String text) {
    return Records.plain("1.4", CONTROLLER, endpointId, ByteString.copyFromUtf8(text));
  }

  void sends(String text) {
    sends(to(CONTROLLER_QUEUE).with("reply-to-dest", queue()), record(text).toByteArray());
  }

  static StompFrame.Builder to(String destination) {
    return StompFrame.of("SEND")
        .with("destination", destination)
        .with("content-type", "application/vnd.bbf.usp.msg");
  }

  void sends(StompFrame.Builder frame, byte[] body) {
    connection.send(frame, body, LIMIT).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    connection.end("done");
  }
}
