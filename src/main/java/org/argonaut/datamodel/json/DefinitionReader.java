package org.argonaut.datamodel.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Notification;
import org.argonaut.datamodel.ObjectFacts;
import org.argonaut.datamodel.ObjectFacts.UniqueKey;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.Status;

/** Reads the combined JSON definition back, and those of other tools that have the same shape. */
public final class DefinitionReader {
  private static final long MAX_BYTES = 64L << 20;

  /** What only some objects have; the others share two sets of facts. */
  private static final List<String> SPECIAL =
      List.of("minEntries", "maxEntries", "entriesParameter", "enableParameter", "discriminator", "fixed", "mountPoint", "uniqueKeys");

  private final String file;
  private final Findings findings;
  private final TypeReader types;

  private DefinitionReader(String file, TypeReader types, Findings findings) {
    this.file = file;
    this.types = types;
    this.findings = findings;
  }

  /** A definition as a tree. */
  public record Definition(Draft root, List<String> models) {
    public Schema schema() {
      return Schema.of(root, models);
    }
  }

  /**
   * Reads a file. What is wrong in it is a finding and left out.
   *
   * @throws IOException it cannot be read
   */
  public static Definition read(Path file, Findings findings) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("more than " + (MAX_BYTES >> 20) + " MB");
    }
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file.toString(), findings);
  }

  /** Reads a text; {@code file} is its name in findings. */
  public static Definition parse(String json, String file, Findings findings) {
    return parse(json, new DefinitionReader(file, new TypeReader(true), findings));
  }

  /** Reads one of the program's own: the same, but nothing is checked that its test has checked. */
  static Definition parseOwn(String json, String file) {
    return parse(json, new DefinitionReader(file, new TypeReader(true, true), new Findings()));
  }

  private static Definition parse(String json, DefinitionReader reader) {
    String file = reader.file;
    Findings findings = reader.findings;
    Draft root = Draft.root().protocols(Protocols.NONE);
    List<String> models = new ArrayList<>();
    try {
      Json tree = JsonTree.read(json, line -> findings.warning(file, line, "a comma before the closing bracket"));
      if (tree instanceof Json.Obj object) {
        reader.whole(object, root, models);
      } else {
        findings.error(file, tree.line(), "a definition is an object, not " + tree.kind());
      }
    } catch (BadJson e) {
      findings.error(file, e.line(), e.getMessage());
    }
    return new Definition(root, models);
  }

  private void whole(Json.Obj object, Draft root, List<String> models) {
    Json header = object.get(DefinitionWriter.HEADER);
    if (header instanceof Json.Obj facts) {
      models.addAll(new Attributes(facts, file, findings).texts("models"));
    }
    for (Json.Member member : object.members()) {
      if (!member.key().equals(DefinitionWriter.HEADER) && member.value() instanceof Json.Obj node) {
        Draft parent = root;
        List<String> parts = Paths.objectParts(member.key());
        for (String part : parts.subList(0, Math.max(0, parts.size() - 1))) {
          Draft next = parent.child(part, true);
          parent = next == null ? parent.put(new Draft(NodeKind.OBJECT, part)) : next;
        }
        child(member, node, parent);
        root.protocols(Protocols.BOTH);
      }
    }
  }

  private void children(Json.Obj object, Draft parent) {
    for (Json.Member member : object.members()) {
      if (member.value() instanceof Json.Obj node && isNode(node)) {
        child(member, node, parent);
      } else if (member.value() instanceof Json.Obj odd && odd.get("type") != null && !(odd.get("type") instanceof Json.Obj)) {
        findings.error(file, member.line(), "the \"type\" of \"" + member.key() + "\" is " + odd.get("type").kind() + " where text is expected; left out");
      }
    }
  }

  /** Attributes such as {@code list} have no type of their own. */
  private static boolean isNode(Json.Obj object) {
    return object.get("type") instanceof Json.Text;
  }

  private void child(Json.Member member, Json.Obj node, Draft parent) {
    Attributes attributes = new Attributes(node, file, findings);
    String type = node.text("type", "");
    String name = member.key();
    if (type.equals("object")) {
      List<String> parts = Paths.objectParts(name);
      if (parts.isEmpty()) {
        attributes.error(member.line(), "an object without a name; left out");
        return;
      }
      name = parts.getLast();
    }
    NodeKind kind =
        switch (type) {
          case "object" -> NodeKind.OBJECT;
          case "command" -> NodeKind.COMMAND;
          case "event" -> NodeKind.EVENT;
          default -> NodeKind.PARAMETER;
        };
    Draft draft = parent.put(new Draft(kind, name));
    protocols(attributes, draft, parent);
    versionAndStatus(attributes, draft);
    switch (kind) {
      case OBJECT -> {
        boolean instances = member.key().endsWith(Paths.INSTANCE + ".");
        object(attributes, draft, instances);
        ofUsp(attributes, draft, (usp, facts) -> object(usp, facts, instances));
        children(node, draft);
      }
      case COMMAND -> command(attributes, draft);
      case EVENT -> {
        Json.Obj output = attributes.objectAt("output");
        children(output == null ? node : output, draft);
      }
      default -> {
        parameter(attributes, draft);
        ofUsp(attributes, draft, this::parameter);
      }
    }
  }

  /** What only USP sees of the node, if there is any such thing. */
  private void ofUsp(Attributes attributes, Draft draft, BiConsumer<Attributes, Draft> read) {
    if (!attributes.has(DefinitionWriter.PER_PROTOCOL)) {
      return;
    }
    Json.Obj apart = attributes.objectAt(DefinitionWriter.PER_PROTOCOL);
    Json.Obj usp = apart == null ? null : attributes.of(apart).objectAt(DefinitionWriter.USP);
    if (usp != null) {
      Attributes ofUsp = attributes.of(usp);
      Draft facts = new Draft(draft.kind(), draft.name()).protocols(Protocols.USP);
      versionAndStatus(ofUsp, facts);
      read.accept(ofUsp, facts);
      draft.usp(facts);
    }
  }

  private static void protocols(Attributes attributes, Draft draft, Draft parent) {
    Protocols protocols = attributes.has("protocols") ? ProtocolWords.of(attributes.texts("protocols")) : parent.protocols();
    // A definition's nodes are all visible; other converters write "both" for documents of neither protocol.
    draft.protocols(protocols == null || protocols == Protocols.NONE ? Protocols.BOTH : protocols);
  }

  private static void versionAndStatus(Attributes attributes, Draft draft) {
    draft.version(attributes.text("version", ""));
    if (attributes.has("status") || attributes.has("obsolete")) {
      Status otherwise = attributes.bool("obsolete", false) ? Status.OBSOLETED : Status.CURRENT;
      draft.status(Status.of(attributes.text("status", otherwise.word())).orElse(otherwise));
    }
  }

  private static void object(Attributes attributes, Draft draft, boolean instances) {
    draft.access(attributes.bool("access", false) ? Access.READ_WRITE : Access.READ_ONLY);
    boolean table = attributes.bool("array", instances);
    draft.facts(facts(attributes, table ? ObjectFacts.TABLE : ObjectFacts.SINGLE));
  }

  private static ObjectFacts facts(Attributes attributes, ObjectFacts usual) {
    boolean special = false;
    for (String attribute : SPECIAL) {
      special |= attributes.has(attribute);
    }
    if (!special) {
      return usual;
    }
    return new ObjectFacts(
        usual.table(),
        count(attributes.number("minEntries"), usual.minEntries()),
        count(attributes.number("maxEntries"), usual.maxEntries()),
        attributes.text("entriesParameter", ""),
        attributes.text("enableParameter", ""),
        attributes.text("discriminator", ""),
        attributes.bool("fixed", false),
        attributes.bool("mountPoint", false),
        uniqueKeys(attributes));
  }

  private static int count(BigDecimal number, int otherwise) {
    return number == null ? otherwise : Math.clamp(number.longValue(), 0, Integer.MAX_VALUE);
  }

  private static List<UniqueKey> uniqueKeys(Attributes attributes) {
    List<UniqueKey> keys = new ArrayList<>();
    for (Json item : attributes.array("uniqueKeys")) {
      switch (item) {
        case Json.Text parameter -> keys.add(new UniqueKey(false, List.of(parameter.value())));
        case Json.Obj object -> {
          Attributes key = attributes.of(object);
          keys.add(new UniqueKey(key.bool("functional", false), key.texts("parameters")));
        }
        default -> attributes.error(item, "a unique key is a name or an object, not " + item.kind() + "; left out");
      }
    }
    return keys;
  }

  private void command(Attributes attributes, Draft draft) {
    draft.asynchronous(attributes.bool("async", false));
    arguments(attributes.objectAt("input"), draft, NodeKind.INPUT, "input");
    arguments(attributes.objectAt("output"), draft, NodeKind.OUTPUT, "output");
  }

  private void arguments(Json.Obj object, Draft command, NodeKind kind, String name) {
    if (object != null) {
      Draft group = command.put(new Draft(kind, name).protocols(command.protocols()).version(command.version()));
      children(object, group);
    }
  }

  private void parameter(Attributes attributes, Draft draft) {
    boolean write = attributes.bool("write", false);
    boolean once = attributes.bool("once", false);
    draft.access(once ? Access.WRITE_ONCE : write ? Access.READ_WRITE : Access.READ_ONLY);
    draft.mandatory(attributes.bool("mandatory", false));
    draft.forcedInform(attributes.bool("forcedInform", false));
    if (attributes.has("activeNotify")) {
      Notification.of(attributes.text("activeNotify", "normal")).ifPresent(draft::notification);
    }
    draft.type(types.read(attributes));
  }
}
