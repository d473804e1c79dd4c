package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Schema;
import org.argonaut.datamodel.Enumeration;
import org.argonaut.datamodel.ListShape;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.ObjectFacts;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Range;
import org.argonaut.datamodel.Reference;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.Status;
import org.argonaut.datamodel.ValuePattern;
import org.argonaut.datamodel.ValueType;

/** Nodes of data models as JSON: what they are and what values they take. Members that say nothing are left out. */
final class NodeJson {
  private NodeJson() {}

  // ---- a node with its children ----

  /** All that is known of a node, and its children in short. */
  static ObjectNode node(SchemaNode node) {
    ObjectNode json = head(node);
    json.setAll(facts(node));
    SchemaNode ofUsp = node.as(Protocols.USP);
    if (node.differsByProtocol() && !facts(node).equals(facts(ofUsp))) {
      json.set("usp", facts(ofUsp));
    }
    ArrayNode children = json.putArray("children");
    node.children().forEach(child -> children.add(brief(child)));
    return json;
  }

  private static ObjectNode facts(SchemaNode node) {
    ObjectNode json;
    if (node.kind() == NodeKind.PARAMETER) {
      json = parameter(node);
    } else {
      json = Json.object().put("access", access(node));
      if (node.kind() == NodeKind.OBJECT) {
        object(node.facts(), json);
      }
    }
    json.setAll(origin(node));
    return json;
  }

  private static ObjectNode head(SchemaNode node) {
    ObjectNode json = Json.object().put("path", node.path()).put("kind", kind(node));
    json.set("protocols", Json.tree(node.protocols().words()));
    return json;
  }

  private static ObjectNode brief(SchemaNode node) {
    ObjectNode json = Json.object().put("path", node.path()).put("kind", kind(node)).put("access", access(node));
    if (node.type() != null) {
      json.put("type", node.type().base().word());
      if (node.type().list() != null) {
        json.put("list", true);
      }
    }
    return json;
  }

  private static String kind(SchemaNode node) {
    return node.isTable() ? "table" : node.kind().name().toLowerCase(Locale.ROOT);
  }

  /** Of tables whether instances can be added and deleted, of parameters whether they can be set. */
  private static String access(SchemaNode node) {
    return switch (node.access()) {
      case READ_ONLY -> "read-only";
      case READ_WRITE -> "read-write";
      case WRITE_ONCE -> "write-once";
    };
  }

  private static void object(ObjectFacts facts, ObjectNode json) {
    if (facts.table()) {
      json.put("min_entries", facts.minEntries());
      put(json, "max_entries", facts.maxEntries());
    }
    putText(json, "entries_parameter", facts.entriesParameter());
    putText(json, "enable_parameter", facts.enableParameter());
    putText(json, "discriminator", facts.discriminator());
    putFlag(json, "fixed", facts.fixed());
    putFlag(json, "mount_point", facts.mountPoint());
    if (!facts.uniqueKeys().isEmpty()) {
      ArrayNode keys = json.putArray("unique_keys");
      facts.uniqueKeys().forEach(key -> keys.add(Json.tree(key.parameters())));
    }
  }

  private static ObjectNode origin(SchemaNode node) {
    ObjectNode json = Json.object();
    putText(json, "since", node.version());
    if (node.status() != Status.CURRENT) {
      json.put("status", node.status().word());
    }
    if (node.source() != null) {
      json.putObject("plugin").put("file", node.source().file()).put("line", node.source().line());
    }
    return json;
  }

  // ---- a parameter ----

  /** What a parameter's value may be, and who may set it. */
  static ObjectNode parameter(SchemaNode node) {
    ObjectNode json = Json.object().put("access", access(node)).put("xsd", node.xsd());
    json.setAll(type(node.type()));
    putFlag(json, "mandatory", node.mandatory());
    putFlag(json, "forced_inform", node.forcedInform());
    return json;
  }

