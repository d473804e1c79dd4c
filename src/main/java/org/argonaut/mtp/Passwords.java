package org.argonaut.mtp;

import java.util.concurrent.CompletionStage;

/** Checks the passwords of agents against the credentials of devices; implemented where those are kept. */
@FunctionalInterface
public interface Passwords {

  /**
   * Checks one pair. An unknown name takes as long as a wrong password.
   *
   * @return null inside when it is wrong; fails when the credentials cannot be looked up
   */
  CompletionStage<Account> check(String username, String password);

  /**
   * Whose credentials they are.
   *
   * @param device the one device that may use them; null: any
   */
  record Account(String username, String device) {}
}
