package org.argonaut.cwmp;

/**
 * The body of one SOAP envelope: a method call or its answer, in either direction.
 *
 * <p>TR-069 A.3 and A.4 name two servers: the CPE, whose methods the ACS calls ({@link CpeMethod}, answered by {@link
 * CpeAnswer}), and the ACS, whose methods the CPE calls ({@link AcsMethod}, answered by {@link AcsAnswer}). A {@link
 * Fault} answers both.
 */
public sealed interface Message permits CpeMethod, CpeAnswer, AcsMethod, AcsAnswer {

  /** The element's local name in the SOAP body, for example {@code GetParameterValuesResponse}. */
  default String rpcName() {
    return getClass().getSimpleName();
  }
}
