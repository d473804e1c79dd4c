package org.argonaut.catalog;

import org.argonaut.datamodel.SchemaNode;

/**
 * Why something asked of a device does not fit its data model.
 *
 * @param path what was asked for
 * @param text for people: what is wrong and what is allowed, without the path
 * @param node what the data model says of the path; null: it does not know it, the device itself spoke
 */
public record Objection(String path, Reason reason, String text, SchemaNode node) {
  /** The rule that is broken. */
  public enum Reason {
    READ_ONLY("read-only"),
    /** The value is not of the type or breaks one of its constraints. */
    VALUE("value"),
    /** An object where a parameter is needed. */
    NOT_A_PARAMETER("not-a-parameter"),
    NOT_A_TABLE("not-a-table"),
    /** The device makes the instances, nobody else. */
    READ_ONLY_TABLE("read-only-table"),
    /** An instance where the table is needed, or the other way round. */
    INSTANCE("instance");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** The word in answers. */
    public String word() {
      return word;
    }
  }

  /** One line for logs and messages. */
  @Override
  public String toString() {
    return path + " " + text;
  }
}
