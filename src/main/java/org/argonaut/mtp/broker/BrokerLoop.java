package org.argonaut.mtp.broker;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.argonaut.mtp.EndpointIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to a broker, on a virtual thread of its own: connects, waits until the connection ends, waits a while,
 * connects again, until it is stopped.
 */
public final class BrokerLoop {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerLoop.class);
  /** A connection that lasted this long was a good one. */
  private static final Duration LASTING = Duration.ofSeconds(10);

  private final String name;
  private final Dialer dialer;
  private final Backoff backoff;
  private final BrokerStats stats;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Health health = new Health(false, "not connected yet");

  /** Connects. */
  @FunctionalInterface
  public interface Dialer {
    /**
     * Connects and does all that is needed before records go out and in. Blocks, within a deadline of its own.
     *
     * @return completes with the reason when the connection has ended
     * @throws Exception with one line for people when it could not
     */
    CompletionStage<String> dial() throws Exception;
  }

  /**
   * Whether the connection stands.
   *
   * @param detail one line for people
   */
  public record Health(boolean up, String detail) {}

  /**
   * @param name for log lines: the protocol and the broker
   */
  public BrokerLoop(String name, Dialer dialer, Reconnect reconnect, BrokerStats stats) {
    this.name = name;
    this.dialer = dialer;
    this.backoff = new Backoff(reconnect.first(), reconnect.longest());
    this.stats = stats;
  }

  /**
   * Pauses between attempts.
   *
   * @param first after a connection was lost; doubled with each failure
   * @param longest at most
   */
  public record Reconnect(Duration first, Duration longest) {}

  /** Begins; to be called once. */
  public void start() {
    Thread.ofVirtual().name(name).start(this::run);
  }

  /** Ends the loop: no further attempt is made. What stands is for the caller to close. */
  public void stop() {
    stopped.countDown();
  }

  public Health health() {
    return health;
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void run() {
    try {
      while (!isStopped()) {
        once();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      health = new Health(false, "stopped");
    }
  }

  private void once() throws InterruptedException {
    String why;
    try {
      CompletionStage<String> ended = dialer.dial();
      long since = System.nanoTime();
      health = new Health(true, "connected to " + name);
      why = ended.toCompletableFuture().get();
      if (System.nanoTime() - since > LASTING.toNanos()) {
        backoff.reset();
      }
      why = "connection lost: " + why;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      stats.attemptFailed();
      why = "could not connect: " + reason(e);
    }
    if (!isStopped()) {
      Duration pause = backoff.next();
      health = new Health(false, name + ": " + why);
      LOG.warn("{}: {}; next attempt in {} ms", name, why, pause.toMillis());
      stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** One line for people. */
  public static String reason(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return EndpointIds.printable(message.lines().findFirst().orElse(message));
  }
}
