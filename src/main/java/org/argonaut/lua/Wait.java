package org.argonaut.lua;

/** What a stop does to work that a host function waits for. */
public enum Wait {
  /** The waiting thread is interrupted and the script ends at once. */
  INTERRUPTIBLE,
  /** The work goes on to its end; then the script ends. */
  FINISHES_FIRST
}
