package org.argonaut.api;

/** Makes the URLs under which one device may fetch or leave one file on the device port. */
public interface FileLinks {
  /** For Download: names the file and proves that we handed the link out. */
  String downloadUrl(String sn, String fileName);

  /** For Upload: what the device sends there is kept as this file. */
  String uploadUrl(String sn, String fileName);
}
