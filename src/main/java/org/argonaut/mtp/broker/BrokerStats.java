package org.argonaut.mtp.broker;

import java.util.concurrent.atomic.LongAdder;

/** What one link to a broker counted since its start, beside what {@code MtpStats} counts for every transport. */
public final class BrokerStats {
  private final LongAdder failedAttempts = new LongAdder();
  private final LongAdder publishFailures = new LongAdder();
  private final LongAdder withoutReturnPath = new LongAdder();
  private final LongAdder notUsp = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder gaveWay = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final LongAdder overflows = new LongAdder();
  private final LongAdder statusChanges = new LongAdder();

  /** An attempt to connect failed. */
  public void attemptFailed() {
    failedAttempts.increment();
  }

  /** The broker did not take a record. */
  public void publishFailed() {
    publishFailures.increment();
  }

  /** A record came without a place to answer to, or with one that is refused. */
  public void noReturnPath() {
    withoutReturnPath.increment();
  }

  /** Something else than a USP record came: another content type, or a kept message. */
  public void notUsp() {
    notUsp.increment();
  }

  void retried() {
    retries.increment();
  }

  void gaveWay() {
    gaveWay.increment();
  }

  void givenUp() {
    givenUp.increment();
  }

  void overflow() {
    overflows.increment();
  }

  /** An agent's status came. */
  public void statusChanged() {
    statusChanges.increment();
  }

  /** Attempts to connect that failed. */
  public long failedAttempts() {
    return failedAttempts.sum();
  }

  /** Records for agents that the broker did not take. */
  public long publishFailures() {
    return publishFailures.sum();
  }

  /** Records dropped because nothing said where to answer, or what said it is refused. */
  public long withoutReturnPath() {
    return withoutReturnPath.sum();
  }

  /** Messages dropped because they were no USP records. */
  public long messagesNotUsp() {
    return notUsp.sum();
  }

  /** Records given to their device again after it could not be reached. */
  public long retriesMade() {
    return retries.sum();
  }

  /** Records acknowledged before they were done, because a slow device held up the others. */
  public long acknowledgedEarly() {
    return gaveWay.sum();
  }

  /** Records given up after the last retry. */
  public long recordsGivenUp() {
    return givenUp.sum();
  }

  /** Records dropped because too many waited. */
  public long recordsOverflowed() {
    return overflows.sum();
  }

  /** Status messages of agents understood. */
  public long statusesSeen() {
    return statusChanges.sum();
  }
}
