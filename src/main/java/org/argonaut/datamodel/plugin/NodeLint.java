package org.argonaut.datamodel.plugin;

import java.util.Set;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.json.Attributes;
import org.argonaut.datamodel.json.Json;

/** What is legal but hardly meant: names and attributes that do not go together. */
final class NodeLint {
  private NodeLint() {}

  static void object(Attributes attributes, String key, int line, boolean table, boolean access, PluginNode source) {
    boolean marked = key.endsWith(Paths.INSTANCE + ".");
    if (!key.endsWith(".")) {
      attributes.error(line, "\"" + key + "\" is an object; its key must end with a dot");
    } else if (table && !marked) {
      attributes.warn(line, "\"" + key + "\" is an array; write \"" + key + "{i}.\" so that readers see it");
    } else if (!table && marked) {
      attributes.warn(
          line, "\"" + key + "\" ends with {i} but has no \"array\": true: it has no instances, unless it extends a table that is there");
    }
    if (access && !table) {
      attributes.warn(attributes.get("access"), "\"access\": true lets instances be added, but this is no array");
    }
    if (table && source.mappings().isEmpty() && !attributes.has("mapping")) {
      attributes.warn(line, "\"" + key + "\" has no \"mapping\": it never has instances, unless it extends a table that is there");
    }
    if (access && source.mappings().stream().anyMatch(Mapping.Ubus.class::isInstance)) {
      attributes.warn(attributes.get("access"), "\"access\": true, but instances from ubus cannot be added or deleted (fault 9005)");
    }
  }

  /** A nested key is a full path again; only its last name counts. */
  static void nesting(Attributes attributes, String parent, String key, int line) {
    if (!Paths.objectParts(key).isEmpty() && !key.startsWith(parent)) {
      attributes.warn(
          line,
          "\"" + key + "\" stands inside \"" + parent + "\": only its last name counts, and devices do not find its mapping;"
              + " write its full path");
    }
  }

  static void dependency(Attributes attributes, NodeKind kind, String text, Dependency dependency) {
    Json at = attributes.get("dependency");
    if (kind != NodeKind.OBJECT) {
      attributes.warn(at, "\"dependency\" is for objects only; it does nothing here");
    }
    if (text.length() > Dependency.MAX_LENGTH) {
      attributes.error(at, "a dependency of more than " + Dependency.MAX_LENGTH + " characters; devices cut it off");
    }
    for (Dependency.Group group : dependency.groups()) {
      if (group.kind().isEmpty()) {
        attributes.error(at, "\"" + String.join(",", group.items()) + "\" has no kind: never satisfied; write file:, ubus: or opkg: before it");
      } else if (!group.isKnown()) {
        attributes.warn(
            at,
            "dependency of kind \"" + group.kind() + "\" is not known and counts as satisfied"
                + Words.guess(group.kind(), Set.of("file", "ubus", "opkg")));
      }
    }
  }

  static void leaf(Attributes attributes, String name, int line, Draft leaf, PluginNode source, int version) {
    Set<String> known = leaf.kind() == NodeKind.PARAMETER ? Words.PARAMETER : Words.COMMAND;
    if (leaf.kind() != NodeKind.EVENT) {
      for (Json.Member member : attributes.object().members()) {
        if (!known.contains(member.key())) {
          attributes.warn(member.line(), "\"" + member.key() + "\" is not known here and does nothing" + Words.guess(member.key(), known));
        }
      }
    }
    suffix(attributes, name, line, leaf.kind());
    boolean excludes = leaf.protocols() == Protocols.NONE;
    if (leaf.kind() != NodeKind.PARAMETER) {
      if (leaf.protocols() == Protocols.CWMP || leaf.protocols() == Protocols.BOTH) {
        attributes.warn(attributes.get("protocols"), "commands and events are of USP only; write \"protocols\": [\"usp\"]");
      }
      if (leaf.kind() == NodeKind.COMMAND && source.mappings().isEmpty() && !excludes) {
        attributes.warn(line, "\"" + name + "\" has no mapping to ubus: it fails with 7022");
      }
      return;
    }
    if (leaf.access().writable() && !excludes) {
      settable(attributes, name, source, version);
    }
    if (attributes.get("read") instanceof Json.Bool(var read, _) && !read) {
      attributes.warn(attributes.get("read"), "\"read\": false does nothing; flag the parameter \"Secure\" to hide its value");
    }
  }

  private static void settable(Attributes attributes, String name, PluginNode source, int version) {
    if (source.mappings().isEmpty()) {
      if (!attributes.has("mapping")) {
        attributes.warn(attributes.get("write"), "\"" + name + "\" is writable but has no mapping: setting it fails (9007)");
      }
      return;
    }
    boolean sets =
        version == 0
            || source.mappings().stream()
                .anyMatch(m -> m.use() != Mapping.Use.GET && !(m instanceof Mapping.Reply) && !(m instanceof Mapping.Nothing));
    if (!sets) {
      attributes.warn(attributes.get("write"), "\"" + name + "\" is writable but no entry of its mapping can be set: setting it fails (9007)");
    }
  }

  private static void suffix(Attributes attributes, String name, int line, NodeKind kind) {
    String end =
        switch (kind) {
          case COMMAND -> "()";
          case EVENT -> "!";
          default -> "";
        };
    if (!end.isEmpty() && !name.endsWith(end)) {
      attributes.error(line, "\"" + name + "\" is " + (kind == NodeKind.EVENT ? "an event" : "a command") + "; its name must end with " + end);
    } else if (end.isEmpty() && (name.endsWith("()") || name.endsWith("!") || name.contains("."))) {
      attributes.error(line, "\"" + name + "\" has the name of something else but the type of a parameter");
    }
  }
}
