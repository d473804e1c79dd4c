package org.argonaut.cwmp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields of a JSON object that a {@link JsonForm} has checked: of the right type, those required there. */
record JsonArguments(Map<String, JsonNode> fields) {

  /** The text; empty when not given. */
  String text(String name) {
    return fields.containsKey(name) ? fields.get(name).textValue() : "";
  }

  /** The text; null when not given. */
  String optionalText(String name) {
    return fields.containsKey(name) ? fields.get(name).textValue() : null;
  }

  long number(String name) {
    return fields.containsKey(name) ? fields.get(name).longValue() : 0;
  }

  /** A number that the form keeps within an int. */
  int smallNumber(String name) {
    return Math.toIntExact(number(name));
  }

  /** The number; null when not given. */
  Integer optionalNumber(String name) {
    return fields.containsKey(name) ? smallNumber(name) : null;
  }

  boolean bool(String name, boolean fallback) {
    return fields.containsKey(name) ? fields.get(name).booleanValue() : fallback;
  }

  /** The strings; none when not given. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (fields.containsKey(name)) {
      fields.get(name).forEach(entry -> texts.add(entry.textValue()));
    }
    return texts;
  }

  /** The strings; null when not given. */
  List<String> optionalTexts(String name) {
    return fields.containsKey(name) ? texts(name) : null;
  }

  /** The field itself, which the form requires. */
  JsonNode node(String name) {
    return fields.get(name);
  }
}
