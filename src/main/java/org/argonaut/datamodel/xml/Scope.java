package org.argonaut.datamodel.xml;

/**
 * Where one is while a model is put together: the file whose names count, and the components it was reached through.
 *
 * @param outer the scope of the one who referred to this component; null: the model
 * @param least the version that earlier ones are raised to; empty: none
 */
record Scope(Document document, Scope outer, String least) {
  private static final int MAX_DEPTH = 40;

  Scope inner(Document other, String version) {
    return new Scope(other, this, version == null || Versions.compare(version, least) < 0 ? least : version);
  }

  boolean isTooDeep() {
    int depth = 0;
    for (Scope at = this; at != null; at = at.outer) {
      depth++;
    }
    return depth > MAX_DEPTH;
  }

  /**
   * The component of that name. One that is virtual gives way to the first of that name in the files on the way here
   * that is not.
   *
   * @return null if there is none
   */
  Document.Definition component(String name) {
    Document.Definition own = document.definition("component", name);
    if (own == null || !own.element().isTrue("virtual")) {
      return own;
    }
    for (Scope at = outer; at != null; at = at.outer) {
      Document.Definition other = at.document.definition("component", name);
      if (other != null && !other.element().isTrue("virtual")) {
        return other;
      }
    }
    return own;
  }

  /** The version of an item: its own or its parent's, but not below the least. */
  String version(Element item, String parent) {
    String own = item.attribute("version", parent);
    return Versions.compare(own, least) < 0 ? least : own;
  }
}
