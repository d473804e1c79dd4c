package org.argonaut.cpe;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A file server beside the ACS: {@code /files/NAME} is served and taken, with ranges; some names misbehave. */
final class FileGate implements ScriptedAcs.Gate {
  final Map<String, byte[]> files = new ConcurrentHashMap<>();
  final List<String> ranges = new CopyOnWriteArrayList<>();
  private final ScriptedAcs.Gate guard;

  /**
   * @param guard asks for credentials; takes nothing when none are asked for
   */
  FileGate(ScriptedAcs.Gate guard) {
    this.guard = guard;
  }

  @Override
  public boolean takes(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.startsWith("/files/")) {
      return false;
    }
    if (guard.takes(exchange)) {
      return true;
    }
    String name = path.substring(7);
    if (exchange.getRequestMethod().equals("PUT")) {
      files.put(name, exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(201, -1);
    } else if (name.startsWith("status-")) {
      exchange.sendResponseHeaders(Integer.parseInt(name.substring(7)), -1);
    } else if (!files.containsKey(name)) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      serve(exchange, files.get(name), name.startsWith("breaking"));
    }
    return true;
  }

  private void serve(HttpExchange exchange, byte[] file, boolean breaks) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    exchange.getResponseHeaders().set("ETag", "\"tag\"");
    if (from > 0) {
      exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
    boolean half = breaks && from == 0;
    exchange.getResponseBody().write(file, from, half ? file.length / 2 : file.length - from);
    exchange.getResponseBody().flush();
  }
}
