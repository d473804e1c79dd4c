package org.argonaut.cwmp;

import java.util.LinkedHashSet;
import java.util.Set;
import org.argonaut.cwmp.SoapException.Kind;

/**
 * Mends what CPEs are known to get wrong and what can be read in one way only: characters that XML 1.0 forbids (dropped,
 * also as references), {@code &} and {@code <} that were meant as text, prefixes that nobody declared, junk before the
 * envelope. Everything else is left as it is, to fail again.
 *
 * <p>Comments and processing instructions go, CDATA becomes plain text; line breaks stay, so that lines keep their
 * numbers.
 */
final class XmlRepair {
  private static final String CDATA = "<![CDATA[";
  /** Characters of the longest reference, to U+10FFFF in hexadecimal with zeros before it. */
  private static final int LONGEST_REFERENCE = 12;
  /** Who makes more mistakes than this in one envelope does not mean XML. */
  private static final int MOST_MENDED = 10_000;

  private final String xml;
  private final StringBuilder out;
  private final Set<String> usedPrefixes = new LinkedHashSet<>();
  private final Set<String> declaredPrefixes = new LinkedHashSet<>(Set.of("xml", "xmlns"));
  private int at;
  private int rootTagEnd = -1;
  private int mended;

  private XmlRepair(String xml) {
    this.xml = xml;
    this.out = new StringBuilder(xml.length() + 256);
  }

  /**
   * The mended document; null when there is too much to mend.
   *
   * @throws SoapException it holds a document type declaration
   */
  static String mend(String xml) throws SoapException {
    return new XmlRepair(xml).mend();
  }

  private String mend() throws SoapException {
    at = Math.max(xml.indexOf('<'), 0);
    for (int i = 0; i < at; i++) {
      if (xml.charAt(i) == '\n') {
        out.append('\n');
      }
    }
    while (at < xml.length() && mended <= MOST_MENDED) {
      switch (xml.charAt(at)) {
        case '<' -> markup();
        case '&' -> ampersand();
        default -> character();
      }
    }
    declarePrefixes();
    return mended <= MOST_MENDED ? out.toString() : null;
  }

  private void markup() throws SoapException {
    if (xml.startsWith("<!--", at)) {
      leaveOut("-->");
    } else if (xml.startsWith(CDATA, at)) {
      cdata();
    } else if (xml.startsWith("<?", at)) {
      leaveOut("?>");
    } else if (xml.startsWith("<!DOCTYPE", at)) {
      throw new SoapException(Kind.FORBIDDEN, "a document type declaration, which SOAP forbids");
    } else {
      int end = tagEnd();
      if (end < 0) {
        out.append("&lt;");
        at++;
        mended++;
      } else {
        tag(end);
      }
    }
  }

  private void leaveOut(String endMark) {
    int end = xml.indexOf(endMark, at + 2);
    int next = end < 0 ? xml.length() : end + endMark.length();
    for (; at < next; at++) {
      if (xml.charAt(at) == '\n') {
        out.append('\n');
      }
    }
  }

  private void cdata() {
    int end = xml.indexOf("]]>", at);
    int next = end < 0 ? xml.length() : end;
    for (at += CDATA.length(); at < next; ) {
      switch (xml.charAt(at)) {
        case '<' -> out.append("&lt;");
        case '&' -> out.append("&amp;");
        default -> {
          character();
          continue;
        }
      }
      at++;
    }
    at = end < 0 ? xml.length() : end + "]]>".length();
  }

  /** The index of the {@code >} that ends the tag which begins here; -1 when this {@code <} begins none. */
  private int tagEnd() {
    int name = at + 1;
    if (name < xml.length() && xml.charAt(name) == '/') {
      name++;
    }
    if (name >= xml.length() || !nameStart(xml.charAt(name))) {
      return -1;
    }
    char quote = 0;
    for (int i = name; i < xml.length(); i++) {
      char c = xml.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '>') {
        return i;
      } else if (c == '<') {
        return -1; // the next tag begins: this was text
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
    }
    return -1;
  }

