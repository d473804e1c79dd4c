package org.argonaut.datamodel.plugin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.ObjectFacts;
import org.argonaut.datamodel.ObjectFacts.UniqueKey;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Status;
import org.argonaut.datamodel.json.Attributes;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.ProtocolWords;
import org.argonaut.datamodel.json.TypeReader;

/** Reads the nodes below one key of a plugin. */
final class NodeReader {
  private static final int MAX_PATH = 1024;
  private static final int MAX_NAME = 256;

  private final String prefix;
  private final String file;
  private final int version;
  private final TypeReader types = new TypeReader(false);
  private final MappingReader mappings;

  NodeReader(String prefix, String file, int version) {
    this.prefix = prefix;
    this.file = file;
    this.version = version;
    this.mappings = new MappingReader(prefix);
  }

  /** An object with all below it; put into {@code parent} unless that is null. */
  Draft object(Attributes attributes, String key, int line, Draft parent) {
    List<String> parts = Paths.objectParts(key);
    Draft object = new Draft(NodeKind.OBJECT, parts.isEmpty() ? "?" : parts.getLast());
    if (parent != null) {
      parent.put(object);
    }
    name(attributes, object.name(), key, line);
    common(attributes, object, line, key);
    boolean table = attributes.bool("array", false);
    boolean access = attributes.bool("access", false);
    object.access(access ? Access.READ_WRITE : Access.READ_ONLY);
    ObjectFacts usual = table ? ObjectFacts.TABLE : ObjectFacts.SINGLE;
    object.facts(
        new ObjectFacts(table, usual.minEntries(), usual.maxEntries(), "", "", "", false, false, uniqueKeys(attributes)));
    PluginNode source = source(attributes, NodeKind.OBJECT, line, key);
    object.source(source);
    NodeLint.object(attributes, key, line, table, access, source);
    children(attributes, key, object);
    return object;
  }

  private void children(Attributes attributes, String path, Draft object) {
    Set<String> seen = new HashSet<>();
    for (Json.Member member : attributes.object().members()) {
      boolean attribute = Words.OBJECT.contains(member.key());
      if (!seen.add(member.key())) {
        attributes.warn(member.line(), "\"" + member.key() + "\" is there twice; the later one counts");
      }
      if (attribute) {
        continue;
      }
      if (!(member.value() instanceof Json.Obj node)) {
        attributes.warn(
            member.line(), "\"" + member.key() + "\" is not known here and does nothing" + Words.guess(member.key(), Words.OBJECT));
        continue;
      }
      String key = member.key().replace(PluginReader.PREFIX_MARK, prefix);
      Attributes child = attributes.of(node);
      if (node.text("type", "").equals("object")) {
        NodeLint.nesting(attributes, path, key, member.line());
        object(child, key, member.line(), object);
      } else {
        leaf(child, key, member.line(), object);
      }
    }
  }

  /** A parameter, command or event, put into its parent. */
  void leaf(Attributes attributes, String name, int line, Draft parent) {
    String type = attributes.object().text("type", "");
    NodeKind kind =
        switch (type) {
          case "command" -> NodeKind.COMMAND;
          case "event" -> NodeKind.EVENT;
          default -> NodeKind.PARAMETER;
        };
    if (!attributes.has("type")) {
      attributes.error(line, "\"" + name + "\" has no \"type\"; taken for a string parameter");
    } else if (!Words.invisible(type).isEmpty()) {
      attributes.error(
          attributes.get("type"), "there is a letter nobody sees, " + Words.invisible(type) + ", in type \"" + type + "\"; type it anew");
    }
    Draft leaf = parent.put(new Draft(kind, name));
    name(attributes, name, name, line);
    common(attributes, leaf, line, name);
    PluginNode source = source(attributes, kind, line, name);
    leaf.source(source);
    switch (kind) {
      case COMMAND -> command(attributes, leaf);
      case EVENT -> arguments(attributes, leaf, eventArguments(attributes));
      default -> {
        leaf.access(attributes.bool("write", false) ? Access.READ_WRITE : Access.READ_ONLY);
        leaf.mandatory(attributes.bool("mandatory", false));
        leaf.type(types.read(attributes));
      }
    }
    NodeLint.leaf(attributes, name, line, leaf, source, version);
  }

