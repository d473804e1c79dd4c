package org.argonaut.node.bench.load;

import java.time.Duration;

/**
 * What the generator is to do: sessions of the devices {@code prefix + 8 digits}, from {@code first}, {@code count} of
 * them.
 *
 * @param host of the ACS
 * @param event the Inform's event code: {@code 2 PERIODIC}
 * @param duration how long to go round and round the devices; zero: each device once
 * @param connections open at the same time, each with one session at a time
 * @param threads of the generator
 * @param sessionsPerConnection after so many a connection is closed and a new one opened; 0: never
 * @param sessionsPerSecond begun at most, evenly spread; 0: as many as the ACS takes
 */
public record LoadPlan(
    String host,
    int port,
    String event,
    String prefix,
    int first,
    int count,
    Duration duration,
    int connections,
    int threads,
    int sessionsPerConnection,
    int sessionsPerSecond) {

  public LoadPlan {
    if (first < 0 || count < 1 || first > InformTemplate.MAX_NUMBER - count) {
      throw new IllegalArgumentException("devices " + first + " and " + count + " more: numbers have 8 digits");
    }
    connections = Math.clamp(connections, 1, count); // a device has one session at a time
    threads = Math.clamp(threads, 1, connections);
  }

  /** The same at a pace. */
  public LoadPlan paced(int perSecond) {
    return new LoadPlan(
        host, port, event, prefix, first, count, duration, connections, threads, sessionsPerConnection, perSecond);
  }

  public boolean once() {
    return duration.isZero();
  }
}
