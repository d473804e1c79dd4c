package org.argonaut.bulkdata;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What this node counted of bulk data since it started. */
public final class BulkStats {
  private final Map<Transport, LongAdder> received = new EnumMap<>(Transport.class);
  private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
  private final LongAdder dropped = new LongAdder();

  /** How a report came. */
  public enum Transport {
    HTTP,
    MQTT,
    /** As a USP event {@code Push!}. */
    USP
  }

  /** Why something was refused for good. */
  public enum Reason {
    /** Neither JSON nor CSV as the standard has them. */
    UNREADABLE,
    /** Its content type is that of something else. */
    WRONG_TYPE,
    /** More than {@code argonaut.bulkdata} or {@code argonaut.acs.body} allows. */
    TOO_LARGE,
    /** Nothing says whose it is. */
    NO_IDENTITY,
    /** No such device is known. */
    UNKNOWN_DEVICE,
    /** Whoever sent it may not speak for the device it names. */
    NOT_ALLOWED
  }

  BulkStats() {
    for (Transport transport : Transport.values()) {
      received.put(transport, new LongAdder());
    }
    for (Reason reason : Reason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  void stored(Transport transport, int reports) {
    received.get(transport).add(reports);
  }

  void refuse(Reason reason) {
    refused.get(reason).increment();
  }

  void drop() {
    dropped.increment();
  }

  /** Reports stored. */
  public long received(Transport transport) {
    return received.get(transport).sum();
  }

  /** Deliveries refused. */
  public long refused(Reason reason) {
    return refused.get(reason).sum();
  }

  /** Deliveries that could not be taken now: too much in hand, or the database away. */
  public long dropped() {
    return dropped.sum();
  }
}
