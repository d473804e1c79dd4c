package org.argonaut.cwmp;

import java.time.Instant;

/** CWMP's notions of time (TR-069 A.2.1: xsd:dateTime). */
public final class Times {
  /** The unknown time: 0001-01-01T00:00:00Z. */
  public static final Instant UNKNOWN = Instant.parse("0001-01-01T00:00:00Z");

  private Times() {}
}
