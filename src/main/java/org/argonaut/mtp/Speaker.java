package org.argonaut.mtp;

import java.util.function.Predicate;

/**
 * Whom a transport has authenticated: for which endpoint ids it may speak (R-SEC.9).
 *
 * @param name for log lines: a user name, an endpoint id, a broker
 * @param may whether it may speak for an endpoint id
 */
public record Speaker(String name, Predicate<String> may) {

  /** May speak for any agent: authentication is off, or the other side (a trusted broker) has seen to it. */
  public static Speaker anybody(String name) {
    return new Speaker(name, _ -> true);
  }

  /** May speak for one agent and no other. */
  public static Speaker of(String endpointId) {
    return new Speaker(endpointId, endpointId::equals);
  }

  /** Whether a record of this agent may come from here. */
  public boolean maySpeakFor(String endpointId) {
    return may.test(endpointId);
  }

  @Override
  public String toString() {
    return name;
  }
}
