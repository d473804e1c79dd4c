package org.argonaut.datamodel.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.ValueType.Trait;
import org.argonaut.datamodel.json.BadJson;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonText;
import org.argonaut.datamodel.json.JsonTree;
import org.argonaut.datamodel.mapping.Fault;
import org.argonaut.datamodel.mapping.MappedModel;
import org.argonaut.datamodel.mapping.Result;
import org.argonaut.datamodel.mapping.SchemaEntry;
import org.argonaut.datamodel.mapping.Value;

/** Requests in lines of JSON and their answers. Every line gets one, whatever is in it. */
final class RequestLines {
  private static final int MOST_BYTES = 1 << 20;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final MappedModel model;

  RequestLines(MappedModel model) {
    this.model = model;
  }

  /** The next line without its end, cut off if it is too long; null: there is none. */
  static byte[] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.size() <= MOST_BYTES) {
        line.write(c);
      }
    }
    return line.toByteArray();
  }

  /** The answer to a line; empty if it is blank. */
  String answer(byte[] line) {
    if (line.length > MOST_BYTES) {
      return wrong("a line of more than " + MOST_BYTES + " bytes");
    }
    String text = new String(line, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return "";
    }
    try {
      Json json = JsonTree.read(text, _ -> {});
      return json instanceof Json.Obj request ? answer(request) : wrong("a request is an object, not " + json.kind());
    } catch (BadJson e) {
      return wrong(e.getMessage());
    }
  }

  private static String wrong(String text) {
    return fault(new Fault(Fault.Kind.INVALID_ARGUMENTS, text), false);
  }

  private String answer(Json.Obj request) {
    String op = request.text("op", "");
    Protocols who =
        switch (request.text("proto", request.get("proto") == null ? "both" : "")) {
          case "both" -> Protocols.BOTH;
          case "cwmp" -> Protocols.CWMP;
          case "usp" -> Protocols.USP;
          default -> null;
        };
    if (who == null) {
      return wrong("\"proto\" is cwmp, usp or both");
    }
    if (!(request.get("path") instanceof Json.Text(var path, _))) {
      return wrong(request.get("path") == null ? "\"path\" is missing" : "\"path\" is text");
    }
    return switch (op) {
      case "get" -> answer(model.get(path, who), who, RequestLines::values);
      case "set" -> set(request, path, who);
      case "add" -> answer(model.add(path, who), who, (number, out) -> out.writeStringField("instance", number.toString()));
      case "del" -> answer(model.delete(path, who), who, (_, out) -> paths(List.of(path), out));
      case "operate" -> operate(request, path, who);
      case "schema" -> answer(model.schema(path, who), who, RequestLines::schema);
      case "instances" -> answer(model.instances(path, who), who, RequestLines::paths);
      case "" -> wrong("\"op\" is missing: get, set, add, del, operate, schema or instances");
      default -> wrong("\"op\" is get, set, add, del, operate, schema or instances, not \"" + op + "\"");
    };
  }

  private String set(Json.Obj request, String path, Protocols who) {
    Json value = request.get("value");
    if (value == null || value instanceof Json.Obj || value instanceof Json.Arr || value instanceof Json.Null) {
      return wrong("\"value\" is missing, or is not text, a number, true or false");
    }
    Result<Void> done = model.set(path, text(value), request.text("type", ""), who);
    if (done.fault() != null) {
      return fault(done.fault(), who == Protocols.USP);
    }
    return answer(model.get(path, who), who, RequestLines::values);
  }

  private String operate(Json.Obj request, String path, Protocols who) {
    Json given = request.get("input");
    if (given != null && !(given instanceof Json.Obj)) {
      return wrong("\"input\" is an object of arguments");
    }
    Map<String, String> input = new LinkedHashMap<>();
    if (given instanceof Json.Obj members) {
      members.members().forEach(member -> input.put(member.key(), text(member.value())));
    }
    Result<Map<String, String>> done = model.operate(path, input, who);
    if (done.fault() != null) {
      // Commands are USP's, so are the numbers of their faults, whoever asks.
      return fault(done.fault(), true);
    }
    return answer(done, who, (outputs, out) -> outputs(path, request.text("command_key", ""), outputs, out));
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Text(var text, _) -> text;
      case Json.Num(var number, _) -> number;
      case Json.Bool(var bool, _) -> Boolean.toString(bool);
      case Json.Null _ -> "";
      case Json.Obj _, Json.Arr _ -> JsonText.of(value);
    };
  }

  /** Writes the members of an answer. */
  private interface Body<T> {
    void write(T value, JsonGenerator out) throws IOException;
  }

  private static <T> String answer(Result<T> result, Protocols who, Body<T> body) {
    return switch (result) {
      case Result.Failed<T>(var fault) -> fault(fault, who == Protocols.USP);
      case Result.Ok<T>(var value) -> object(out -> body.write(value, out));
    };
  }

  private static String fault(Fault fault, boolean usp) {
    return object(
        out -> {
          out.writeNumberField("fault", usp ? fault.usp() : fault.cwmp());
          out.writeStringField("fault_msg", fault.text());
        });
  }

  private interface Members {
    void write(JsonGenerator out) throws IOException;
  }

  private static String object(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void values(List<Value> values, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("results");
    for (Value value : values) {
      out.writeStartObject();
      item(value.path(), value.value(), value.type(), out);
      if (!value.flags().isEmpty()) {
        out.writeArrayFieldStart("flags");
        for (Trait flag : Trait.values()) {
          if (value.flags().contains(flag)) {
            out.writeString(flag.word());
          }
        }
        out.writeEndArray();
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void item(String path, String data, String type, JsonGenerator out) throws IOException {
    out.writeStringField("path", path);
    out.writeStringField("data", data);
    out.writeStringField("type", type);
  }

  private static void paths(List<String> paths, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("results");
    for (String path : paths) {
      out.writeStartObject();
      out.writeStringField("path", path);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void outputs(String path, String key, Map<String, String> outputs, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("results");
    out.writeStartObject();
    out.writeStringField("path", path);
    out.writeStringField("data", key);
    out.writeArrayFieldStart("output");
    for (Map.Entry<String, String> output : outputs.entrySet()) {
      out.writeStartObject();
      item(output.getKey(), output.getValue(), "xsd:string", out);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndArray();
  }

  private static void schema(List<SchemaEntry> entries, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("results");
    for (SchemaEntry entry : entries) {
      out.writeStartObject();
      out.writeStringField("path", entry.path());
      out.writeStringField("type", entry.type());
      if (!entry.data().isEmpty()) {
        out.writeStringField("data", entry.data());
      }
      arguments("input", entry.input(), out);
      arguments("output", entry.output(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void arguments(String member, List<String> names, JsonGenerator out) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart(member);
    for (String name : names) {
      out.writeStartObject();
      out.writeStringField("path", name);
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
