package org.argonaut.store;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Device credentials, hashed by {@code acs}. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class CredentialRows {
  CredentialRows() {}

  /** From a cache that is a few seconds old at most, misses included; null when unknown. */
  public CompletionStage<CredentialRow> get(String username) {
    throw new UnsupportedOperationException();
  }

  /** Creates or replaces. */
  public CompletionStage<Done> put(CredentialRow row) {
    throw new UnsupportedOperationException();
  }

  /** False when it was unknown. */
  public CompletionStage<Boolean> delete(String username) {
    throw new UnsupportedOperationException();
  }

  /** Credentials by user name. */
  public CompletionStage<Page<CredentialRow>> list(int limit, String cursor) {
    throw new UnsupportedOperationException();
  }
}
