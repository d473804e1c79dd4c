package org.argonaut.cpe.diagnostics;

import java.util.List;

/**
 * What lookups came to.
 *
 * @param answers one each
 */
public record LookupResult(Outcome outcome, int successes, List<Answer> answers) {
  public LookupResult {
    answers = List.copyOf(answers);
  }

  /**
   * One lookup.
   *
   * @param status {@code Success} or {@code Error_...}, as in TR-181's result table
   * @param server that was asked; empty: the machine's own
   */
  public record Answer(String status, String host, List<String> addresses, String server, int millis) {
    public Answer {
      addresses = List.copyOf(addresses);
    }
  }
}
