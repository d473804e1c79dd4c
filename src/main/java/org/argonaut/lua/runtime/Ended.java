package org.argonaut.lua.runtime;

/** The end of a callback that no pcall catches. */
public final class Ended extends RuntimeException {

  /** Why. */
  public enum Reason {
    STOPPED,
    BUDGET,
    INTERRUPTED
  }

  private final Reason reason;
  private transient Frame frame;

  Ended(Reason reason) {
    super(null, null, false, false);
    this.reason = reason;
  }

  Ended from(Frame where) {
    if (frame == null) {
      frame = where;
    }
    return this;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Where the innermost function was: {@code chunk:line:} and a blank, or nothing. */
  public String place() {
    return frame == null ? "" : frame.place();
  }

  /** The Lua functions that were running, innermost first. */
  public String traceback() {
    return Traceback.of(frame);
  }
}
