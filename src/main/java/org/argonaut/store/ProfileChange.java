package org.argonaut.store;

/**
 * What is to become of a profile.
 *
 * @param content null: as it is
 * @param description null: as it is
 * @param active null: as it is; true for a new one
 * @param by who wants it
 * @param note on the new version
 * @param expectedVersion the version this was made from; 0: it must not exist; null: whatever it is
 */
public record ProfileChange(
    String model,
    String protocol,
    String content,
    String description,
    Boolean active,
    String by,
    String note,
    Long expectedVersion) {

  /** New content. */
  public static ProfileChange content(String model, String protocol, String content, String by) {
    return new ProfileChange(model, protocol, content, null, null, by, "", null);
  }
}
