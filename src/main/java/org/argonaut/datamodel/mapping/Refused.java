package org.argonaut.datamodel.mapping;

/** A request cannot be done. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  Refused(Fault.Kind kind, String text) {
    super(text, null, false, false);
    this.fault = new Fault(kind, text);
  }

  static Refused path(String text) {
    return new Refused(Fault.Kind.INVALID_PATH, text);
  }

  static Refused value(String text) {
    return new Refused(Fault.Kind.INVALID_VALUE, text);
  }

  Fault fault() {
    return fault;
  }
}
