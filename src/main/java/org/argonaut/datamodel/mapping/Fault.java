package org.argonaut.datamodel.mapping;

import org.argonaut.datamodel.Protocols;

/**
 * Why a request was not done.
 *
 * @param text for people: what was wrong, with path and value
 */
public record Fault(Kind kind, String text) {
  /** The faults devices give, as both protocols number them. */
  public enum Kind {
    METHOD_NOT_SUPPORTED(9000, 7001),
    REQUEST_DENIED(9001, 7002),
    INTERNAL_ERROR(9002, 7003),
    INVALID_ARGUMENTS(9003, 7004),
    RESOURCES_EXCEEDED(9004, 7005),
    INVALID_PATH(9005, 7026),
    INVALID_TYPE(9006, 7011),
    INVALID_VALUE(9007, 7012),
    READ_ONLY(9008, 7013),
    /** Of commands only, so CWMP has no number of its own for it. */
    COMMAND_FAILURE(9002, 7022);

    private final int cwmp;
    private final int usp;

    Kind(int cwmp, int usp) {
      this.cwmp = cwmp;
      this.usp = usp;
    }
  }

  /** The number in CWMP, 9000 to 9008. */
  public int cwmp() {
    return kind.cwmp;
  }

  /** The number in USP, 7001 to 7026. */
  public int usp() {
    return kind.usp;
  }

  /** The number for who asked; who speaks both protocols gets that of CWMP, as on devices. */
  public int code(Protocols who) {
    return who == Protocols.USP ? usp() : cwmp();
  }
}
