package org.argonaut.cwmp;

import java.util.Locale;

/** Which parameters hold secrets, told by their names as the data models choose them; CPEs read them back as empty. */
public final class SecretParameters {
  private SecretParameters() {}

  /** Whether the last part of a parameter path, or a member's name, is that of a password, a key or the like. */
  public static boolean isSecret(String path) {
    String leaf = path.substring(path.lastIndexOf('.') + 1);
    String name = leaf.toLowerCase(Locale.ROOT);
    return name.endsWith("password")
        || name.endsWith("passphrase")
        || name.endsWith("presharedkey")
        || name.endsWith("wepkey")
        || name.endsWith("privatekey")
        || name.endsWith("secret")
        || leaf.endsWith("PIN"); // as written: many harmless words end in it
  }
}
