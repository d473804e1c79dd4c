package org.argonaut.cwmp;

import com.fasterxml.aalto.UncheckedStreamException;
import java.util.Arrays;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.argonaut.cwmp.SoapException.Kind;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.typed.TypedValueDecoder;

/**
 * Walks forward through an envelope, element by element, keeping to the limits and naming the place of every mistake.
 *
 * <p>The one rule of use: whoever is given the cursor on a start tag leaves it on the matching end tag. {@link
 * #nextChild()} until false, {@link #text()} and {@link #skip()} all do.
 */
final class XmlCursor {
  /** Elements, attributes and prefixes of no known meaning in one envelope: bounds what name tables can be made to hold. */
  private static final int MAX_STRANGERS = 8_192;

  /** Characters kept of text that stands where only elements should. */
  private static final int MAX_LOOSE_TEXT = 1_000;

  private final XMLStreamReader2 xml;
  private final Limits limits;
  private final SoapBytes source;
  private final TypeDecoder typeDecoder = new TypeDecoder();
  private String[] path = new String[16];
  private int depth;
  private char[] text = new char[128];
  private int textLength;
  private int entries;
  private String entryName = "";
  private int strangers;

  /**
   * @param xml a tokenizer over the source
   */
  XmlCursor(XMLStreamReader2 xml, Limits limits, SoapBytes source) {
    this.xml = xml;
    this.limits = limits;
    this.source = source;
  }

  /** Moves to the root element. */
  void root() throws SoapException {
    while (next() != XMLStreamConstants.START_ELEMENT) {
      // white space, comments and processing instructions before the root mean nothing
    }
  }

