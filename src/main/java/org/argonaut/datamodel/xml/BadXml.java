package org.argonaut.datamodel.xml;

/** A file that cannot be read as XML, or is too much; says where. */
final class BadXml extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  BadXml(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
