package org.argonaut.script;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of table that script functions take or give.
 *
 * @param name in {@link ScriptFunction}'s types: {@code Device}, {@code CwmpEvent}
 * @param doc what it is: a sentence
 */
public record ScriptType(String name, String doc, List<Field> fields) {

  /** A field of the table. */
  public record Field(String name, String type, boolean optional, String doc) {}

  public ScriptType {
    fields = List.copyOf(fields);
  }

  public static ScriptType of(String name, String doc) {
    return new ScriptType(name, doc, List.of());
  }

  /** With one field more. */
  public ScriptType with(String field, String type, String fieldDoc) {
    return with(new Field(field, type, false, fieldDoc));
  }

  /** With one field more, which may be absent. */
  public ScriptType maybe(String field, String type, String fieldDoc) {
    return with(new Field(field, type, true, fieldDoc));
  }

  private ScriptType with(Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new ScriptType(name, doc, more);
  }
}