  /** The type with its constraints: what is allowed. */
  static ObjectNode type(ValueType type) {
    ObjectNode json = Json.object().put("type", type.base().word());
    putText(json, "datatype", type.dataType());
    if (type.list() != null) {
      list(type.list(), json.putObject("list"));
    }
    putRanges(json, "length", type.sizes());
    putRanges(json, "range", type.ranges());
    if (!type.enumerations().isEmpty()) {
      json.set("values", Json.tree(type.enumerations().stream().filter(value -> !value.readOnly()).map(Enumeration::value).distinct().toList()));
      List<String> reported = type.enumerations().stream().filter(Enumeration::readOnly).map(Enumeration::value).distinct().toList();
      if (!reported.isEmpty()) {
        json.set("read_only_values", Json.tree(reported));
      }
      putFlag(json, "vendor_values", type.vendorValues());
    }
    if (!type.patterns().isEmpty()) {
      json.set("patterns", Json.tree(type.patterns().stream().map(ValuePattern::text).toList()));
    }
    putText(json, "units", type.units());
    if (type.defaultValue() != null) {
      json.put("default", type.defaultValue().value());
    }
    if (!type.references().isEmpty()) {
      ArrayNode references = json.putArray("references");
      type.references().forEach(reference -> references.add(reference(reference)));
    }
    if (!type.traits().isEmpty()) {
      json.set("flags", Json.tree(type.traits().stream().map(ValueType.Trait::word).sorted().toList()));
    }
    return json;
  }

  private static void list(ListShape list, ObjectNode json) {
    json.put("min_items", list.minItems());
    put(json, "max_items", list.maxItems());
    putRanges(json, "length", list.sizes());
  }

  private static ObjectNode reference(Reference reference) {
    return switch (reference) {
      case Reference.ToPath to -> {
        ObjectNode json = Json.object().put("to", "path").put("target", to.target()).put("strong", to.strong());
        json.set("parents", Json.tree(to.parents()));
        yield json;
      }
      case Reference.ToInstance to -> Json.object().put("to", "instance").put("table", to.parent()).put("strong", to.strong());
      case Reference.ToEnumeration to -> Json.object().put("to", "enumeration").put("parameter", to.parameter());
    };
  }

  private static void putRanges(ObjectNode json, String member, List<Range> ranges) {
    if (ranges.isEmpty()) {
      return;
    }
    ArrayNode array = json.putArray(member);
    for (Range range : ranges) {
      ObjectNode one = array.addObject();
      putNumber(one, "min", range.min());
      putNumber(one, "max", range.max());
      putNumber(one, "step", range.step());
    }
  }

  private static void putNumber(ObjectNode json, String member, BigDecimal number) {
    if (number != null) {
      json.put(member, number);
    }
  }

  private static void put(ObjectNode json, String member, int bound) {
    if (bound != ListShape.UNBOUNDED) {
      json.put(member, bound);
    }
  }

  private static void putText(ObjectNode json, String member, String text) {
    if (!text.isEmpty()) {
      json.put(member, text);
    }
  }

  private static void putFlag(ObjectNode json, String member, boolean flag) {
    if (flag) {
      json.put(member, true);
    }
  }

  // ---- the schemas of these ----

