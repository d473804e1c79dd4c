package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.argonaut.datamodel.json.Json;

/**
 * An instance of a table, and what it was made of: what {@code @Parent} means below it.
 *
 * @param parent the instance it is in; null: none
 * @param section null: it was not made of a section
 * @param element null: it was not made of an object of a reply
 */
record Instance(MappedNode table, int number, Instance parent, Tables.Entry section, Json.Obj element) {
  /** The numbers in the path, the outermost first. */
  static List<Integer> numbers(Instance innermost) {
    if (innermost == null) {
      return List.of();
    }
    List<Integer> numbers = new ArrayList<>();
    for (Instance at = innermost; at != null; at = at.parent) {
      numbers.add(at.number);
    }
    Collections.reverse(numbers);
    return numbers;
  }

  /** Its number less one; one if there is no instance, as on devices. */
  static int index(Instance instance) {
    return instance == null ? 1 : instance.number - 1;
  }

  /** The section of the innermost instance that has one; null: none has. */
  static Tables.Entry nearestSection(Instance innermost) {
    for (Instance at = innermost; at != null; at = at.parent) {
      if (at.section != null) {
        return at.section;
      }
    }
    return null;
  }
}
