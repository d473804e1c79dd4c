package org.argonaut.datamodel.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.json.Attributes;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.plugin.Mapping.Use;

/** Reads {@code mapping}, and tells what a device would not do as it is written. */
final class MappingReader {
  private static final int MAX_ARGUMENTS = 16;

  private final String prefix;

  MappingReader(String prefix) {
    this.prefix = prefix;
  }

  /** The entries that make sense. */
  List<Mapping> read(Attributes node, NodeKind kind, int version) {
    Json mapping = node.get("mapping");
    if (mapping == null) {
      return List.of();
    }
    List<Json> entries =
        switch (mapping) {
          case Json.Arr array -> array.items();
          case Json.Obj lone -> List.of(lone);
          default -> {
            node.error(mapping, "\"mapping\" is " + mapping.kind() + ", not an array of objects; there is no mapping");
            yield List.of();
          }
        };
    shape(node, mapping, entries, kind, version);
    List<Mapping> mappings = new ArrayList<>();
    for (Json entry : entries) {
      if (entry instanceof Json.Obj object) {
        Mapping read = entry(node.of(object), kind, version);
        if (read != null) {
          mappings.add(read);
        }
      } else {
        node.error(entry, "\"mapping\" holds " + entry.kind() + " where an object is expected; left out");
      }
    }
    return mappings;
  }

  private static void shape(Attributes node, Json mapping, List<Json> entries, NodeKind kind, int version) {
    boolean array = mapping instanceof Json.Arr;
    if (kind == NodeKind.OBJECT && version == 0 && array) {
      node.warn(mapping, "in version 0 the mapping of an object is an object; an array is taken here but not by devices");
    } else if ((kind != NodeKind.OBJECT || version > 0) && mapping instanceof Json.Obj) {
      node.warn(mapping, "the mapping is an object; taken here, but devices of this version ignore it: write [ ... ] around it");
    }
    if (kind != NodeKind.PARAMETER && entries.size() > 1) {
      node.warn(entries.get(1), "only the first entry of this mapping is used");
    }
  }

  private Mapping entry(Attributes entry, NodeKind kind, int version) {
    Use use = use(entry, version);
    if (use == null) {
      return null;
    }
    String linker = replaced(entry.text("linker_obj", ""));
    String type = entry.text("type", "");
    if (!isLegal(entry, type, kind, version, use)) {
      return nothing(kind, use, linker);
    }
    return switch (type) {
      case "" -> new Mapping.Nothing(use, linker);
      case "uci" -> uci(entry, kind, use, linker);
      case "ubus" -> ubus(entry, kind, version, use, linker);
      case "uci_sec", "dmmap_sec" -> {
        parentData(entry);
        String key = entry.text("key", "");
        String list = entry.text("list", "");
        if (key.isEmpty() == list.isEmpty()) {
          entry.error(entry.object(), type + " needs either \"key\", the name of an option, or \"list\", the name of a list");
        }
        yield new Mapping.Section(use, linker, type.equals("dmmap_sec"), key, list);
      }
      case "json" -> {
        parentData(entry);
        String key = entry.text("key", "");
        if (key.isEmpty()) {
          entry.error(entry.object(), "json needs \"key\": where in the instance's object the value is");
        }
        yield new Mapping.Reply(use, linker, key);
      }
      case "cli" -> cli(entry, use, linker);
      default -> {
        entry.error(
            entry.get("type"),
            "mapping type \"" + type + "\" is not known" + Words.guess(type, List.of("uci", "ubus", "uci_sec", "dmmap_sec", "json", "cli"))
                + "; the value is empty");
        yield nothing(kind, use, linker);
      }
    };
  }

  /** What cannot be executed still stands in its place: entries behind it are not used in its stead. */
  private static Mapping nothing(NodeKind kind, Use use, String linker) {
    return kind == NodeKind.OBJECT ? null : new Mapping.Nothing(use, linker);
  }

  /** Null: for nothing there is. */
  private static Use use(Attributes entry, int version) {
    String rpc = entry.text("rpc", "");
    if (!rpc.isEmpty() && version == 0) {
      entry.warn(entry.get("rpc"), "\"rpc\" is ignored in version 0; set \"json_plugin_version\" to 2");
    }
    return switch (rpc) {
      case "" -> Use.ANY;
      case "get" -> version == 0 ? Use.ANY : Use.GET;
      case "set" -> version == 0 ? Use.ANY : Use.SET;
      default -> {
        entry.error(entry.get("rpc"), "\"rpc\" is \"get\" or \"set\", not \"" + rpc + "\"; the entry is never used");
        yield null;
      }
    };
  }

  private static boolean isLegal(Attributes entry, String type, NodeKind kind, int version, Use use) {
    boolean later = type.equals("uci_sec") || type.equals("dmmap_sec") || type.equals("json");
    if (later && version == 0) {
      entry.error(entry.get("type"), type + " is not known in version 0; set \"json_plugin_version\" to 2. The value is empty");
      return false;
    }
    if (kind == NodeKind.OBJECT && !type.equals("uci") && !type.equals("ubus")) {
      entry.error(entry.object(), "instances come from uci or ubus, not from " + (type.isEmpty() ? "nothing" : type) + "; the table is empty");
      return false;
    }
    if (kind == NodeKind.COMMAND && !type.equals("ubus")) {
      entry.error(entry.object(), "commands are calls of ubus, not of " + (type.isEmpty() ? "nothing" : type) + "; they fail with 7022");
      return false;
    }
    if (type.equals("json") && use == Use.SET) {
      entry.error(entry.object(), "a json mapping cannot be set; map \"rpc\": \"set\" to uci or ubus");
    }
    return true;
  }

