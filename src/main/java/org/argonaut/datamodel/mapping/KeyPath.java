package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.datamodel.json.Json;

/**
 * Where in a JSON reply a value is: {@code line[0].channel.rate}. An index stands on the way only, not on the last part; it is a
 * number, or stands for the instance: {@code [@index]}, in version 0 {@code [@i-1]}. Immutable.
 */
final class KeyPath {
  private static final String COUNT = ".@Count";
  private static final int NO_INDEX = -1;
  private static final int OF_INSTANCE = -2;
  private static final int WRONG = -3;

  private final List<Part> parts;
  private final KeyPath belowInstance;

  /**
   * One part.
   *
   * @param index into the array of that name; negative: one of the constants
   */
  private record Part(String name, int index) {}

  private KeyPath(List<Part> parts, KeyPath belowInstance) {
    this.parts = parts;
    this.belowInstance = belowInstance;
  }

  /** The key of a json mapping. */
  static KeyPath of(String key, int version) {
    List<Part> parts = new ArrayList<>();
    int ofInstance = -1;
    String own = version == 0 ? "[@i-1]" : "[@index]";
    for (String text : key.isEmpty() ? new String[0] : key.split("\\.", -1)) {
      if (text.endsWith(own)) {
        ofInstance = parts.size();
      }
      parts.add(part(text, version));
    }
    // The index of the instance leads into the object the instance was made of, so the rest can be looked up there.
    boolean something = ofInstance >= 0 && ofInstance + 1 < parts.size();
    KeyPath below = something ? new KeyPath(List.copyOf(parts.subList(ofInstance + 1, parts.size())), null) : null;
    return new KeyPath(List.copyOf(parts), below);
  }

  /** The key of a ubus mapping: since version 1 a {@code .@Count} at its end says nothing. */
  static KeyPath ofReply(String key, int version) {
    return of(version > 0 && key.endsWith(COUNT) ? key.substring(0, key.length() - COUNT.length()) : key, version);
  }

  private static Part part(String text, int version) {
    int bracket = text.indexOf('[');
    if (bracket < 0 || !text.endsWith("]")) {
      return new Part(text, NO_INDEX);
    }
    String index = text.substring(bracket + 1, text.length() - 1);
    String name = text.substring(0, bracket);
    if (index.equals("@i-1") || (version > 0 && index.equals("@index"))) {
      return new Part(name, OF_INSTANCE);
    }
    return new Part(name, index.matches("[0-9]{1,6}") ? Integer.parseInt(index) : WRONG);
  }

  /** What remains when the instance's own object is at hand; null: the key does not lead through it. */
  KeyPath belowInstance() {
    return belowInstance;
  }

  /**
   * What is there; null if nothing is.
   *
   * @param instanceIndex the number of the instance, less one
   */
  Json in(Json.Obj root, int instanceIndex) {
    Json at = root;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (!(at instanceof Json.Obj object) || (i == parts.size() - 1 && part.index != NO_INDEX)) {
        return null;
      }
      at = object.get(part.name);
      if (part.index != NO_INDEX) {
        at = element(at, part.index == OF_INSTANCE ? instanceIndex : part.index);
      }
    }
    return parts.isEmpty() ? null : at;
  }

  private static Json element(Json array, int index) {
    return array instanceof Json.Arr(var items, _) && index >= 0 && index < items.size() ? items.get(index) : null;
  }

  /** The text of a scalar; nothing for the rest. */
  static String text(Json value) {
    return switch (value) {
      case Json.Text(var text, _) -> text;
      case Json.Num(var number, _) -> number;
      case Json.Bool(var bool, _) -> bool ? "true" : "false";
      case null, default -> "";
    };
  }
}
