package org.argonaut.datamodel.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the plain entities that a document's own internal subset declares, and takes the document type out, so that
 * the tokenizer never sees one. TR-106 names parts of its patterns that way. Entities are text here, never markup;
 * external and parameter entities are not read; what is replaced is bounded.
 */
final class Entities {
  private static final int MAX_ENTITIES = 200;
  private static final int MAX_VALUE = 10_000;
  private static final int MAX_EXPANDED = 1_000_000;
  private static final Pattern DECLARATION =
      Pattern.compile("<!ENTITY\\s++([A-Za-z_][\\w.-]*+)\\s++(?:\"([^\"]*+)\"|'([^']*+)')\\s*+>");
  private static final Pattern USE = Pattern.compile("&([A-Za-z_][\\w.-]*+);");

  private final Map<String, String> values = new HashMap<>();
  private int expanded;

  private Entities() {}

  /** The text without document type and with its entities replaced; lines stay where they are. */
  static String resolve(String xml) throws BadXml {
    int start = documentType(xml);
    if (start < 0) {
      return xml;
    }
    int end = endOfDocumentType(xml, start);
    Entities entities = new Entities();
    entities.declare(xml, start, end);
    String blank = "\n".repeat((int) xml.substring(start, end).chars().filter(c -> c == '\n').count());
    return xml.substring(0, start) + blank + entities.replace(xml, end);
  }

  /** Where the document type begins, behind declarations and comments only; -1: there is none. */
  private static int documentType(String xml) {
    int at = 0;
    while (at < xml.length()) {
      if (Character.isWhitespace(xml.charAt(at))) {
        at++;
      } else if (xml.startsWith("<?", at)) {
        at = behind(xml, "?>", at);
      } else if (xml.startsWith("<!--", at)) {
        at = behind(xml, "-->", at);
      } else {
        return xml.startsWith("<!DOCTYPE", at) ? at : -1;
      }
    }
    return -1;
  }

  private static int behind(String xml, String end, int from) {
    int at = xml.indexOf(end, from);
    return at < 0 ? xml.length() : at + end.length();
  }

  private static int endOfDocumentType(String xml, int start) throws BadXml {
    boolean subset = false;
    char quote = 0;
    for (int i = start; i < xml.length(); i++) {
      char c = xml.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (xml.startsWith("<!--", i)) {
        i = Math.max(i, xml.indexOf("-->", i));
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        subset = true;
      } else if (c == ']') {
        subset = false;
      } else if (c == '>' && !subset) {
        return i + 1;
      }
    }
    throw new BadXml(lineAt(xml, start), "the document type has no end");
  }

  private void declare(String xml, int start, int end) throws BadXml {
    Matcher declarations = DECLARATION.matcher(xml).region(start, end);
    while (declarations.find()) {
      String value = declarations.group(2) == null ? declarations.group(3) : declarations.group(2);
      if (values.size() >= MAX_ENTITIES || value.length() > MAX_VALUE) {
        throw new BadXml(
            lineAt(xml, declarations.start()),
            "more than " + MAX_ENTITIES + " entities, or one of more than " + MAX_VALUE + " characters");
      }
      // One that uses others is replaced at once with what is known so far: it can therefore never contain itself.
      values.putIfAbsent(declarations.group(1), expand(xml, declarations.start(), value));
    }
  }

  private String expand(String xml, int at, String text) throws BadXml {
    Matcher uses = USE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (uses.find()) {
      String value = values.get(uses.group(1));
      count(xml, at, value);
      uses.appendReplacement(out, Matcher.quoteReplacement(value == null ? uses.group() : value));
    }
    return uses.appendTail(out).toString();
  }

  private String replace(String xml, int from) throws BadXml {
    Matcher uses = USE.matcher(xml).region(from, xml.length());
    StringBuilder out = new StringBuilder(xml.length() - from + 1000);
    int done = from;
    while (uses.find()) {
      String value = values.get(uses.group(1));
      if (value != null) {
        count(xml, uses.start(), value);
        out.append(xml, done, uses.start()).append(asText(value));
        done = uses.end();
      }
    }
    return out.append(xml, done, xml.length()).toString();
  }

  private void count(String xml, int at, String value) throws BadXml {
    expanded += value == null ? 0 : value.length();
    if (expanded > MAX_EXPANDED) {
      throw new BadXml(lineAt(xml, at), "entities that grow beyond " + MAX_EXPANDED + " characters");
    }
  }

  private static String asText(String value) {
    return value.replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&apos;").replace("\n", " ");
  }

  private static int lineAt(String text, int at) {
    return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }
}
