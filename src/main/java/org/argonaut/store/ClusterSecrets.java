package org.argonaut.store;

/** Secrets that all nodes of a cluster share. Available once {@link Store#ready} completed. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class ClusterSecrets {
  ClusterSecrets() {}

  /**
   * 32 bytes, the same on every node and after every restart, different for every purpose.
   *
   * @throws StoreUnavailable before {@link Store#ready}
   */
  public byte[] key(String purpose) {
    throw new UnsupportedOperationException();
  }

  /** Encrypts with AES-GCM for storage. */
  public String encrypt(String purpose, String plain) {
    throw new UnsupportedOperationException();
  }

  /**
   * Undoes {@link #encrypt}.
   *
   * @throws IllegalArgumentException when it was encrypted for another purpose or with another key, or was changed
   */
  public String decrypt(String purpose, String encrypted) {
    throw new UnsupportedOperationException();
  }
}
