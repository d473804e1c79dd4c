package org.argonaut.device;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Settings of the device actors ({@code argonaut.device}).
 *
 * @param sessionTimeout a session ends when the CPE is silent for so long
 * @param linger how long a CPE's request for work is held back after a waiting caller was served
 * @param sessionWait how long after an accepted connection request the session may take to come
 * @param transferTimeout how long after Download or Upload was taken its TransferComplete may take
 * @param onlineGrace added to the periodic interval before a silent device counts as offline
 * @param assumedPeriodicInterval for devices whose interval is not known yet
 * @param contactResolution a last contact is written when the written one is older by this
 * @param maxQueue commands waiting per device
 * @param maxAttempts times a command that may be repeated is sent before it fails
 * @param askTimeout how long an actor may take to answer the endpoint
 */
public record DeviceSettings(
    Duration sessionTimeout,
    Duration linger,
    Duration sessionWait,
    Duration transferTimeout,
    Duration onlineGrace,
    Duration assumedPeriodicInterval,
    Duration contactResolution,
    int maxQueue,
    int maxAttempts,
    Duration askTimeout,
    Dialects dialects) {

  /** Reads {@code argonaut.device}. */
  public static DeviceSettings from(Config root) {
    Config c = root.getConfig("argonaut.device");
    return new DeviceSettings(
        c.getDuration("session-timeout"),
        c.getDuration("linger"),
        c.getDuration("session-wait"),
        c.getDuration("transfer-timeout"),
        c.getDuration("online-grace"),
        c.getDuration("assumed-periodic-interval"),
        c.getDuration("contact-resolution"),
        c.getInt("max-queue"),
        c.getInt("max-attempts"),
        c.getDuration("ask-timeout"),
        Dialects.from(c.getConfigList("dialects")));
  }
}
