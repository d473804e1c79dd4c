package org.argonaut.store;

import java.time.Instant;

/**
 * What a CPE authenticates with; hashes only.
 *
 * @param sn the one device that may use it; null: shared
 * @param ha1Md5 MD5(username:realm:password) in hex
 * @param ha1Sha256 SHA-256(username:realm:password) in hex
 * @param basicHash salted hash for Basic, in the form its maker chose
 */
public record CredentialRow(
    String username, String sn, String ha1Md5, String ha1Sha256, String basicHash, Instant updated) {
  @Override
  public String toString() { // never a hash in a log
    return "CredentialRow[" + username + ", sn=" + sn + ", updated=" + updated + "]";
  }
}
