package org.argonaut.datamodel.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An XML element: local names only, without text. */
final class Element {
  private final String name;
  private final int line;
  private final Map<String, String> attributes;
  private final List<Element> children = new ArrayList<>(2);

  Element(String name, int line, Map<String, String> attributes) {
    this.name = name;
    this.line = line;
    this.attributes = attributes;
  }

  void add(Element child) {
    children.add(child);
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  /** Null: not there. */
  String attribute(String attribute) {
    return attributes.get(attribute);
  }

  String attribute(String attribute, String otherwise) {
    return attributes.getOrDefault(attribute, otherwise);
  }

  boolean isTrue(String attribute) {
    String value = attributes.get(attribute);
    return "true".equals(value) || "1".equals(value);
  }

  List<Element> children() {
    return children;
  }

  List<Element> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  /** The first of that name, null if there is none. */
  Element child(String childName) {
    for (Element child : children) {
      if (child.name.equals(childName)) {
        return child;
      }
    }
    return null;
  }
}
