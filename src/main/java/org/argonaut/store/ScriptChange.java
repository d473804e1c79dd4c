package org.argonaut.store;

/**
 * What is to become of a script.
 *
 * @param content null: as it is
 * @param description null: as it is
 * @param active null: as it is; true for a new one
 * @param again whether it runs again even when nothing changed
 * @param origin {@code api} or {@code folder}: who keeps it from now on
 * @param by who wants it
 * @param note on the new version
 * @param expectedVersion the version this was made from; 0: it must not exist; null: whatever it is
 */
public record ScriptChange(
    String name,
    String content,
    String description,
    Boolean active,
    boolean again,
    String origin,
    String by,
    String note,
    Long expectedVersion) {

  /** New content. */
  public static ScriptChange content(String name, String content, String origin, String by) {
    return new ScriptChange(name, content, null, null, false, origin, by, "", null);
  }
}