  private static Schema.ObjectBuilder typeMembers(Schema.ObjectBuilder object) {
    ObjectNode bounds =
        Schema.object()
            .maybe("min", number("At least"))
            .maybe("max", number("At most"))
            .maybe("step", number("Distance of allowed values"))
            .build();
    ObjectNode list =
        Schema.object()
            .with("min_items", Schema.integer("At least"))
            .maybe("max_items", Schema.integer("At most"))
            .maybe("length", Schema.arrayOf(bounds))
            .build();
    return object
        .maybe("type", Schema.string("string, int, unsignedInt, long, unsignedLong, boolean, dateTime, hexBinary, base64, decimal"))
        .maybe("datatype", Schema.string("Named type of TR-106"))
        .maybe("list", list.put("description", "A list, with commas; the rest is about its items"))
        .maybe("length", Schema.arrayOf(bounds).put("description", "Of text in characters, of binary in bytes; any may hold"))
        .maybe("range", Schema.arrayOf(bounds).put("description", "Any may hold"))
        .maybe("values", Schema.strings("Those that can be set"))
        .maybe("read_only_values", Schema.strings("Those that only the device reports"))
        .maybe("vendor_values", Schema.flag("Values that begin with X_ are allowed besides"))
        .maybe("patterns", Schema.strings("Regular expressions; any may match"))
        .maybe("units", Schema.string("For people"))
        .maybe("default", Schema.string("Value without any other"))
        .maybe("references", Schema.arrayOf(Json.object().put("type", "object")).put("description", "What the value names"))
        .maybe("flags", Schema.strings("Secure, Hidden, Command, Linker, Reference, Unique"));
  }

  private static ObjectNode number(String description) {
    return Json.object().put("type", "number").put("description", description);
  }

  /** What is allowed of a value. */
  static ObjectNode typeSchema(String description) {
    return typeMembers(Schema.object()).build().put("description", description);
  }

  static ObjectNode parameterSchema(String description) {
    Schema.ObjectBuilder object =
        Schema.object()
            .with("access", Schema.oneOf("Who may set it", "read-only", "read-write", "write-once"))
            .with("xsd", Schema.string("The type as CWMP writes it"));
    return typeMembers(object)
        .maybe("mandatory", Schema.flag("An argument that must be given"))
        .maybe("forced_inform", Schema.flag("In every Inform"))
        .build()
        .put("description", description);
  }

  static ObjectNode nodeSchema() {
    ObjectNode child =
        Schema.object()
            .with("path", Schema.string("Full path"))
            .with("kind", Schema.string("As above"))
            .with("access", Schema.string("As above"))
            .maybe("type", Schema.string("Of parameters"))
            .maybe("list", Schema.flag("The value is a list"))
            .build();
    ObjectNode plugin =
        Schema.object().with("file", Schema.string("The plugin")).with("line", Schema.integer("From 1")).build();
    Schema.ObjectBuilder object =
        Schema.object()
            .with("path", Schema.string("With {i} for instances; objects end with a dot"))
            .with("kind", Schema.string("object, table, parameter, command, event, input, output"))
            .with("protocols", Schema.strings("Who sees it: cwmp, usp"))
            .with("access", Schema.string("Of parameters: read-only, read-write, write-once; of tables whether instances can be added and deleted"))
            .maybe("xsd", Schema.string("The type as CWMP writes it"));
    return typeMembers(object)
        .maybe("mandatory", Schema.flag("An argument that must be given"))
        .maybe("forced_inform", Schema.flag("In every Inform"))
        .maybe("min_entries", Schema.integer("Of tables"))
        .maybe("max_entries", Schema.integer("Of tables; absent: any number"))
        .maybe("entries_parameter", Schema.string("Counts the instances"))
        .maybe("enable_parameter", Schema.string("Enables an instance"))
        .maybe("discriminator", Schema.string("Tells which object of a union there is"))
        .maybe("fixed", Schema.flag("Instances are the device's"))
        .maybe("mount_point", Schema.flag("Models of other devices are seen below"))
        .maybe("unique_keys", Schema.arrayOf(Schema.strings("Parameters that together differ between instances")))
        .maybe("since", Schema.string("Version of the model that brought it"))
        .maybe("status", Schema.string("deprecated, obsoleted or deleted; absent: current"))
        .maybe("plugin", plugin.put("description", "Where it comes from when it is not of the standard"))
        .maybe(
            "usp",
            Schema.object().build().put("additionalProperties", true).put("description", "As above, what USP sees otherwise; all else is then what CWMP sees"))
        .with("children", Schema.arrayOf(child))
        .build();
  }
}
