package org.argonaut.cpe.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One request, before it is sent. */
public final class HttpCall {
  private final String method;
  private final HttpUrl url;
  private final List<String> headers = new ArrayList<>();
  private byte[] body;
  private long filler;
  private Style style = Style.PLAIN;

  /**
   * How the request is put on the wire.
   *
   * @param http10 HTTP/1.0, connection closed after the answer
   * @param chunked instead of Content-Length
   * @param gzip compressed
   * @param slow in small pieces with pauses
   * @param expectContinue wait for 100 before the body
   */
  public record Style(boolean http10, boolean chunked, boolean gzip, boolean slow, boolean expectContinue) {
    public static final Style PLAIN = new Style(false, false, false, false, false);
  }

  public HttpCall(String method, HttpUrl url) {
    this.method = method;
    this.url = url;
  }

  /** Adds a header; a null value adds nothing. */
  public HttpCall header(String name, String value) {
    if (value != null) {
      headers.add(name);
      headers.add(value);
    }
    return this;
  }

  /** Gives the request a body, which may be empty. */
  public HttpCall body(byte[] bytes) {
    body = bytes;
    return this;
  }

  /** Gives the request a body of so many bytes without meaning, made while it is sent. */
  public HttpCall filler(long length) {
    filler = length;
    return this;
  }

  long filler() {
    return filler;
  }

  public HttpCall style(Style wanted) {
    style = wanted;
    return this;
  }

  public String method() {
    return method;
  }

  public HttpUrl url() {
    return url;
  }

  Style style() {
    return style;
  }

  /** Request line and headers. */
  byte[] head(long bodyLength) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(url.target()).append(style.http10 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    head.append("Host: ").append(url.authority()).append("\r\nUser-Agent: Argonaut-virtual-CPE\r\n");
    for (int n = 0; n < headers.size(); n += 2) {
      head.append(headers.get(n)).append(": ").append(headers.get(n + 1)).append("\r\n");
    }
    if (filler > 0) {
      head.append("Content-Length: ").append(bodyLength).append("\r\n");
    }
    if (body != null) {
      if (style.gzip && body.length > 0) {
        head.append("Content-Encoding: gzip\r\n");
      }
      if (style.chunked && bodyLength > 0) {
        head.append("Transfer-Encoding: chunked\r\n");
      } else {
        head.append("Content-Length: ").append(bodyLength).append("\r\n");
      }
      if (style.expectContinue && bodyLength > 0) {
        head.append("Expect: 100-continue\r\n");
      }
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The body as content-coded, before any chunking; null when the request has none. */
  byte[] codedBody() {
    return body != null && style.gzip && body.length > 0 ? gzip(body) : body;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  /** The body cut into chunks of at most {@code size} bytes (RFC 9112, section 7.1). */
  static byte[] chunks(byte[] body, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 64);
    for (int from = 0; from < body.length; from += size) {
      int length = Math.min(size, body.length - from);
      out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(body, from, length);
      out.writeBytes(new byte[] {'\r', '\n'});
    }
    out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }
}