  /** Moves to the next child of the element the cursor is in; false, and on the end tag, when there is none left. */
  boolean nextChild() throws SoapException {
    while (true) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      }
    }
  }

  /** As {@link #nextChild()}, for the elements of a list, which are counted. */
  boolean nextEntry() throws SoapException {
    boolean another = nextChild();
    if (another) {
      entry();
    }
    return another;
  }

  /** Counts the element the cursor is on as an entry of a list. */
  void entry() throws SoapException {
    if (++entries > limits.maxParameters()) {
      throw failure(Kind.TOO_MANY, "more than " + limits.maxParameters() + " list entries in one envelope");
    }
    if (!name().equals(entryName)) { // entries may have any name, but not each its own
      entryName = name();
      stranger();
    }
  }

  /** The local name of the element the cursor is on. */
  String name() {
    return path[depth - 1];
  }

  /** Counts an element, attribute or prefix whose name means nothing here. */
  void stranger() throws SoapException {
    if (++strangers > MAX_STRANGERS) {
      throw failure(Kind.TOO_MANY, "more than " + MAX_STRANGERS + " names that CWMP does not know");
    }
  }

  /** Passes over the element, of no known meaning, and all in it. */
  void skip() throws SoapException {
    stranger();
    int outside = depth - 1;
    while (depth > outside) {
      if (next() == XMLStreamConstants.START_ELEMENT) {
        stranger();
      }
    }
  }

  /** The element's text without white space at its ends. */
  String text() throws SoapException {
    collect();
    int start = trimmedStart();
    return new String(text, start, trimmedEnd(start) - start);
  }

  /** As {@link #text()}, for words that come again and again. */
  String word() throws SoapException {
    collect();
    int start = trimmedStart();
    return Words.of(text, start, trimmedEnd(start) - start);
  }

  /** The element's text as it is. */
  String exactText() throws SoapException {
    collect();
    return new String(text, 0, textLength);
  }

  /** Reads the children of the element the cursor is on, each by {@code child}; the text between them, trimmed. */
  String mixed(Child child) throws SoapException {
    StringBuilder between = new StringBuilder();
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> child.read();
        case XMLStreamConstants.END_ELEMENT -> {
          return between.toString().strip();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          textLength = 0;
          append();
          between.append(text, 0, Math.min(textLength, MAX_LOOSE_TEXT - between.length()));
        }
        default -> {
          // comments and processing instructions mean nothing
        }
      }
    }
  }

  /** Reads the element the cursor is on. */
  @FunctionalInterface
  interface Child {
    void read() throws SoapException;
  }

  /** The element's text as a whole number; {@code fallback} when it is empty or no number. */
  long number(long fallback) throws SoapException {
    return number(fallback, false);
  }

  /** The element's text as a whole number; {@code ifEmpty} when there is none, and a failure when it is something else. */
  long strictNumber(long ifEmpty) throws SoapException {
    return number(ifEmpty, true);
  }

  /** As {@link #number}; numbers that an int cannot hold become its smallest or greatest. */
  int smallNumber(int fallback) throws SoapException {
    return Math.clamp(number(fallback), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private long number(long fallback, boolean strict) throws SoapException {
    collect();
    int at = trimmedStart();
    int end = trimmedEnd(at);
    if (at == end) {
      return fallback;
    }
    int start = at;
    boolean negative = text[at] == '-';
    if (negative || text[at] == '+') {
      at++;
    }
    long number = 0;
    boolean digits = at < end && end - at <= 18;
    for (; digits && at < end; at++) {
      digits = text[at] >= '0' && text[at] <= '9';
      number = number * 10 + (text[at] - '0');
    }
    if (digits) {
      return negative ? -number : number;
    }
    if (strict) {
      depth++; // back into the element, whose end tag has been read
      throw failure(Kind.INVALID, "'" + shortened(new String(text, start, end - start)) + "' is no whole number");
    }
    return fallback;
  }

  /** The element's text as a boolean: {@code true} and {@code 1} are true, all else is false. */
  boolean bool() throws SoapException {
    collect();
    int start = trimmedStart();
    int length = trimmedEnd(start) - start;
    return (length == 1 && text[start] == '1')
        || (length == 4 && new String(text, start, 4).equalsIgnoreCase("true"));
  }

  /** The type the element's {@code xsi:type} attribute names, canonical; null when there is none. */
  String type() throws SoapException {
    for (int i = 0, count = xml.getAttributeCount(); i < count; i++) {
      if (xml.getAttributeLocalName(i).equals("type")) {
        try {
          xml.getAttributeAs(i, typeDecoder);
        } catch (XMLStreamException e) {
          throw broken(e);
        }
        return typeDecoder.type;
      }
    }
    return null;
  }

  /** The tokenizer itself, on the element's start tag, for those who look at more than names and text. */
  XMLStreamReader2 tokenizer() {
    return xml;
  }

  /** The next event inside the element, for those who copy XML. */
  int next() throws SoapException {
    try {
      int event = xml.next();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> enter();
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.DTD ->
            throw failure(Kind.FORBIDDEN, "a document type declaration, which SOAP forbids");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw failure(Kind.MALFORMED, "an entity that nobody declared: &" + shortened(xml.getLocalName()) + ";");
        default -> {
          return event;
        }
      }
      return event;
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  /** The text of the current event. */
  String segment() throws SoapException {
    try {
      return xml.getText();
    } catch (UncheckedStreamException e) {
      throw broken((XMLStreamException) e.getCause());
    }
  }

  private void enter() throws SoapException {
    if (depth == limits.maxDepth()) {
      throw failure(Kind.TOO_DEEP, "elements nested deeper than " + limits.maxDepth());
    }
    if (depth == path.length) {
      path = Arrays.copyOf(path, depth * 2);
    }
    path[depth++] = xml.getLocalName();
    for (int i = 0, count = xml.getAttributeCount(); i < count; i++) {
      if (!familiarAttribute(xml.getAttributeLocalName(i))) {
        stranger();
      }
    }
    for (int i = 0, count = xml.getNamespaceCount(); i < count; i++) {
      if (!familiarPrefix(xml.getNamespacePrefix(i))) {
        stranger();
      }
    }
  }

  private static boolean familiarAttribute(String name) {
    return switch (name) {
      case "type", "arrayType", "mustUnderstand", "encodingStyle", "nil" -> true;
      default -> false;
    };
  }

  private static boolean familiarPrefix(String prefix) {
    return switch (prefix) {
      case null -> true;
      case "", "xsi", "xsd", "cwmp", "soap", "soapenv", "soapenc", "SOAP-ENV", "SOAP-ENC" -> true;
      default -> false;
    };
  }

  /** Gathers the text up to the element's end; that of elements inside it, which should not be there, too. */
  private void collect() throws SoapException {
    textLength = 0;
    int inside = depth;
    while (true) {
      switch (next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> append();
        case XMLStreamConstants.START_ELEMENT -> stranger();
        case XMLStreamConstants.END_ELEMENT -> {
          if (depth < inside) {
            return;
          }
        }
        default -> {
          // comments and processing instructions mean nothing
        }
      }
    }
  }

  private void append() throws SoapException {
    try {
      char[] segment = xml.getTextCharacters();
      int start = xml.getTextStart();
      int length = xml.getTextLength();
      if (textLength + length > limits.maxStringLength()) {
        throw failure(Kind.TOO_LARGE, "a value longer than " + limits.maxStringLength() + " characters");
      }
      if (textLength + length > text.length) {
        text = Arrays.copyOf(text, Math.max(text.length * 2, textLength + length));
      }
      System.arraycopy(segment, start, text, textLength, length);
      textLength += length;
    } catch (UncheckedStreamException e) {
      throw broken((XMLStreamException) e.getCause());
    }
  }

  private int trimmedStart() {
    int start = 0;
    while (start < textLength && text[start] <= ' ') {
      start++;
    }
    return start;
  }

  private int trimmedEnd(int start) {
    int end = textLength;
    while (end > start && text[end - 1] <= ' ') {
      end--;
    }
    return end;
  }

  /** A failure at the cursor's place. */
  SoapException failure(Kind kind, String what) {
    return failure(kind, what, xml.getLocation());
  }

  private SoapException failure(Kind kind, String what, Location place) {
    String where = depth == 0 ? "" : "in " + place() + ": ";
    int line = place.getLineNumber();
    // On its first line the tokenizer counts columns from the start of the array.
    int column = place.getColumnNumber() + (line == 1 ? source.columns() - source.start() : 0);
    return new SoapException(kind, line + source.lines(), column, where + what);
  }

  private SoapException broken(XMLStreamException e) {
    Location place = e.getLocation() == null ? xml.getLocation() : e.getLocation();
    String what = e.getMessage() == null ? "not XML" : e.getMessage();
    int location = what.indexOf("\n at [row"); // the tokenizer's own way to name the place
    return failure(Kind.MALFORMED, shortened(location < 0 ? what : what.substring(0, location)), place);
  }

  /** Where the cursor is: {@code Envelope/Body/Inform/DeviceId}. */
  private String place() {
    StringBuilder place = new StringBuilder();
    for (int i = 0; i < Math.min(depth, 10); i++) {
      place.append(i == 0 ? "" : "/").append(shortened(path[i]));
    }
    return depth > 10 ? place.append("/...").toString() : place.toString();
  }

  private static String shortened(String sent) {
    return sent.length() <= 200 ? sent : sent.substring(0, 200) + "...";
  }

  /** Takes an attribute's characters where they stand in the tokenizer's buffer. */
  private static final class TypeDecoder extends TypedValueDecoder {
    private String type;

    @Override
    public void decode(String input) {
      type = XsdTypes.canonical(input);
    }

    @Override
    public void decode(char[] buffer, int start, int end) {
      type = XsdTypes.canonical(Words.of(buffer, start, end - start));
    }

    @Override
    public void handleEmptyValue() {
      type = null;
    }
  }
}
