package org.argonaut.cwmp;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.argonaut.cwmp.SoapException.Kind;

/**
 * A body as UTF-8, whatever encoding it came in, without byte order mark and XML declaration.
 *
 * <p>Declarations are believed only where they can be true: bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever
 * the sender says; bytes that are not are never UTF-8.
 *
 * @param start where the content begins, after the declaration
 * @param length bytes from there
 * @param lines of the body before the one that {@code start} is in
 * @param columns of that line before {@code start}
 */
record SoapBytes(byte[] bytes, int start, int length, int lines, int columns) {
  /** How far the root element's name is looked for before a broken body is mended. */
  private static final int HEAD = 4_096;

  private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

  static SoapBytes of(byte[] body, String contentTypeCharset) throws SoapException {
    byte[] utf16 = fromUtf16(body);
    if (utf16 != null) {
      return content(utf16, 0);
    }
    int start = body.length > 2 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
    SoapBytes asSent = content(body, start);
    Charset declared = declared(body, start, asSent.start, contentTypeCharset);
    if (declared == null || declared.equals(StandardCharsets.UTF_8) || Utf8.valid(body)) {
      return asSent;
    }
    byte[] recoded = new String(body, start, body.length - start, declared).getBytes(StandardCharsets.UTF_8);
    return content(recoded, 0);
  }

  static SoapBytes ofText(String xml) {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    return new SoapBytes(bytes, 0, bytes.length, 0, 0);
  }

  /** The content, with bytes that are not UTF-8 taken as ISO-8859-1 one by one. */
  String text() {
    return Utf8.decode(bytes, start, start + length);
  }

  /** Whether it is worth mending: a SOAP envelope begins here. */
  boolean resemblesSoap() {
    String head = new String(bytes, start, Math.min(length, HEAD), StandardCharsets.ISO_8859_1);
    return head.contains("Envelope");
  }

  private static SoapBytes content(byte[] bytes, int from) throws SoapException {
    int start = blanksEnd(bytes, from);
    if (start == bytes.length) {
      throw new SoapException(Kind.EMPTY, "an empty body");
    }
    int end = blanksEnd(bytes, declarationEnd(bytes, start));
    int lines = 0;
    int columns = 0;
    for (int i = from; i < end; i++) {
      boolean lineEnd = bytes[i] == '\n';
      lines += lineEnd ? 1 : 0;
      columns = lineEnd ? 0 : columns + 1;
    }
    return new SoapBytes(bytes, end, bytes.length - end, lines, columns);
  }

  /** The end of the white space that begins here, and of the NULs that some send with it. */
  private static int blanksEnd(byte[] bytes, int start) {
    int end = start;
    while (end < bytes.length && bytes[end] <= ' ' && bytes[end] >= 0) {
      end++;
    }
    return end;
  }

  /** The end of the XML declaration that begins here; {@code start} when there is none. */
  private static int declarationEnd(byte[] bytes, int start) {
    String mark = "<?xml ";
    for (int i = 0; i < mark.length(); i++) {
      if (start + i >= bytes.length || bytes[start + i] != mark.charAt(i)) {
        return start;
      }
    }
    for (int i = start + mark.length(); i < Math.min(bytes.length, start + HEAD); i++) {
      if (bytes[i] == '>') {
        return i + 1;
      }
    }
    return start;
  }

  /** The encoding the sender names, null when none or one we do not know; the Content-Type counts first. */
  private static Charset declared(byte[] body, int start, int end, String contentTypeCharset) {
    Charset byHeader = charset(contentTypeCharset);
    if (byHeader != null || start == end) {
      return byHeader;
    }
    if (Utf8Declaration.at(body, start, end)) {
      return StandardCharsets.UTF_8;
    }
    Matcher matcher = ENCODING.matcher(new String(body, start, end - start, StandardCharsets.ISO_8859_1));
    return matcher.find() ? charset(matcher.group(1)) : null;
  }

  private static Charset charset(String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    if (name.equalsIgnoreCase("utf-8")) {
      return StandardCharsets.UTF_8;
    }
    try {
      Charset charset = Charset.forName(name.replace("\"", "").strip());
      // Read as bytes, UTF-16 would have had a byte order mark or zeros; a mere claim of it is wrong.
      return charset.name().startsWith("UTF-") ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null; // an unknown name tells nothing
    }
  }

  /** The body as UTF-8 when it is UTF-16, by its byte order mark or by its first '<'; null otherwise. */
  private static byte[] fromUtf16(byte[] body) {
    if (body.length < 4) {
      return null;
    }
    int first = ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
    Charset charset = switch (first) {
      case 0xFEFF, '<' -> StandardCharsets.UTF_16BE;
      case 0xFFFE, '<' << 8 -> StandardCharsets.UTF_16LE;
      default -> null;
    };
    if (charset == null) {
      return null;
    }
    int mark = first == 0xFEFF || first == 0xFFFE ? 2 : 0;
    return new String(body, mark, body.length - mark, charset).getBytes(StandardCharsets.UTF_8);
  }

  /** The declaration nearly every CPE sends, known without taking it apart. */
  private static final class Utf8Declaration {
    private static final byte[] USUAL = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".getBytes(StandardCharsets.US_ASCII);

    private static boolean at(byte[] body, int start, int end) {
      for (int i = 0; i < USUAL.length; i++) {
        if (start + i >= end || (body[start + i] | 0x20) != (USUAL[i] | 0x20)) {
          return false;
        }
      }
      return true;
    }
  }
}
