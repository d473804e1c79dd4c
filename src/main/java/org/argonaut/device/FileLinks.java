package org.argonaut.device;

import java.time.Duration;

/** Makes the URLs under which devices fetch and leave files on the device port; each proves that we handed it out. */
public interface FileLinks {
  /** For Download of the file with this name. */
  String downloadUrl(String name, Duration validity);

  /** For Upload: what the device sends there is kept as {@code uploads/} and the name. */
  String uploadUrl(String name, Duration validity);
}
