package org.argonaut.script.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.argonaut.script.http.OutboundHttp;
import org.argonaut.script.http.OutboundSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpFunctionsTest {
  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String said =
              exchange.getRequestMethod() + " " + exchange.getRequestHeaders().get("X-key") + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          exchange.getResponseHeaders().add("content-type", "text/plain");
          exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/missing") ? 404 : 200, said.getBytes(UTF_8).length);
          exchange.getResponseBody().write(said.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static List<Object> run(String lua) throws Exception {
    OutboundSettings settings =
        OutboundSettings.from(
            ConfigFactory.parseString("argonaut.script.http.allow = [\"127.0.0.0/8\"]").withFallback(ConfigFactory.load()));
    LuaState state = new LuaState(LuaLimits.defaults(), new ArrayList<String>()::add);
    new HttpFunctions(new OutboundHttp(settings)).install(state, null);
    state.set("url", "http://127.0.0.1:" + server.getAddress().getPort());
    return state.call(state.load(LuaProgram.compile(lua, "test.lua")));
  }

  @Test
  void anAnswerIsATableWithAllFields() throws Exception {
    assertThat(
            run(
                """
                local r = http_request("POST", url, {["X-Key"] = {"a", "b"}}, "body")
                return r.ok, r.status_code, r.body, r.headers["Content-Type"], r.error_message
                """))
        .containsExactly(true, 200L, "POST [a, b] body", "text/plain", "");
  }

  @Test
  void anEmptyMethodIsGet() throws Exception {
    assertThat((String) run("return http_request('', url).body").getFirst()).startsWith("GET ");
    assertThat((String) run("return http_request(nil, url).body").getFirst()).startsWith("GET ");
  }

  @Test
  void aStatusThatIsNoSuccessIsNotOkAndNoError() throws Exception {
    assertThat(run("local r = http_request('GET', url .. '/missing') return r.ok, r.status_code, r.error_message"))
        .containsExactly(false, 404L, "");
  }

  @Test
  void aRequestThatCannotBeDoneIsATableWithTheReason() throws Exception {
    assertThat(run("local r = http_request('GET', 'http://192.168.7.7/') return r.ok, r.status_code, r.body, next(r.headers), r.error_message"))
        .containsExactly(
            false, 0L, "", null,
            "'192.168.7.7' is not a public host; the operator can allow it in argonaut.script.http.allow");
    assertThat(run("return http_request('GET', 'http://u:p@host/').ok, type(http_request('GET', 'nonsense').error_message)"))
        .containsExactly(false, "string");
  }

  @Test
  void wrongArgumentsAreErrorsThatNameFunctionArgumentAndType() {
    assertThatThrownBy(() -> run("http_request('GET')"))
        .isInstanceOf(LuaException.class)
        .hasMessageContaining("bad argument #2 to 'http_request' (string expected");
    assertThatThrownBy(() -> run("http_request('GET', url, 'x')"))
        .hasMessageContaining("bad argument #3 to 'http_request' (table expected, got string)");
    assertThatThrownBy(() -> run("http_request('GET', url, {a = true})"))
        .hasMessageContaining("bad argument #3 to 'http_request' (header 'a': string expected)");
  }
}
