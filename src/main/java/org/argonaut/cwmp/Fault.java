package org.argonaut.cwmp;

import java.util.List;

/**
 * A CWMP fault (TR-069 3.5, A.5): answers a call in either direction.
 *
 * @param code 9000 to 9032 from a CPE, 8000 to 8006 from an ACS; 0 when the sender gave none that can be read
 * @param parameterFaults one for each rejected parameter of a SetParameterValues; empty otherwise
 * @param rawXml the whole envelope as received; null for a fault of our own or where it was not kept
 */
public record Fault(int code, String message, List<ParameterFault> parameterFaults, String rawXml)
    implements CpeAnswer, AcsAnswer {
  public static final int METHOD_NOT_SUPPORTED = 8000;
  public static final int REQUEST_DENIED = 8001;
  public static final int INTERNAL_ERROR = 8002;
  public static final int INVALID_ARGUMENTS = 8003;
  public static final int RESOURCES_EXCEEDED = 8004;
  public static final int RETRY_REQUEST = 8005;

  public static final int CPE_METHOD_NOT_SUPPORTED = 9000;
  public static final int CPE_REQUEST_DENIED = 9001;
  public static final int CPE_INTERNAL_ERROR = 9002;
  public static final int CPE_INVALID_ARGUMENTS = 9003;
  public static final int CPE_RESOURCES_EXCEEDED = 9004;
  public static final int CPE_INVALID_PARAMETER_NAME = 9005;
  public static final int CPE_INVALID_PARAMETER_TYPE = 9006;
  public static final int CPE_INVALID_PARAMETER_VALUE = 9007;
  public static final int CPE_NON_WRITABLE_PARAMETER = 9008;

  public Fault {
    message = message == null ? "" : message;
    parameterFaults = List.copyOf(parameterFaults);
  }

  public Fault(int code, String message) {
    this(code, message, List.of(), null);
  }

  /** SetParameterValuesFault: why one parameter of a SetParameterValues was rejected. */
  public record ParameterFault(String parameterName, int code, String message) {}
}