  private static void parentData(Attributes entry) {
    String data = entry.text("data", "");
    if (!data.equals("@Parent")) {
      entry.error(
          entry.has("data") ? entry.get("data") : entry.object(),
          "needs \"data\": \"@Parent\"" + (data.isEmpty() ? "" : ", not \"" + data + "\"") + "; the value is empty");
    }
  }

  private Mapping uci(Attributes entry, NodeKind kind, Use use, String linker) {
    Json.Obj body = entry.objectAt("uci");
    if (body == null) {
      entry.error(entry.object(), "type uci without \"uci\": {\"file\": ..., \"section\": ...}; the entry is left out");
      return null;
    }
    Attributes uci = entry.of(body);
    keys(uci, Words.UCI);
    Attributes section = part(uci, "section");
    Mapping.Uci mapping =
        new Mapping.Uci(
            use,
            linker,
            uci.text("file", ""),
            section.text("name", ""),
            section.text("type", ""),
            section.text("index", ""),
            part(uci, "option").text("name", ""),
            part(uci, "list").text("name", ""),
            uci.text("dmmapfile", ""),
            uci.text("path", ""));
    checkUci(uci, kind, mapping);
    return mapping;
  }

  private static Attributes part(Attributes of, String key) {
    Json.Obj part = of.objectAt(key);
    return of.of(part == null ? new Json.Obj(List.of(), of.object().line()) : part);
  }

  private static void checkUci(Attributes uci, NodeKind kind, Mapping.Uci mapping) {
    int line = uci.object().line();
    fileName(uci, "file", mapping.file());
    fileName(uci, "dmmapfile", mapping.shadowFile());
    if (mapping.file().isEmpty()) {
      uci.error(line, "uci needs \"file\": the name of a file in /etc/config");
    }
    if (kind == NodeKind.OBJECT) {
      if (mapping.sectionType().isEmpty() || mapping.shadowFile().isEmpty()) {
        uci.error(
            line,
            "a table from uci needs \"section\": {\"type\": ...} and \"dmmapfile\", where instance numbers are kept; without both it is empty");
      }
      return;
    }
    if (mapping.section().isEmpty() && mapping.sectionType().isEmpty()) {
      uci.error(line, "uci needs \"section\": {\"name\": ...}, or {\"type\": ...} inside a table");
    }
    if (mapping.option().isEmpty() == mapping.list().isEmpty()) {
      uci.error(line, "uci needs either \"option\": {\"name\": ...} or \"list\": {\"name\": ...}");
    }
  }

  private static void fileName(Attributes uci, String key, String name) {
    if (name.contains("/") || name.equals("..") || name.equals(".")) {
      uci.error(uci.get(key), "\"" + key + "\" is \"" + name + "\", a path; it is the name of a file in one folder and must not leave it");
    }
  }

  private Mapping ubus(Attributes entry, NodeKind kind, int version, Use use, String linker) {
    Json.Obj body = entry.objectAt("ubus");
    if (body == null) {
      entry.error(entry.object(), "type ubus without \"ubus\": {\"object\": ..., \"method\": ...}; the entry is left out");
      return null;
    }
    Attributes ubus = entry.of(body);
    keys(ubus, Words.UBUS);
    Map<String, Json> arguments = new LinkedHashMap<>();
    Json.Obj given = ubus.objectAt("args");
    if (given != null) {
      given.members().forEach(member -> arguments.put(member.key(), member.value()));
    }
    if (arguments.size() > MAX_ARGUMENTS) {
      ubus.error(ubus.get("args"), "more than " + MAX_ARGUMENTS + " arguments; devices send the first " + MAX_ARGUMENTS);
    }
    String object = ubus.text("object", "");
    String method = ubus.text("method", "");
    String key = ubus.text("key", "");
    if (object.isEmpty() || method.isEmpty()) {
      ubus.error(body.line(), "ubus needs \"object\" and \"method\"");
    }
    if (kind == NodeKind.OBJECT && key.isEmpty()) {
      ubus.error(body.line(), "a table from ubus needs \"key\": where in the reply the array of instances is; without it there are none");
    }
    Symbols.check(ubus, "object", object, version);
    Symbols.check(ubus, "method", method, version);
    Symbols.check(ubus, "key", key, version);
    arguments.forEach(
        (name, value) -> {
          Symbols.check(ubus, "args", name, version);
          if (value instanceof Json.Text text) {
            Symbols.check(ubus, "args", text.value(), version);
          }
        });
    return new Mapping.Ubus(use, linker, object, method, arguments, key);
  }

  private static Mapping cli(Attributes entry, Use use, String linker) {
    Json.Obj body = entry.objectAt("cli");
    Attributes cli = entry.of(body == null ? new Json.Obj(List.of(), entry.object().line()) : body);
    String command = cli.text("command", "");
    if (command.isEmpty()) {
      entry.error(entry.object(), "cli needs \"cli\": {\"command\": ..., \"args\": [...]}");
    }
    entry.warn(entry.object(), "cli is off unless switched on, and no device of today runs it");
    return new Mapping.Cli(use, linker, command, cli.texts("args"));
  }

  private static void keys(Attributes body, List<String> known) {
    for (Json.Member member : body.object().members()) {
      if (!known.contains(member.key())) {
        body.warn(member.line(), "\"" + member.key() + "\" is not known here and does nothing" + Words.guess(member.key(), known));
      }
    }
  }

  private String replaced(String text) {
    return text.replace(PluginReader.PREFIX_MARK, prefix);
  }
}
