package org.argonaut.cwmp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.argonaut.cwmp.CpeMethod.AttributeChange;

/**
 * XML as UTF-8 bytes, written front to back into a buffer that is used again. Elements are always opened and closed by two
 * tags: some CPEs do not know {@code <Empty/>}.
 */
final class XmlBuffer {
  private static final int SMALLEST = 4 << 10;
  /** A buffer that one huge message made larger than this is not kept. */
  private static final int LARGEST_KEPT = 256 << 10;

  private byte[] bytes = new byte[SMALLEST];
  private int size;
  private Dialect dialect = Dialect.STANDARD;

  /** Begins a new document. */
  XmlBuffer reset(Dialect spoken) {
    size = 0;
    dialect = spoken;
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[SMALLEST];
    }
    return this;
  }

  /** The document. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Markup made beforehand. */
  XmlBuffer raw(byte[] markup) {
    room(markup.length);
    System.arraycopy(markup, 0, bytes, size, markup.length);
    size += markup.length;
    return this;
  }

  /** Markup of ASCII characters. */
  XmlBuffer raw(String markup) {
    int length = markup.length();
    room(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) markup.charAt(i);
    }
    return this;
  }

  /** Markup of any characters; those that XML forbids are dropped. */
  XmlBuffer fragment(String xml) {
    characters(xml, false);
    return this;
  }

  XmlBuffer open(String tag) {
    return raw("<").raw(tag).raw(">");
  }

  XmlBuffer close(String tag) {
    return raw("</").raw(tag).raw(">");
  }

  /** {@code <tag SOAP-ENC:arrayType="type[count]">}; a type of CWMP or XML Schema with its prefix. */
  XmlBuffer openArray(String tag, String type, int count) {
    return raw("<").raw(tag).raw(" SOAP-ENC:arrayType=\"").raw(type).raw("[").number(count).raw("]\">");
  }

  /** An element with a text; null counts as empty. */
  XmlBuffer element(String tag, String text) {
    return open(tag).text(text).close(tag);
  }

  /** An element with a text, left out when that is null. */
  XmlBuffer optional(String tag, String text) {
    return text == null ? this : element(tag, text);
  }

  XmlBuffer element(String tag, long number) {
    return open(tag).number(number).close(tag);
  }

  XmlBuffer element(String tag, boolean value) {
    return element(tag, bool(value));
  }

  XmlBuffer element(String tag, Instant time) {
    return element(tag, Times.format(time, dialect.dateTimeMillis()));
  }

  /** A list of strings, each in a {@code <string>}. */
  XmlBuffer strings(String tag, List<String> strings) {
    openArray(tag, XsdTypes.STRING, strings.size());
    for (String string : strings) {
      element("string", string);
    }
    return close(tag);
  }

  /** A ParameterList of ParameterValueStructs. */
  XmlBuffer values(List<ParameterValue> values) {
    openArray("ParameterList", "cwmp:ParameterValueStruct", values.size());
    for (ParameterValue value : values) {
      raw("<ParameterValueStruct><Name>").text(value.name()).raw("</Name><Value xsi:type=\"");
      String type = type(value.type());
      raw(type).raw("\">").text(spoken(value.value(), type)).raw("</Value></ParameterValueStruct>");
    }
    return close("ParameterList");
  }

  /** One SetParameterAttributesStruct. */
  XmlBuffer attributeChange(AttributeChange change) {
    open("SetParameterAttributesStruct").element("Name", change.name());
    element("NotificationChange", change.notification() != null);
    element("Notification", change.notification() == null ? 0 : change.notification());
    element("AccessListChange", change.accessList() != null);
    strings("AccessList", change.accessList() == null ? List.of() : change.accessList());
    return close("SetParameterAttributesStruct");
  }

  /** Text, escaped; characters that XML forbids are dropped. */
  XmlBuffer text(String text) {
    if (text != null) {
      characters(text, true);
    }
    return this;
  }

  XmlBuffer number(long number) {
    if (number >= 0 && number < 10) {
      room(1);
      bytes[size++] = (byte) ('0' + number);
      return this;
    }
    return raw(Long.toString(number));
  }

  private String bool(boolean value) {
    return dialect.booleansAsDigits() ? (value ? "1" : "0") : (value ? "true" : "false");
  }

  /** The type to write: one whose prefix the envelope declares, a string when none is known. */
  private static String type(String known) {
    String type = XsdTypes.canonical(known);
    return type != null && XsdTypes.writable(type) ? type : XsdTypes.STRING;
  }

  /** The value as the CPE's dialect has it. The standard dialect leaves values alone: whoever gave them meant them. */
  private String spoken(String value, String type) {
    if (dialect.booleansAsDigits() && type.equals(XsdTypes.BOOLEAN)) {
      return value.equals("true") ? "1" : value.equals("false") ? "0" : value;
    }
    if (dialect.dateTimeMillis() && type.equals(XsdTypes.DATE_TIME) && value.indexOf('.') < 0) {
      Instant time = Times.parse(value);
      return time.equals(Times.UNKNOWN) ? value : Times.format(time, true);
    }
    return value;
  }

  private void characters(String text, boolean escape) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      room(Escapes.LONGEST);
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c, escape);
      } else if (c < 0x800) {
        bytes[size++] = (byte) (0xC0 | (c >> 6));
        bytes[size++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
        astral(Character.toCodePoint(c, text.charAt(++i)));
      } else if (XmlRepair.allowed(c)) {
        bytes[size++] = (byte) (0xE0 | (c >> 12));
        bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (c & 0x3F));
      }
    }
  }

  private void ascii(char c, boolean escape) {
    if (escape && (c == '&' || c == '<' || c == '>' || c == '\r')) {
      raw(switch (c) {
        case '&' -> Escapes.AMP;
        case '<' -> Escapes.LT;
        case '>' -> Escapes.GT;
        default -> Escapes.CR;
      });
    } else if (XmlRepair.allowed(c)) {
      bytes[size++] = (byte) c;
    }
  }

  private void astral(int codePoint) {
    bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
    bytes[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
    bytes[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    bytes[size++] = (byte) (0x80 | (codePoint & 0x3F));
  }

  private void room(long more) {
    long needed = size + more;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(bytes.length * 2L, needed)));
    }
  }

  private static final class Escapes {
    private static final int LONGEST = 5;
    private static final byte[] AMP = "&amp;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LT = "&lt;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GT = "&gt;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CR = "&#13;".getBytes(StandardCharsets.US_ASCII);
  }
}
