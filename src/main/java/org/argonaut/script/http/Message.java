package org.argonaut.script.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A request as it goes over a wire: checked, so that nothing in it can be taken for anything else. */
record Message(String method, Map<String, List<String>> headers, byte[] body) {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  private static final int MOST_HEADERS = 64;
  private static final int LONGEST_HEADER = 8192;
  /** How a message travels is not the caller's business. */
  private static final Set<String> OURS =
      Set.of(
          "host", "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection", "te", "trailer",
          "upgrade", "expect", "accept-encoding");

  static Message of(OutboundRequest request) throws OutboundFailure {
    String method = request.method().isBlank() ? "GET" : request.method().strip().toUpperCase(Locale.ROOT);
    if (!TOKEN.matcher(method).matches() || method.equals("CONNECT") || method.equals("TRACE")) {
      throw new OutboundFailure("'" + request.method() + "' is no method that can be sent");
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      check(header.getKey(), header.getValue());
      if (!OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        headers.put(header.getKey(), header.getValue());
      }
    }
    if (headers.size() > MOST_HEADERS) {
      throw new OutboundFailure("more than " + MOST_HEADERS + " headers");
    }
    return new Message(method, headers, request.body());
  }

  private static void check(String name, List<String> values) throws OutboundFailure {
    if (!TOKEN.matcher(name).matches()) {
      throw new OutboundFailure("'" + name + "' is no name of a header");
    }
    for (String value : values) {
      if (value.length() > LONGEST_HEADER || value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
        throw new OutboundFailure("header " + name + " holds control characters or is longer than " + LONGEST_HEADER);
      }
    }
  }

  /** What is asked of the place that an answer with this status led to (RFC 9110, 15.4), without these headers. */
  Message redirected(int status, Set<String> without) {
    boolean asGet = status == 303 ? !method.equals("HEAD") : (status == 301 || status == 302) && method.equals("POST");
    Map<String, List<String>> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!without.contains(lower) && !(asGet && lower.startsWith("content-"))) {
            kept.put(name, values);
          }
        });
    return asGet ? new Message("GET", kept, new byte[0]) : new Message(method, kept, body);
  }

  byte[] head(OutboundUrl url) {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(url.target()).append(" HTTP/1.1\r\nHost: ").append(url.authority());
    head.append("\r\nConnection: close\r\nAccept-Encoding: identity\r\n");
    if (!headers.containsKey("User-Agent")) {
      head.append("User-Agent: Argonaut\r\n");
    }
    if (!headers.containsKey("Accept")) {
      head.append("Accept: */*\r\n");
    }
    headers.forEach(
        (name, values) -> values.forEach(value -> head.append(name).append(": ").append(value.strip()).append("\r\n")));
    boolean takesBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    if (body.length > 0 || takesBody) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(UTF_8);
  }
}
