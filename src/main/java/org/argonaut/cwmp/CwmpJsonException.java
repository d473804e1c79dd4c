package org.argonaut.cwmp;

/**
 * A request in JSON that is none. The message names the field, what was given and what is expected; it is fit for the answer
 * to whoever sent the request.
 */
public final class CwmpJsonException extends IllegalArgumentException {
  private final String field;

  /**
   * @param field where in the request
   * @param what what was given and what is expected
   */
  public CwmpJsonException(String field, String what) {
    super(field + ": " + what);
    this.field = field;
  }

  /** None: the place in the request matters, the place in our code does not. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** Where in the request: {@code rpc}, {@code names[2]}, {@code values.Device.X.type} ... */
  public String field() {
    return field;
  }
}
