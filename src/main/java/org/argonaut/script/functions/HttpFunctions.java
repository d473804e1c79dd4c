package org.argonaut.script.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaTable;
import org.argonaut.lua.Wait;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;
import org.argonaut.script.ScriptType;
import org.argonaut.script.http.OutboundAnswer;
import org.argonaut.script.http.OutboundFailure;
import org.argonaut.script.http.OutboundHttp;
import org.argonaut.script.http.OutboundRequest;

/** {@code http_request}: to public hosts and those the operator allows. */
public final class HttpFunctions implements FunctionLibrary {
  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "HTTP",
          List.of(
              ScriptFunction.of(
                      "http_request",
                      "Sends an HTTP request to a public host, or one that the operator allows, and waits for the answer."
                          + " Redirects are followed.")
                  .takes("method", "string?", "Empty or nil: GET")
                  .takes("url", "string", "http:// or https://, without user name and password")
                  .maybe("headers", "table<string, string|string[]>", "By name; how the message travels is not yours to say")
                  .maybe("body", "string", "Sent as it is")
                  .maybe("timeout", "number", "Seconds for everything")
                  .gives("HttpAnswer", "Always a table")),
          List.of(
              ScriptType.of("HttpAnswer", "An answer, or why there is none.")
                  .with("ok", "boolean", "Whether the status is 200 to 299")
                  .with("status_code", "number", "0: no answer")
                  .with("body", "string", "As received")
                  .with("headers", "table<string, string>", "By name in the usual spelling: Content-Type")
                  .with("error_message", "string", "Empty when there is an answer, whatever its status")));

  private final OutboundHttp http;

  public HttpFunctions(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    lua.define("http_request", this::request);
  }

  private Object request(HostCall call) throws LuaException, InterruptedException {
    String method = call.string(1, "");
    String url = call.string(2);
    Map<String, List<String>> headers = headers(call);
    String body = call.string(4, "");
    double seconds = call.number(5, 0);
    if (seconds < 0 || !(seconds < Integer.MAX_VALUE)) {
      throw call.badArgument(5, "seconds above 0 expected");
    }
    Duration timeout = seconds == 0 ? null : Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    OutboundRequest request = new OutboundRequest(method, url, headers, body.getBytes(UTF_8), timeout);
    return call.blocking(
        Wait.FINISHES_FIRST,
        () -> {
          try {
            return answered(http.send(request));
          } catch (OutboundFailure failure) {
            return table(false, 0, new byte[0], Map.of(), failure.getMessage());
          }
        });
  }

  private static Map<String, Object> answered(OutboundAnswer answer) {
    return table(answer.status() / 100 == 2, answer.status(), answer.body(), answer.headers(), "");
  }

  private static Map<String, Object> table(
      boolean ok, int status, byte[] body, Map<String, String> headers, String errorMessage) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("ok", ok);
    table.put("status_code", status);
    table.put("body", body);
    table.put("headers", headers);
    table.put("error_message", errorMessage);
    return table;
  }

  private static Map<String, List<String>> headers(HostCall call) throws LuaException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    LuaTable given = call.table(3, null);
    if (given == null) {
      return headers;
    }
    for (Map.Entry<Object, Object> entry : given.entries()) {
      if (!(entry.getKey() instanceof String name)) {
        throw call.badArgument(3, "header names must be strings, got " + entry.getKey());
      }
      List<String> values = new ArrayList<>();
      if (entry.getValue() instanceof LuaTable several) {
        for (int i = 1; i <= several.length(); i++) {
          values.add(text(call, name, several.get((long) i)));
        }
      } else {
        values.add(text(call, name, entry.getValue()));
      }
      headers.put(name, values);
    }
    return headers;
  }

  private static String text(HostCall call, String name, Object value) throws LuaException {
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case Double number -> number.toString();
      case null, default -> throw call.badArgument(3, "header '" + name + "': string expected");
    };
  }
}
