package org.argonaut.datamodel.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/** Reads a file into elements, without what people read only, and within limits. */
final class XmlTree {
  static final long MAX_BYTES = 64L << 20;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 2_000_000;
  private static final int MAX_ATTRIBUTES = 64;
  private static final Set<String> SKIPPED =
      Set.of("description", "bibliography", "glossary", "abbreviations", "template", "profile");

  private XmlTree() {}

  /**
   * The root element.
   *
   * @throws IOException the file cannot be read
   * @throws BadXml it is no XML, or too much
   */
  static Element read(Path file) throws IOException, BadXml {
    if (Files.size(file) > MAX_BYTES) {
      throw new BadXml(0, "more than " + (MAX_BYTES >> 20) + " MB; a data model is a tenth of that");
    }
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  static Element parse(String text) throws BadXml {
    String xml = Entities.resolve(text.startsWith("\uFEFF") ? text.substring(1) : text);
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    XMLStreamReader reader = null;
    try {
      reader = factory.createXMLStreamReader(new Stax2ByteArraySource(bytes, 0, bytes.length));
      return read(reader);
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw new BadXml(line, "no well-formed XML: " + firstLine(e.getMessage()));
    } catch (RuntimeException e) {
      // The tokenizer answers some broken input with whatever its arrays threw.
      throw new BadXml(reader == null ? 0 : reader.getLocation().getLineNumber(), "no well-formed XML");
    }
  }

  private static Element read(XMLStreamReader reader) throws XMLStreamException, BadXml {
    Deque<Element> open = new ArrayDeque<>();
    Element root = null;
    int skipping = 0;
    int elements = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      int line = reader.getLocation().getLineNumber();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (++elements > MAX_ELEMENTS || open.size() + skipping >= MAX_DEPTH) {
          throw new BadXml(line, "more than " + MAX_ELEMENTS + " elements, or " + MAX_DEPTH + " inside each other");
        }
        if (skipping > 0 || SKIPPED.contains(reader.getLocalName())) {
          skipping++;
          continue;
        }
        Element element = element(reader, line);
        if (root == null) {
          root = element;
        } else {
          open.getLast().add(element);
        }
        open.addLast(element);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (skipping > 0) {
          skipping--;
        } else {
          open.removeLast();
        }
      }
    }
    if (root == null) {
      throw new BadXml(1, "no element");
    }
    return root;
  }

  private static Element element(XMLStreamReader reader, int line) throws BadXml {
    int count = reader.getAttributeCount();
    if (count > MAX_ATTRIBUTES) {
      throw new BadXml(line, "an element of more than " + MAX_ATTRIBUTES + " attributes");
    }
    Map<String, String> attributes = new HashMap<>(count * 2);
    for (int i = 0; i < count; i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return new Element(reader.getLocalName(), line, attributes);
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
