package org.argonaut.device;

import java.util.concurrent.CompletionStage;

/** Asks a CPE to open a session now (TR-069 3.2.2). Implemented by {@code acs}; paced and bounded there. */
public interface SessionOpener {

  /**
   * Sends one connection request.
   *
   * @return never fails; completes within a few seconds
   */
  CompletionStage<Answer> open(Target target);

  /**
   * Whom to ask.
   *
   * @param url the CPE's ConnectionRequestURL; null when it never told one
   * @param username null or empty: the shared connection-request credentials of the settings, if any
   */
  record Target(String sn, String url, String username, String password) {
    @Override
    public String toString() { // never a password in a log
      return sn + " at " + url;
    }
  }

  /**
   * What came of it.
   *
   * @param detail for people; never a secret
   */
  record Answer(Result result, String detail) implements Wire {}

  /** The honest outcomes. */
  enum Result {
    /** The CPE said it will come (200 or 204). */
    ACCEPTED,
    /** The CPE answered 503: a session is running or about to. */
    BUSY,
    /** No ConnectionRequestURL is known. */
    NO_ADDRESS,
    /** Refused, silent or not routable: behind NAT or off. */
    UNREACHABLE,
    /** The CPE did not take our credentials, or we have none. */
    UNAUTHORIZED,
    /** The CPE answered something else. */
    REJECTED,
    /** Too many connection requests are waiting on this node. */
    OVERLOADED,
    /** The USP agent has no connection, and its broker is not reached. */
    NOT_CONNECTED,
    /** The CPE accepted, but no session came before the deadline. */
    NO_SESSION
  }
}
