package org.argonaut.cwmp;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.argonaut.cwmp.SoapException.Kind;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/**
 * Makes the XML tokenizers: Aalto over bytes, without document types and external entities.
 *
 * <p>The tokenizers share one table of names, which is filled here once and then left alone. Closing a tokenizer would
 * add the names it met, so a stranger could make the table grow for ever: therefore nobody closes one (there is nothing
 * to release, the input is an array).
 */
final class Tokenizers {
  /** Above this size the tags are looked through first: a tokenizer takes a whole tag before anyone can count. */
  private static final int GUARDED_BYTES = 64 << 10;

  private static final int MAX_ATTRIBUTES = 512;

  private static final InputFactoryImpl FACTORY = factory();

  private Tokenizers() {}

  /**
   * A tokenizer over UTF-8 bytes.
   *
   * @throws SoapException a tag has more attributes than any honest one
   */
  static XMLStreamReader2 over(byte[] bytes, int start, int length) throws SoapException, XMLStreamException {
    if (length > GUARDED_BYTES) {
      guardTags(bytes, start, start + length);
    }
    return (XMLStreamReader2) FACTORY.createXMLStreamReader(new Stax2ByteArraySource(bytes, start, length));
  }

  private static InputFactoryImpl factory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    for (String prefix : List.of("SOAP-ENV", "soap", "soapenv", "soap-env", "soap_env", "SOAP_ENV", "s", "env")) {
      learn(factory, prefix, List.of("Envelope", "Header", "Body", "Fault", "mustUnderstand", "encodingStyle"));
    }
    for (String prefix : List.of("SOAP-ENC", "soapenc", "soap-enc", "soap_enc", "SOAP_ENC", "enc")) {
      learn(factory, prefix, List.of("arrayType", "Array"));
    }
    learn(factory, "xsi", List.of("type", "nil"));
    learn(factory, "xsd", List.of("string"));
    learn(factory, "cwmp", List.of("ID", "Fault", "HoldRequests", "NoMoreRequests", "SupportedCWMPVersions"));
    learn(factory, "cwmp", MethodNames.ALL);
    learn(factory, "", MethodNames.ALL);
    learn(factory, "", FieldNames.ALL);
    return factory;
  }

  private static void learn(InputFactoryImpl factory, String prefix, List<String> names) {
    StringBuilder xml = new StringBuilder("<names");
    String qualifier = prefix.isEmpty() ? "" : prefix + ":";
    xml.append(prefix.isEmpty() ? " xmlns" : " xmlns:").append(prefix).append("=\"urn:any\">");
    names.forEach(name -> xml.append('<').append(qualifier).append(name).append("/>"));
    byte[] bytes = xml.append("</names>").toString().getBytes(StandardCharsets.UTF_8);
    try {
      XMLStreamReader2 reader = (XMLStreamReader2) factory.createXMLStreamReader(new Stax2ByteArraySource(bytes, 0, bytes.length));
      while (reader.hasNext()) {
        reader.next();
      }
      reader.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the names of CWMP are no XML names: " + xml, e);
    }
  }

  private static void guardTags(byte[] bytes, int start, int end) throws SoapException {
    int line = 1;
    for (int at = start; at < end; at++) {
      if (bytes[at] == '\n') {
        line++;
      } else if (bytes[at] == '<') {
        if (at + 1 < end && bytes[at + 1] == '!') {
          continue; // a comment or CDATA: what looks like a tag in it is counted too, and does no harm
        }
        if (attributes(bytes, at, end) > MAX_ATTRIBUTES) {
          throw new SoapException(Kind.TOO_MANY, line, 1, "a tag with more than " + MAX_ATTRIBUTES + " attributes");
        }
      }
    }
  }

  /** Quoted values in the tag that begins here, counted up to one more than are allowed. */
  private static int attributes(byte[] bytes, int tag, int end) {
    int count = 0;
    byte quote = 0;
    for (int at = tag + 1; at < end && count <= MAX_ATTRIBUTES; at++) {
      byte b = bytes[at];
      if (b == '<') {
        break; // not even a value may hold one; so each byte is looked at once
      } else if (quote != 0) {
        quote = b == quote ? 0 : quote;
      } else if (b == '"' || b == '\'') {
        quote = b;
        count++;
      } else if (b == '>') {
        break;
      }
    }
    return count;
  }
}
