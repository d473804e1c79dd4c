package org.argonaut.cwmp;

/** Who sent an envelope. GetRPCMethods, its answer and Fault have the same names both ways, so the reader must be told. */
public enum Direction {
  /** A CPE's call on the ACS ({@link AcsMethod}) or its answer ({@link CpeAnswer}). */
  FROM_CPE,
  /** An ACS's call on the CPE ({@link CpeMethod}) or its answer ({@link AcsAnswer}). */
  TO_CPE
}
