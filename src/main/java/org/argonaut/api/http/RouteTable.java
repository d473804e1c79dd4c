package org.argonaut.api.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the route for a method and a path; literal segments win over {@code {name}} ones. */
public final class RouteTable {
  private static final int MAX_SEGMENTS = 32;

  private final List<Route> routes;
  private final Node root = new Node();

  /** A route and the values of its template's names, decoded. */
  public record Match(Route route, Map<String, String> path) {

    /**
     * Checks the values against what the route says of them; after the token, so that strangers learn nothing.
     *
     * @throws Problem 400
     */
    void check() throws Problem {
      for (Parameter segment : route.path()) {
        segment.check(path.get(segment.name()));
      }
    }
  }

  /** One segment of the tree of templates. */
  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    final Map<String, Route> methods = new TreeMap<>();
    Node any;
  }

  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    this.routes.forEach(this::add);
  }

  public List<Route> routes() {
    return routes;
  }

  private void add(Route route) {
    Node node = root;
    for (String segment : split(route.template())) {
      if (segment.startsWith("{")) {
        if (node.any == null) {
          node.any = new Node();
        }
        node = node.any;
      } else {
        node = node.literals.computeIfAbsent(segment, _ -> new Node());
      }
    }
    if (node.methods.put(route.method(), route) != null) {
      throw new IllegalArgumentException("Two routes for " + route.method() + " " + route.template());
    }
  }

  /**
   * Finds the route.
   *
   * @param rawPath as on the request line, percent-encoded, without the query
   * @throws Problem 404, or 405 with Allow
   */
  public Match match(String method, String rawPath) throws Problem {
    List<String> segments = decoded(rawPath);
    Node node = segments.size() > MAX_SEGMENTS ? null : find(root, segments, 0);
    if (node == null) {
      throw Problem.notFound("There is nothing at " + shortened(rawPath) + "; GET / says what is where");
    }
    Route route = node.methods.get(method.equals("HEAD") ? "GET" : method);
    if (route == null) {
      String allow = String.join(", ", allowed(node));
      throw Problem.of(405, "method-not-allowed", "Method not allowed", method + " is not served here; use " + allow)
          .withHeader("Allow", allow);
    }
    return new Match(route, values(route, segments));
  }

  private static Node find(Node node, List<String> segments, int index) {
    if (index == segments.size()) {
      return node.methods.isEmpty() ? null : node;
    }
    Node literal = node.literals.get(segments.get(index));
    if (literal != null) {
      Node found = find(literal, segments, index + 1);
      if (found != null) {
        return found;
      }
    }
    return node.any == null || segments.get(index).isEmpty() ? null : find(node.any, segments, index + 1);
  }

  private static SortedSet<String> allowed(Node node) {
    SortedSet<String> allowed = new TreeSet<>(node.methods.keySet());
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed;
  }

  private static Map<String, String> values(Route route, List<String> segments) {
    Map<String, String> values = new HashMap<>();
    List<String> template = split(route.template());
    for (int i = 0; i < template.size(); i++) {
      String name = template.get(i);
      if (name.startsWith("{")) {
        values.put(name.substring(1, name.length() - 1), segments.get(i));
      }
    }
    return values;
  }

  private static List<String> decoded(String rawPath) throws Problem {
    List<String> segments = new ArrayList<>();
    for (String segment : split(rawPath)) {
      segments.add(decode(segment));
    }
    return segments;
  }

  private static List<String> split(String path) {
    List<String> segments = new ArrayList<>();
    int from = path.startsWith("/") ? 1 : 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      segments.add(path.substring(from, to));
      from = to + 1;
    }
    return segments;
  }

  /** Percent-decodes one segment as UTF-8; a plus stays a plus. */
  static String decode(String segment) throws Problem {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    byte[] in = segment.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%') {
        int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
        int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw Problem.badRequest("The path holds '%' without two hexadecimal digits after it; send %25 for a '%'");
        }
        out.put((byte) (high << 4 | low));
        i += 2;
      } else {
        out.put(in[i]);
      }
    }
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(out.flip());
      return text.toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("The path is not percent-encoded UTF-8");
    }
  }

  private static String shortened(String path) {
    return path.length() > 128 ? path.substring(0, 128) + "..." : path;
  }
}
