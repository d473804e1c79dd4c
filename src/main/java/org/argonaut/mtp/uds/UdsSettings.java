package org.argonaut.mtp.uds;

import com.typesafe.config.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.argonaut.mtp.UspSettings;

/**
 * {@code argonaut.usp.uds-path} and the section {@code argonaut.usp.uds}.
 *
 * @param path null: off
 * @param maxRecordSize bytes
 * @param handshakeTimeout within which the first frame must come (R-UDS: 30 s)
 * @param sendBuffer bytes that may wait for a slow agent
 */
public record UdsSettings(
    Path path, int maxRecordSize, int maxConnections, Duration handshakeTimeout, int sendBuffer) {
  /** What the address of a socket holds on Linux. */
  private static final int MAX_PATH = 107;

  /** Reads the settings; says which one is wrong and what it may be. */
  public static UdsSettings from(Config root) {
    Config usp = root.getConfig("argonaut.usp");
    Config uds = usp.getConfig("uds");
    String path = usp.getString("uds-path");
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
      throw UspSettings.wrong(usp, "uds-path", "a socket's path has at most " + MAX_PATH + " bytes");
    }
    int maxRecordSize = UspSettings.bytes(usp, "max-record-size");
    int sendBuffer = UspSettings.bytes(uds, "send-buffer");
    if (sendBuffer < maxRecordSize) {
      throw UspSettings.wrong(uds, "send-buffer", "must be at least argonaut.usp.max-record-size");
    }
    return new UdsSettings(
        path.isBlank() ? null : Path.of(path).toAbsolutePath().normalize(),
        maxRecordSize,
        UspSettings.atLeast(uds, "max-connections", 1),
        uds.getDuration("handshake-timeout"),
        sendBuffer);
  }
}
