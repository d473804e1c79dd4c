package org.argonaut.datamodel;

import java.util.List;

/** What the value of a parameter names. */
public sealed interface Reference {
  /**
   * The value is the path of something.
   *
   * @param strong the device clears the value when the target goes
   * @param parents the target is a child of one of these objects, absolute paths with {@code {i}}; empty: of any
   * @param target {@code any, parameter, object, single, table} or {@code row}
   * @param dataType type of the target if it is a parameter; {@code any} if it does not matter
   */
  record ToPath(boolean strong, List<String> parents, String target, String dataType) implements Reference {
    public ToPath {
      parents = List.copyOf(parents);
    }
  }

  /**
   * The value is an instance number.
   *
   * @param parent the table
   */
  record ToInstance(boolean strong, String parent) implements Reference {}

  /**
   * The value is one of the items a list parameter has at the moment.
   *
   * @param parameter absolute path with {@code {i}}
   * @param nullValue the value that stands for none of them; null: there is no such value
   */
  record ToEnumeration(String parameter, String nullValue) implements Reference {}
}
