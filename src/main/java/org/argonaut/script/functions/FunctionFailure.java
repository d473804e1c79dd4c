package org.argonaut.script.functions;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a function could not do what it was asked: becomes the error table that scripts get, {@code error_message} and {@code
 * error_code} (a string) and for a CPE's fault more.
 */
final class FunctionFailure extends Exception {
  static final String BAD_REQUEST = "400";
  static final String NOT_FOUND = "404";
  static final String CANCELLED = "409";
  static final String UNFIT = "422";
  static final String QUEUE_FULL = "429";
  static final String INTERNAL = "500";
  static final String NO_ANSWER = "502";
  static final String UNAVAILABLE = "503";
  static final String TIMED_OUT = "504";

  private final transient Map<String, Object> table;

  FunctionFailure(String code, String message) {
    this(code, message, Map.of());
  }

  /**
   * @param more fields beside the message and the code
   */
  FunctionFailure(String code, String message, Map<String, ?> more) {
    super(message, null, false, false); // told to the script, which wants no trace of ours
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("error_message", message);
    fields.put("error_code", code);
    fields.putAll(more);
    this.table = fields;
  }

  static FunctionFailure unknownDevice(String sn) {
    return new FunctionFailure(NOT_FOUND, "no device '" + sn + "' is known");
  }

  Map<String, Object> table() {
    return table;
  }

  String code() {
    return (String) table.get("error_code");
  }
}