  private void tag(int end) {
    notePrefixes(end);
    out.append('<');
    for (at++; at < end; ) {
      switch (xml.charAt(at)) {
        case '&' -> ampersand();
        case '<' -> { // in a quoted value
          out.append("&lt;");
          at++;
        }
        default -> character();
      }
    }
    if (rootTagEnd < 0) {
      rootTagEnd = xml.charAt(end - 1) == '/' ? out.length() - 1 : out.length();
    }
    out.append('>');
    at++;
  }

  /** Remembers the prefixes a tag uses; those it declares count only on the root, whose scope is everything. */
  private void notePrefixes(int end) {
    boolean root = rootTagEnd < 0;
    char quote = 0;
    int wordStart = -1;
    for (int i = at + 1; i <= end; i++) {
      char c = xml.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (nameStart(c) || (wordStart >= 0 && (c == '-' || c == '.' || c == ':' || digit(c)))) {
        wordStart = wordStart < 0 ? i : wordStart;
        continue;
      }
      if (wordStart >= 0) {
        notePrefix(xml.substring(wordStart, i), root);
      }
      wordStart = -1;
    }
  }

  private void notePrefix(String name, boolean root) {
    int colon = name.indexOf(':');
    if (colon <= 0) {
      return;
    }
    String prefix = name.substring(0, colon);
    if (!prefix.equals("xmlns")) {
      usedPrefixes.add(prefix);
    } else if (root) {
      declaredPrefixes.add(name.substring(colon + 1));
    }
  }

  private void declarePrefixes() {
    usedPrefixes.removeAll(declaredPrefixes);
    if (rootTagEnd < 0) {
      return;
    }
    StringBuilder declarations = new StringBuilder();
    usedPrefixes.forEach(prefix ->
        declarations.append(" xmlns:").append(prefix).append("=\"urn:undeclared:").append(prefix).append('"'));
    out.insert(rootTagEnd, declarations);
  }

  /** Keeps a reference that XML knows, drops one to a character it forbids, and takes any other {@code &} as text. */
  private void ampersand() {
    int end = xml.indexOf(';', at, Math.min(xml.length(), at + LONGEST_REFERENCE));
    String name = end < 0 ? "" : xml.substring(at + 1, end);
    switch (name) {
      case "amp", "lt", "gt", "quot", "apos" -> out.append('&').append(name).append(';');
      default -> {
        int number = characterNumber(name);
        if (number < 0) {
          out.append("&amp;");
          at++;
          mended++;
          return;
        }
        if (allowed(number)) {
          out.append("&#").append(number).append(';');
        } else {
          mended++;
        }
      }
    }
    at = end + 1;
  }

  /** The number of a character reference {@code #38} or {@code #x26}; -1 when it is none. */
  private static int characterNumber(String name) {
    if (name.length() < 2 || name.charAt(0) != '#') {
      return -1;
    }
    boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    int number = 0;
    int first = hex ? 2 : 1;
    for (int i = first; i < name.length(); i++) {
      int digit = Character.digit(name.charAt(i), hex ? 16 : 10);
      if (digit < 0 || number > Character.MAX_CODE_POINT) {
        return -1;
      }
      number = number * (hex ? 16 : 10) + digit;
    }
    return name.length() == first ? -1 : number;
  }

  private void character() {
    char c = xml.charAt(at++);
    if (Character.isHighSurrogate(c) && at < xml.length() && Character.isLowSurrogate(xml.charAt(at))) {
      out.append(c).append(xml.charAt(at++));
    } else if (allowed(c)) {
      out.append(c);
    } else {
      mended++;
    }
  }

  /** Whether XML 1.0 allows the character. */
  static boolean allowed(int c) {
    return c >= ' '
        ? c < 0xD800 || (c > 0xDFFF && c < 0xFFFE) || (c > 0xFFFF && c <= Character.MAX_CODE_POINT)
        : c == '\n' || c == '\t' || c == '\r';
  }

  private static boolean nameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c > 0x7F && Character.isLetter(c));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
