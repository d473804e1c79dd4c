package org.argonaut.cpe.tree;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.argonaut.cpe.tree.Node.Access;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Node.Rows;
import org.argonaut.cpe.tree.Syntax.Kind;

/**
 * Reads a skeleton file. One node a line, two spaces of indent a level; the top of {@code tr181.tree} explains the lines,
 * {@link Generator} the values that begin with {@code @}.
 */
final class SkeletonReader {
  private final String file;
  private final Deque<ObjectNode> open = new ArrayDeque<>();
  private ObjectNode root;
  private int lineNumber;

  private SkeletonReader(String file) {
    this.file = file;
  }

  /** Reads all lines; an IllegalArgumentException names file and line of the first mistake. */
  static ObjectNode read(String file, BufferedReader lines) throws IOException {
    SkeletonReader reader = new SkeletonReader(file);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      reader.lineNumber++;
      if (!line.isBlank() && !line.startsWith("#")) {
        reader.line(line);
      }
    }
    if (reader.root == null) {
      throw reader.wrong("no object at all");
    }
    return reader.root;
  }

  private void line(String line) {
    String text = line.strip();
    int indent = line.indexOf(text);
    if (indent % 2 != 0 || indent / 2 > open.size() || (indent == 0) != (root == null)) {
      throw wrong("indent does not fit");
    }
    while (open.size() > indent / 2) {
      open.pop();
    }
    int blank = text.indexOf(' ');
    String name = blank < 0 ? text : text.substring(0, blank);
    String rest = blank < 0 ? "" : text.substring(blank + 1);
    if (name.endsWith(".")) {
      add(new ObjectNode(name.substring(0, name.length() - 1), new Rows.None(), false, rest.equals("diagnostic")));
    } else if (name.endsWith(".{i}")) {
      add(new ObjectNode(name.substring(0, name.length() - 4), rows(rest), rest.endsWith(" w"), false));
    } else {
      add(parameter(name, rest));
    }
  }

  private void add(Node node) {
    if (root == null) {
      root = (ObjectNode) node;
    } else if (!open.peek().add(node)) {
      throw wrong(node.name() + " is there twice");
    }
    if (node instanceof ObjectNode object) {
      open.push(object);
    }
  }

  private Rows rows(String text) {
    String[] words = text.split(" ");
    return switch (words[0]) {
      case "@hosts" -> new Rows.Hosts();
      case "@stations" -> new Rows.Stations(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      default -> new Rows.Fixed(Integer.parseInt(words[0]));
    };
  }

  private Parameter parameter(String name, String text) {
    Access access =
        switch (text.charAt(0)) {
          case 'r' -> Access.READ;
          case 'w' -> Access.WRITE;
          case 's' -> Access.SECRET;
          default -> throw wrong("access is r, w or s");
        };
    int endOfType = endOfType(text);
    Syntax syntax = syntax(text.substring(2, endOfType));
    String rest = text.substring(endOfType).strip();
    boolean inform = rest.startsWith("inform");
    rest = inform ? rest.substring(6).strip() : rest;
    boolean active = rest.startsWith("active");
    rest = active ? rest.substring(6).strip() : rest;
    return new Parameter(name, access, syntax, generator(rest, syntax), inform, active);
  }

  /** A type ends at a blank that is not inside the braces of an enumeration. */
  private int endOfType(String text) {
    int brace = text.indexOf('{', 2);
    int blank = text.indexOf(' ', 2);
    if (brace >= 0 && (blank < 0 || brace < blank)) {
      blank = text.indexOf(' ', text.indexOf('}', brace));
    }
    return blank < 0 ? text.length() : blank;
  }

  private Syntax syntax(String text) {
    int limits = 0;
    while (limits < text.length() && Character.isLetter(text.charAt(limits))) {
      limits++;
    }
    Kind kind =
        switch (text.substring(0, limits)) {
          case "string" -> Kind.STRING;
          case "list" -> Kind.LIST;
          case "ip" -> Kind.IP;
          case "bool" -> Kind.BOOL;
          case "int" -> Kind.INT;
          case "uint" -> Kind.UINT;
          case "long" -> Kind.LONG;
          case "ulong" -> Kind.ULONG;
          case "dateTime" -> Kind.DATE_TIME;
          case "base64" -> Kind.BASE64;
          case "hex" -> Kind.HEX;
          default -> throw wrong("unknown type " + text);
        };
    Syntax free = Syntax.of(kind);
    if (limits == text.length()) {
      return free;
    }
    String inside = text.substring(limits + 1, text.length() - 1);
    return switch (text.charAt(limits)) {
      case '(' -> new Syntax(kind, 0, Integer.parseInt(inside), List.of());
      case '{' -> new Syntax(kind, free.min(), free.max(), List.of(inside.split(",")));
      case '[' -> {
        String[] ends = inside.split(":", -1);
        long min = ends[0].isEmpty() ? free.min() : Long.parseLong(ends[0]);
        long max = ends[1].isEmpty() ? free.max() : Long.parseLong(ends[1]);
        yield new Syntax(kind, min, max, List.of());
      }
      default -> throw wrong("limits are (MAX), {A,B} or [MIN:MAX]");
    };
  }

  private Generator generator(String text, Syntax syntax) {
    if (text.startsWith("@")) {
      return live(text.substring(1).split(" "));
    }
    if (!text.isEmpty() && !text.startsWith("=")) {
      throw wrong("a value begins with = or @");
    }
    String value = text.isEmpty() ? syntax.zero() : text.substring(1).strip();
    List<Template> byInstance = new ArrayList<>();
    for (String one : value.split("\\|", -1)) {
      byInstance.add(Template.of(one));
    }
    return new Generator.Text(List.copyOf(byInstance));
  }

  private Generator live(String[] words) {
    return switch (words[0]) {
      case "uptime" -> new Generator.UpTime();
      case "now" -> new Generator.Now();
      case "since" -> new Generator.Since(Long.parseLong(words[1]));
      case "count" -> new Generator.Count(words[1]);
      case "counter" -> new Generator.Counter(Double.parseDouble(words[1]), false);
      case "counter32" -> new Generator.Counter(Double.parseDouble(words[1]), true);
      case "wobble" ->
          new Generator.Wobble(
              Long.parseLong(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]), words.length > 4 ? Integer.parseInt(words[4]) : 1);
      case "when" -> new Generator.When(words[1], words[2], words[3]);
      case "host" -> new Generator.Host(words[1], List.of(Arrays.copyOfRange(words, 2, words.length)), !inHostTable());
      default -> throw wrong("unknown generator @" + words[0]);
    };
  }

  /** Whether the innermost table around the line is one of hosts. */
  private boolean inHostTable() {
    for (ObjectNode object : open) {
      if (object.table()) {
        return object.rows() instanceof Rows.Hosts || object.rows() instanceof Rows.Stations;
      }
    }
    throw wrong("@host outside a table");
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(file + ":" + lineNumber + ": " + what);
  }
}
