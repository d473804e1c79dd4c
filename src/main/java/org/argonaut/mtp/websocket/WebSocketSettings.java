package org.argonaut.mtp.websocket;

import com.typesafe.config.Config;
import java.time.Duration;
import org.argonaut.mtp.UspSettings;

/**
 * Section {@code argonaut.usp.websocket}.
 *
 * @param maxRecordSize bytes
 * @param pongTimeout after a ping something must come within this time
 * @param messageDeadline from a message's first byte to its last
 * @param sendBuffer bytes that may wait for a slow agent
 * @param receiveBudget bytes of unfinished and unacknowledged records in memory, all connections together
 * @param connectRecordWait how long a silent agent is waited for before it may be sent records
 */
public record WebSocketSettings(
    int maxConnections,
    int maxRecordSize,
    Duration pingInterval,
    Duration pongTimeout,
    Duration messageDeadline,
    Duration closeTimeout,
    int sendBuffer,
    long receiveBudget,
    Duration connectRecordWait) {

  /** Reads the section; says which setting is wrong and what it may be. */
  public static WebSocketSettings from(Config root) {
    Config usp = root.getConfig("argonaut.usp");
    Config websocket = usp.getConfig("websocket");
    int maxRecordSize = UspSettings.bytes(usp, "max-record-size");
    Duration ping = websocket.getDuration("ping-interval");
    Duration pong = websocket.getDuration("pong-timeout");
    if (ping.isZero() || pong.isZero() || pong.compareTo(ping) >= 0) {
      throw UspSettings.wrong(websocket, "pong-timeout", "must be above 0 and below ping-interval");
    }
    int sendBuffer = UspSettings.bytes(websocket, "send-buffer");
    if (sendBuffer < maxRecordSize) {
      throw UspSettings.wrong(websocket, "send-buffer", "must be at least argonaut.usp.max-record-size");
    }
    long budget = websocket.getBytes("receive-budget");
    if (budget < 2L * maxRecordSize) {
      throw UspSettings.wrong(websocket, "receive-budget", "must be at least twice argonaut.usp.max-record-size");
    }
    return new WebSocketSettings(
        UspSettings.atLeast(websocket, "max-connections", 1),
        maxRecordSize,
        ping,
        pong,
        websocket.getDuration("message-deadline"),
        websocket.getDuration("close-timeout"),
        sendBuffer,
        budget,
        websocket.getDuration("connect-record-wait"));
  }
}
