package org.argonaut.cwmp;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import org.argonaut.cwmp.SoapException.Kind;
import org.codehaus.stax2.XMLStreamReader2;

/** Copies one element out of an envelope so that it stands alone: well-formed, with the namespaces it needs declared. */
final class XmlFragment {
  private final XmlCursor cursor;
  private final XMLStreamReader2 xml;
  private final int maxLength;
  private final StringBuilder out = new StringBuilder(256);

  private XmlFragment(XmlCursor cursor, Limits limits) {
    this.cursor = cursor;
    this.xml = cursor.tokenizer();
    this.maxLength = limits.maxStringLength();
  }

  /** A prefix and what it stands for; the default namespace has the empty prefix. */
  record Prefix(String prefix, String uri) {}

  /**
   * The element the cursor is on.
   *
   * @param inherited prefixes declared around it, the outermost first
   */
  static String copy(XmlCursor cursor, Limits limits, List<Prefix> inherited) throws SoapException {
    return new XmlFragment(cursor, limits).copy(inherited);
  }

  /** Adds the prefixes declared by the element the cursor is on, in place of those of the same name. */
  static void addDeclared(XmlCursor cursor, List<Prefix> prefixes) {
    XMLStreamReader2 xml = cursor.tokenizer();
    for (int i = 0, count = xml.getNamespaceCount(); i < count; i++) {
      String prefix = orEmpty(xml.getNamespacePrefix(i));
      prefixes.removeIf(outer -> outer.prefix().equals(prefix));
      prefixes.add(new Prefix(prefix, orEmpty(xml.getNamespaceURI(i))));
    }
  }

  private String copy(List<Prefix> inherited) throws SoapException {
    List<Prefix> prefixes = new ArrayList<>(inherited);
    addDeclared(cursor, prefixes);
    startTag(prefixes);
    for (int open = 1; open > 0; ) {
      switch (cursor.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          cursor.stranger();
          List<Prefix> own = new ArrayList<>();
          addDeclared(cursor, own);
          startTag(own);
          open++;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          out.append("</");
          name(xml.getPrefix(), xml.getLocalName());
          out.append('>');
          open--;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            escape(cursor.segment(), false);
        default -> {
          // comments and processing instructions are not part of a message
        }
      }
      if (out.length() > maxLength) {
        throw cursor.failure(Kind.TOO_LARGE, "a vendor's message longer than " + maxLength + " characters");
      }
    }
    return out.toString();
  }

  private void startTag(List<Prefix> prefixes) {
    out.append('<');
    name(xml.getPrefix(), xml.getLocalName());
    for (Prefix declared : prefixes) {
      out.append(declared.prefix().isEmpty() ? " xmlns" : " xmlns:").append(declared.prefix()).append("=\"");
      escape(declared.uri(), true);
      out.append('"');
    }
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      out.append(' ');
      name(xml.getAttributePrefix(i), xml.getAttributeLocalName(i));
      out.append("=\"");
      escape(xml.getAttributeValue(i), true);
      out.append('"');
    }
    out.append('>');
  }

  private void name(String prefix, String local) {
    if (!orEmpty(prefix).isEmpty()) {
      out.append(prefix).append(':');
    }
    out.append(local);
  }

  private void escape(String text, boolean attribute) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        case '"' -> out.append(attribute ? "&quot;" : "\"");
        case '\n' -> out.append(attribute ? "&#10;" : "\n");
        case '\t' -> out.append(attribute ? "&#9;" : "\t");
        default -> out.append(c);
      }
    }
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
