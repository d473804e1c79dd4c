package org.argonaut.cwmp;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.argonaut.cwmp.SoapException.Kind;
import org.argonaut.cwmp.XmlFragment.Prefix;

/**
 * Reads SOAP envelopes as real CPEs write them (TR-069 3.5): one pass over the bytes, straight into records.
 *
 * <p>Names count, prefixes and namespaces do not; fields may come in any order, be missing or be unknown. What is no XML at
 * all is mended where only one reading is possible ({@link XmlRepair}) and read a second time; that costs nothing for
 * envelopes that are well-formed.
 */
public final class SoapReader {
  private final SoapBytes source;
  private final Limits limits;
  private final Direction direction;

  private String id;
  private CwmpVersion version;
  private CwmpVersion negotiated;

  private SoapReader(SoapBytes source, Limits limits, Direction direction) {
    this.source = source;
    this.limits = limits;
    this.direction = direction;
  }

  /**
   * Reads one envelope.
   *
   * @param body after content decoding (gzip, chunks)
   * @param contentTypeCharset the charset of the Content-Type header; null when it named none
   * @throws SoapException the only way this fails, whatever the bytes
   */
  public static Envelope read(byte[] body, String contentTypeCharset, Limits limits, Direction direction)
      throws SoapException {
    if (body.length > limits.maxBytes()) {
      throw new SoapException(Kind.TOO_LARGE, "a body of " + body.length + " bytes, more than " + limits.maxBytes());
    }
    SoapBytes source = SoapBytes.of(body, contentTypeCharset);
    SoapReader reader = new SoapReader(source, limits, direction);
    try {
      return reader.read(body.length);
    } catch (SoapException asSent) {
      if (asSent.kind() != Kind.MALFORMED || !source.resemblesSoap()) {
        throw asSent;
      }
      return readMended(source.text(), body.length, limits, direction, asSent);
    }
  }

  /** As {@link #read(byte[], String, Limits, Direction)} with the usual limits. */
  public static Envelope read(byte[] body, String contentTypeCharset, Direction direction) throws SoapException {
    return read(body, contentTypeCharset, Limits.STANDARD, direction);
  }

  private static Envelope readMended(
      String text, int rawBytes, Limits limits, Direction direction, SoapException asSent) throws SoapException {
    try {
      String mended = XmlRepair.mend(text);
      if (mended == null) {
        throw asSent;
      }
      return new SoapReader(SoapBytes.ofText(mended), limits, direction).read(rawBytes);
    } catch (SoapException stillBroken) {
      if (stillBroken.kind() != Kind.MALFORMED) {
        throw stillBroken;
      }
      Envelope fault = FaultSalvage.find(text, rawBytes);
      if (fault == null) {
        throw asSent;
      }
      return fault;
    }
  }

  private Envelope read(int rawBytes) throws SoapException {
    XmlCursor cursor;
    try {
      cursor = new XmlCursor(Tokenizers.over(source.bytes(), source.start(), source.length()), limits, source);
    } catch (XMLStreamException e) {
      throw new SoapException(Kind.MALFORMED, 1, 1, "no XML: " + e.getMessage());
    }
    try {
      Message message = envelope(cursor);
      // An answer is told by its id, so white space that the CPE put around ours must go; an id of the CPE's own comes
      // back to it as it is.
      String known = id != null && message instanceof CpeAnswer ? id.strip() : id;
      return new Envelope(known, version == null ? CwmpVersion.V1_0 : version, message, rawBytes, negotiated);
    } catch (RuntimeException e) {
      // Input that the tokenizer itself stumbles over is bad input too, not an error of ours.
      throw cursor.failure(Kind.MALFORMED, "the XML tokenizer gave up: " + e);
    }
  }

  private Message envelope(XmlCursor cursor) throws SoapException {
    cursor.root();
    if (!cursor.name().equals("Envelope")) {
      throw cursor.failure(Kind.NOT_SOAP, "the root element is '" + cursor.name() + "', expected a SOAP Envelope");
    }
    noteVersion(cursor);
    List<Prefix> prefixes = new ArrayList<>();
    XmlFragment.addDeclared(cursor, prefixes);
    Message message = null;
    while (cursor.nextChild()) {
      switch (cursor.name()) {
        case "Header" -> header(cursor);
        case "Body" -> message = message == null ? body(cursor, prefixes) : again(cursor, message);
        default -> cursor.skip();
      }
    }
    if (message == null) {
      throw cursor.failure(Kind.NOT_SOAP, "the envelope has no Body with a method in it");
    }
    return message;
  }

  private static Message again(XmlCursor cursor, Message first) throws SoapException {
    cursor.skip();
    return first;
  }

  private void header(XmlCursor cursor) throws SoapException {
    while (cursor.nextChild()) {
      switch (cursor.name()) {
        case "ID" -> {
          noteVersion(cursor);
          id = cursor.exactText();
        }
        case "SupportedCWMPVersions" -> negotiated = newest(cursor.text());
        default -> cursor.skip();
      }
    }
  }

  private Message body(XmlCursor cursor, List<Prefix> prefixes) throws SoapException {
    XmlFragment.addDeclared(cursor, prefixes);
    noteVersion(cursor);
    Message message = null;
    while (cursor.nextChild()) {
      if (message != null) {
        cursor.skip(); // MaxEnvelopes is 1: the first method counts
        continue;
      }
      noteVersion(cursor);
      CwmpVersion own = CwmpVersion.ofNamespace(cursor.tokenizer().getNamespaceURI());
      version = own == null ? version : own;
      message = message(cursor, prefixes);
    }
    return message;
  }

  private Message message(XmlCursor cursor, List<Prefix> prefixes) throws SoapException {
    if (cursor.name().equals("Fault")) {
      return FaultReader.read(cursor, source);
    }
    return switch (direction) {
      case FROM_CPE -> {
        AcsMethod method = AcsMethodReader.read(cursor);
        if (method != null) {
          yield method;
        }
        CpeAnswer answer = CpeAnswerReader.read(cursor);
        if (answer != null) {
          yield answer;
        }
        String name = cursor.name();
        if (name.endsWith("Response")) {
          yield new CpeAnswer.VendorAnswer(name, XmlFragment.copy(cursor, limits, prefixes));
        }
        cursor.skip();
        yield new AcsMethod.UnknownMethod(name);
      }
      case TO_CPE -> {
        CpeMethod method = CpeMethodReader.read(cursor);
        if (method != null) {
          yield method;
        }
        AcsAnswer answer = AcsAnswerReader.read(cursor);
        if (answer != null) {
          yield answer;
        }
        yield new CpeMethod.VendorMethod(cursor.name(), XmlFragment.copy(cursor, limits, prefixes));
      }
    };
  }

  /** Remembers the CWMP namespace wherever one is declared: some CPEs declare it and do not use it. */
  private void noteVersion(XmlCursor cursor) {
    var xml = cursor.tokenizer();
    for (int i = 0, count = xml.getNamespaceCount(); i < count && version == null; i++) {
      version = CwmpVersion.ofNamespace(xml.getNamespaceURI(i));
    }
  }

  private static CwmpVersion newest(String numbers) {
    CwmpVersion newest = null;
    for (String number : numbers.split(",", 32)) {
      CwmpVersion one = CwmpVersion.ofNumber(number);
      if (one != null && (newest == null || one.compareTo(newest) > 0)) {
        newest = one;
      }
    }
    return newest;
  }
}
