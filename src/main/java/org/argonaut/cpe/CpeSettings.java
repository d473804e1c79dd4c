package org.argonaut.cpe;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Times and limits of virtual CPEs ({@code argonaut.cpe}); reference.conf explains each.
 *
 * @param retryScale multiplies the waits of TR-069 3.2.1.1
 * @param maxAnswerBytes largest answer of the ACS
 * @param maxOpen sessions and transfers open at once in the process
 */
public record CpeSettings(
    Duration connectTimeout,
    Duration readTimeout,
    Duration sessionTimeout,
    int maxAnswerBytes,
    int maxOpen,
    double retryScale,
    Duration bootTime,
    Duration diagnosticsTime,
    Duration notificationPoll,
    Duration configurationPoll,
    Duration transferTimeout,
    long maxFileBytes,
    int transferResumes,
    Duration resumeDelay) {

  /** Reads {@code argonaut.cpe} from the whole configuration. */
  public static CpeSettings from(Config config) {
    Config cpe = config.getConfig("argonaut.cpe");
    return new CpeSettings(
        cpe.getDuration("connect-timeout"),
        cpe.getDuration("read-timeout"),
        cpe.getDuration("session-timeout"),
        cpe.getInt("max-answer-bytes"),
        cpe.getInt("max-open"),
        cpe.getDouble("retry-scale"),
        cpe.getDuration("boot-time"),
        cpe.getDuration("diagnostics-time"),
        cpe.getDuration("notification-poll"),
        cpe.getDuration("configuration-poll"),
        cpe.getDuration("transfer-timeout"),
        cpe.getLong("max-file-bytes"),
        cpe.getInt("transfer-resumes"),
        cpe.getDuration("resume-delay"));
  }

  /** For tests and demos that cannot wait: all waits of the CPE's own take {@code unit}, retries a thousandth. */
  public CpeSettings hurried(Duration unit) {
    return new CpeSettings(
        connectTimeout,
        readTimeout,
        sessionTimeout,
        maxAnswerBytes,
        maxOpen,
        retryScale / 1000,
        unit,
        unit,
        unit,
        unit,
        transferTimeout,
        maxFileBytes,
        transferResumes,
        unit);
  }
}
