package org.argonaut.datamodel.xml;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.argonaut.datamodel.Protocols;

/** One file: what it defines and what it imports, by name. */
final class Document {
  /** More hops from import to import are a circle. */
  private static final int MAX_HOPS = 32;

  private final Path file;
  private final Element root;
  private final Map<String, Item> items = new HashMap<>();

  /**
   * Something with a name: defined here ({@code element}), or imported ({@code from}, under {@code name} there).
   *
   * @param element null: imported
   * @param from null: defined here, or the file to import from is missing
   */
  private record Item(Element element, Document from, String name) {}

  /** A definition and the file whose names it uses. */
  record Definition(Document document, Element element) {}

  Document(Path file, Element root) {
    this.file = file;
    this.root = root;
    for (Element child : root.children()) {
      String name = child.attribute("name");
      if (name != null) {
        items.putIfAbsent(key(child.name(), name), new Item(child, null, name));
      }
    }
  }

  /** Makes something of another file known here; null if that file is missing. */
  void bind(String kind, String name, Document from, String nameThere) {
    items.putIfAbsent(key(kind, name), new Item(null, from, nameThere));
  }

  private static String key(String kind, String name) {
    return kind + " " + name;
  }

  /** The definition of a {@code dataType}, {@code component} or {@code model}, here or wherever it is imported from; null: none. */
  Definition definition(String kind, String name) {
    Document at = this;
    String sought = name;
    for (int hops = 0; hops < MAX_HOPS && at != null; hops++) {
      Item item = at.items.get(key(kind, sought));
      if (item == null) {
        return null;
      }
      if (item.element != null) {
        return new Definition(at, item.element);
      }
      sought = item.name;
      at = item.from;
    }
    return null;
  }

  /** Whether the name is imported from a file that is missing, which was told already. */
  boolean isMissing(String kind, String name) {
    Document at = this;
    String sought = name;
    for (int hops = 0; hops < MAX_HOPS; hops++) {
      Item item = at.items.get(key(kind, sought));
      if (item == null || item.element != null) {
        return false;
      }
      if (item.from == null) {
        return true;
      }
      sought = item.name;
      at = item.from;
    }
    return false;
  }

  /** Which protocol the document is for, by the end of its specification's or file's name. */
  Protocols protocols() {
    String names = root.attribute("spec", "") + " " + root.attribute("file", "") + " " + file.getFileName();
    boolean cwmp = names.contains("-cwmp");
    boolean usp = names.contains("-usp") || names.contains(":usp:");
    if (cwmp == usp) {
      return Protocols.BOTH;
    }
    return cwmp ? Protocols.CWMP : Protocols.USP;
  }

  /** For findings: the file as it was given. */
  String name() {
    return file.toString();
  }

  Path file() {
    return file;
  }

  Element root() {
    return root;
  }
}
