package org.argonaut.script.service;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A service on one device.
 *
 * @param variables values by name, as given
 * @param detail why it failed; null when it did not
 * @param log what the last run printed; null before the first
 * @param applied when the last run ended; null before the first
 */
public record ServiceInstance(
    String id,
    String service,
    String sn,
    Map<String, String> variables,
    Status status,
    String detail,
    String log,
    Instant created,
    Instant updated,
    Instant applied) {

  /** How far it is. */
  public enum Status {
    /** Never applied. */
    PENDING,
    /** Being applied now. */
    PROVISIONING,
    PROVISIONED,
    FAILED;

    /** {@code pending}, {@code provisioned} ... */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  public ServiceInstance {
    variables = Map.copyOf(variables);
  }

  @Override
  public String toString() { // never variables in a log
    return "ServiceInstance[" + id + ", " + service + " on " + sn + ", " + status.code() + "]";
  }
}
