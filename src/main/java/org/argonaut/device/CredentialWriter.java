package org.argonaut.device;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Hashes and keeps what a CPE authenticates with. The realm and the schemes are known to {@code acs}. */
@FunctionalInterface
public interface CredentialWriter {
  /**
   * Creates or replaces.
   *
   * @param sn the one device that may use it; null: shared
   */
  CompletionStage<Done> put(String username, String password, String sn);
}
