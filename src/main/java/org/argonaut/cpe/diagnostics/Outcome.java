package org.argonaut.cpe.diagnostics;

/** How a test ended, in the words of {@code DiagnosticsState} (TR-181, TR-143). */
public enum Outcome {
  COMPLETE("Complete"),
  CANNOT_RESOLVE_HOST_NAME("Error_CannotResolveHostName"),
  NO_ROUTE_TO_HOST("Error_NoRouteToHost"),
  MAX_HOP_COUNT_EXCEEDED("Error_MaxHopCountExceeded"),
  DNS_SERVER_NOT_RESOLVED("Error_DNSServerNotResolved"),
  INIT_CONNECTION_FAILED("Error_InitConnectionFailed"),
  NO_RESPONSE("Error_NoResponse"),
  TRANSFER_FAILED("Error_TransferFailed"),
  NO_TRANSFER_COMPLETE("Error_NoTransferComplete"),
  TIMEOUT("Error_Timeout"),
  INTERNAL("Error_Internal"),
  OTHER("Error_Other");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** The state of TR-181; TR-098 says {@code Completed} of transfers. */
  public String word() {
    return word;
  }
}
