package org.argonaut.datamodel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON values in one line. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** The value as text, without blanks. */
  public static String of(Json value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Json value, JsonGenerator out) throws IOException {
    switch (value) {
      case Json.Obj object -> {
        out.writeStartObject();
        for (Json.Member member : object.members()) {
          out.writeFieldName(member.key());
          write(member.value(), out);
        }
        out.writeEndObject();
      }
      case Json.Arr(var items, _) -> {
        out.writeStartArray();
        for (Json item : items) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case Json.Text(var text, _) -> out.writeString(text);
      case Json.Num(var number, _) -> out.writeNumber(number);
      case Json.Bool(var bool, _) -> out.writeBoolean(bool);
      case Json.Null _ -> out.writeNull();
    }
  }
}
