package org.argonaut.cpe.diagnostics;

/**
 * What a ping came to. Times in microseconds, over those that were answered; 0: none was.
 *
 * @param address that was asked; empty: none was found
 */
public record PingResult(
    Outcome outcome, String address, int successes, int failures, long averageMicros, long minimumMicros, long maximumMicros) {
  static PingResult failed(Outcome outcome, String address) {
    return new PingResult(outcome, address, 0, 0, 0, 0, 0);
  }
}