  private static Json.Obj eventArguments(Attributes attributes) {
    return attributes.get("output") instanceof Json.Obj output ? output : attributes.object();
  }

  private void command(Attributes attributes, Draft command) {
    command.asynchronous(attributes.bool("async", false));
    Json.Obj input = attributes.objectAt("input");
    Json.Obj output = attributes.objectAt("output");
    if (input != null && !input.members().isEmpty()) {
      arguments(attributes, command.put(new Draft(NodeKind.INPUT, "input").protocols(Protocols.USP)), input);
    }
    if (output != null && !output.members().isEmpty()) {
      arguments(attributes, command.put(new Draft(NodeKind.OUTPUT, "output").protocols(Protocols.USP)), output);
    }
  }

  /** Arguments by name; dots in a name make tables. */
  private void arguments(Attributes attributes, Draft holder, Json.Obj arguments) {
    for (Json.Member member : arguments.members()) {
      if (!(member.value() instanceof Json.Obj definition) || member.key().equals("mapping")) {
        continue;
      }
      String name = member.key().replace(PluginReader.PREFIX_MARK, prefix);
      Attributes argument = attributes.of(definition);
      Draft at = holder;
      int dot = name.lastIndexOf('.');
      for (String part : Paths.objectParts(name.substring(0, dot + 1))) {
        Draft table = at.child(part, true);
        at = table == null ? at.put(new Draft(NodeKind.OBJECT, part).protocols(Protocols.USP).facts(ObjectFacts.TABLE)) : table;
      }
      if (dot + 1 == name.length()) {
        arguments(attributes, at, definition);
      } else {
        at.put(new Draft(NodeKind.PARAMETER, name.substring(dot + 1)))
            .protocols(Protocols.USP)
            .mandatory(isMandatory(definition))
            .type(types.read(argument));
      }
    }
  }

  /** Arguments may say it in quotes. */
  private static boolean isMandatory(Json.Obj definition) {
    return switch (definition.get("mandatory")) {
      case Json.Bool bool -> bool.value();
      case Json.Text text -> text.value().equals("true");
      case null, default -> false;
    };
  }

  private void common(Attributes attributes, Draft draft, int line, String key) {
    draft.version(attributes.text("version", ""));
    draft.status(attributes.get("obsolete") instanceof Json.Bool(var obsolete, _) && obsolete ? Status.OBSOLETED : Status.CURRENT);
    if (!attributes.has("protocols")) {
      attributes.error(
          line, "\"" + key + "\" has no \"protocols\": nobody ever sees it; write \"protocols\": [\"cwmp\", \"usp\"]");
      draft.protocols(Protocols.NONE);
      return;
    }
    List<String> words = attributes.texts("protocols");
    Protocols protocols = ProtocolWords.of(words);
    if (protocols == null) {
      attributes.error(
          attributes.get("protocols"),
          "\"protocols\" " + words + " is none of [\"cwmp\"], [\"usp\"], [\"cwmp\", \"usp\"], [\"none\"]: nobody ever sees \"" + key + "\"");
    }
    draft.protocols(protocols == null ? Protocols.NONE : protocols);
  }

  private static void name(Attributes attributes, String name, String key, int line) {
    if (name.length() > MAX_NAME || key.length() > MAX_PATH) {
      attributes.error(line, "a name of more than " + MAX_NAME + " or a path of more than " + MAX_PATH + " characters; devices cut it off");
    }
    String invisible = Words.invisible(key);
    if (!invisible.isEmpty()) {
      attributes.error(line, "there is a letter nobody sees, " + invisible + ", in \"" + key + "\"; type it anew");
    }
  }

  private static List<UniqueKey> uniqueKeys(Attributes attributes) {
    return attributes.texts("uniqueKeys").stream().map(name -> new UniqueKey(false, List.of(name))).toList();
  }

  private PluginNode source(Attributes attributes, NodeKind kind, int line, String key) {
    Dependency dependency = Dependency.NONE;
    if (attributes.has("dependency")) {
      String text = attributes.text("dependency", "");
      dependency = Dependency.parse(text);
      NodeLint.dependency(attributes, kind, text, dependency);
    }
    return new PluginNode(file, line, version, key, dependency, mappings.read(attributes, kind, version));
  }
}
