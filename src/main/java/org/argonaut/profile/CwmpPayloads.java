package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.cwmp.RequestXml;
import org.argonaut.cwmp.SoapException;
import org.argonaut.cwmp.SoapWriter;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaTable;

/** What hooks for CWMP devices return, read in every form it may have. */
final class CwmpPayloads {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("boolean", "xsd:boolean"),
          Map.entry("bool", "xsd:boolean"),
          Map.entry("string", "xsd:string"),
          Map.entry("int", "xsd:int"),
          Map.entry("unsignedint", "xsd:unsignedInt"),
          Map.entry("long", "xsd:long"),
          Map.entry("unsignedlong", "xsd:unsignedLong"),
          Map.entry("datetime", "xsd:dateTime"),
          Map.entry("base64", "xsd:base64"),
          Map.entry("base64binary", "xsd:base64"),
          Map.entry("hexbinary", "xsd:hexBinary"));

  private CwmpPayloads() {}

  /** The host function {@code cwmp_get_params(names)}: a GetParameterValues as text. */
  static Object getParams(HostCall call) throws LuaException {
    LuaTable table = call.table(1);
    List<String> names = new ArrayList<>();
    for (long i = 1; i <= table.length(); i++) {
      if (!(table.get(i) instanceof String name) || name.isBlank()) {
        throw call.badArgument(1, "a list of parameter names expected; item " + i + " is none");
      }
      names.add(name);
    }
    Envelope envelope = new Envelope("1", CwmpVersion.V1_0, new CpeMethod.GetParameterValues(names));
    return new String(SoapWriter.write(envelope, Dialect.STANDARD), StandardCharsets.UTF_8);
  }

  /**
   * What a hook wants done, in order; empty: nothing.
   *
   * @throws HookFailure when a hook of this kind may not return that
   */
  static List<Payload> of(String profile, Hook hook, JsonNode value) throws HookFailure {
    return new Reader(profile, hook).payloads(value);
  }

  record Reader(String profile, Hook hook) {
    List<Payload> payloads(JsonNode value) throws HookFailure {
      if (value.isTextual()) {
        String text = value.textValue().strip();
        return text.isEmpty() ? List.of() : List.of(text(text));
      }
      if (value.isArray()) {
        return value.isEmpty() ? List.of() : list(value);
      }
      if (value.isObject() && hook.kind() != Hook.Kind.GET) {
        return value.isEmpty() ? List.of() : List.of(new Payload.Write(map(value)));
      }
      if (value.isObject() && value.isEmpty()) {
        return List.of();
      }
      throw wrong("it returned a " + kindOf(value));
    }

    private Payload text(String text) throws HookFailure {
      if (text.startsWith("<")) {
        return rpc(text);
      }
      boolean isPath = text.indexOf('.') > 0 && text.chars().noneMatch(Character::isWhitespace);
      if (isPath && hook.kind() == Hook.Kind.GET) {
        return new Payload.Read(List.of(text));
      }
      if (isPath && hook.kind() == Hook.Kind.ADD) {
        return new Payload.Add(text.endsWith(".") ? text : text + ".");
      }
      throw wrong("it returned text that is no envelope: " + shortened(text));
    }

    private Payload rpc(String xml) throws HookFailure {
      CpeMethod method;
      try {
        method = RequestXml.read(xml);
      } catch (SoapException e) {
        throw wrong("its XML cannot be sent: " + e.getMessage());
      }
      boolean fits =
          switch (method) {
            case CpeMethod.GetParameterValues _ -> hook.kind() == Hook.Kind.GET;
            case CpeMethod.SetParameterValues _, CpeMethod.AddObject _, CpeMethod.DeleteObject _ ->
                hook.kind() != Hook.Kind.GET;
            default -> false;
          };
      if (!fits) {
        throw wrong("it returned a " + method.rpcName());
      }
      return new Payload.Rpc(method);
    }

    private List<Payload> list(JsonNode items) throws HookFailure {
      if (items.get(0).isObject()) {
        if (hook.kind() == Hook.Kind.GET) {
          throw wrong("it returned a list of tables");
        }
        return List.of(new Payload.Write(typed(items)));
      }
      List<String> texts = new ArrayList<>();
      for (JsonNode item : items) {
        if (!item.isTextual() || item.textValue().isBlank()) {
          throw wrong("item " + (texts.size() + 1) + " of its list is a " + kindOf(item));
        }
        texts.add(item.textValue().strip());
      }
      if (texts.getFirst().startsWith("<")) {
        List<Payload> steps = new ArrayList<>();
        for (String xml : texts) {
          steps.add(rpc(xml));
        }
        return steps;
      }
      if (hook.kind() != Hook.Kind.GET) {
        throw wrong("it returned a list of names");
      }
      return List.of(new Payload.Read(texts));
    }

    /** A list of {@code {name=, value=, type=}}. */
    List<ParameterValue> typed(JsonNode items) throws HookFailure {
      List<ParameterValue> values = new ArrayList<>();
      for (JsonNode item : items) {
        if (!item.isObject() || !item.path("name").isTextual() || item.path("name").textValue().isBlank()) {
          throw wrong("item " + (values.size() + 1) + " of its list has no name");
        }
        String name = item.path("name").textValue().strip();
        values.add(value(name, item.path("value"), item.path("type")));
      }
      return values;
    }

    /** Values by path. */
    List<ParameterValue> map(JsonNode object) throws HookFailure {
      List<ParameterValue> values = new ArrayList<>();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        JsonNode value = member.getValue();
        boolean wrapped = value.isObject() && value.has("value");
        values.add(
            value(member.getKey(), wrapped ? value.path("value") : value, wrapped ? value.path("type") : null));
      }
      return values;
    }

    private ParameterValue value(String name, JsonNode value, JsonNode type) throws HookFailure {
      if (name.indexOf('.') < 0 || name.endsWith(".")) {
        throw wrong("'" + shortened(name) + "' is no parameter's path");
      }
      if (value == null || !value.isValueNode() || value.isNull() || value.isMissingNode()) {
        throw wrong("the value of " + name + " is " + (value == null || value.isMissingNode() ? "missing" : "a " + kindOf(value)));
      }
      return new ParameterValue(name, scalar(value), type == null || !type.isTextual() ? null : xsd(name, type.textValue()));
    }

    private String xsd(String name, String type) throws HookFailure {
      String word = type.strip().replaceFirst("^(?i)xsd?:", "").toLowerCase(Locale.ROOT);
      String known = TYPES.get(word);
      if (known == null) {
        throw wrong("the type of " + name + " is '" + shortened(type) + "'");
      }
      return known;
    }

    HookFailure wrong(String what) {
      return HookFailure.wrongReturn(profile, hook, what);
    }
  }

  /** A scalar as the wire has it: whole numbers without a point. */
  static String scalar(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.asText();
  }

  static String kindOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "table with keys";
      case ARRAY -> "list";
      default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
