package org.argonaut.usp;

/** When records travel in a session context (TR-369 "Exchange of USP Records Within an E2E Session Context"). */
public enum SessionUse {
  /** Never; a peer that tries is told so (7106). */
  NEVER,
  /** Once the peer has begun one: what suits nearly every agent. */
  AS_PEER_DOES,
  /** Always, until the peer says it has none (7106). */
  ALWAYS
}
