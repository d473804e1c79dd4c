package org.argonaut.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuaErrorsTest {
  private final LuaState lua = new LuaState(LuaLimits.defaults(), line -> {});

  private List<Object> run(String source) throws Exception {
    return lua.call(lua.load(LuaProgram.compile(source, "script")));
  }

  @Test
  void anErrorTellsFunctionsAndLines() {
    String source =
        """
        local function inner(t)
          return t.missing.field
        end
        function outer()
          local r = inner({})
          return r
        end
        outer()
        """;

    var e = catchThrowableOfType(LuaException.class, () -> run(source));

    assertThat(e).hasMessage("script:2: attempt to index field 'missing' (a nil value)");
    assertThat(e.luaTraceback())
        .isEqualTo(
            """
            stack traceback:
            \tscript:2: in function 'inner'
            \tscript:5: in function 'outer'
            \tscript:8: in main chunk""");
  }

  @Test
  void aLongTracebackIsCutInItsMiddle() {
    var e = catchThrowableOfType(LuaException.class, () -> run("local function f(n) if n == 0 then error('deep') end f(n - 1) end f(100)"));

    assertThat(e.luaTraceback().lines()).hasSizeLessThan(30).anyMatch(line -> line.contains("more)"));
  }

  @Test
  void anErrorObjectReachesTheHost() {
    var e = catchThrowableOfType(LuaException.class, () -> run("error({code = 7})"));

    assertThat(e).hasMessage("(error object is a table value)");
    assertThat(((LuaTable) e.value()).get("code")).isEqualTo(7L);
  }

  @Test
  void anErrorOfAHostFunctionHasThePlaceOfTheCall() throws Exception {
    lua.define(
        "send",
        call -> {
          throw new LuaException("the device is gone");
        });

    assertThatThrownBy(() -> run("local x = 1\nsend()")).hasMessage("script:2: the device is gone");
    assertThat(run("return pcall(function()\nsend() end)")).containsExactly(false, "script:2: the device is gone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send()|bad argument #1 to 'send' (string expected, got no value)",
        "send(nil)|bad argument #1 to 'send' (string expected, got nil)",
        "send({})|bad argument #1 to 'send' (string expected, got table)",
        "send('x', 'y')|bad argument #2 to 'send' (number expected, got string)",
        "local f = send f('x', 1, 2)|bad argument #3 to 'send' (boolean expected, got number)",
        "pcall(1) send(true)|bad argument #1 to 'send' (string expected, got boolean)"
      })
  void aWrongArgumentNamesFunctionArgumentAndType(String source, String message) {
    lua.define("send", call -> call.string(1) + call.number(2) + call.bool(3, false));

    assertThatThrownBy(() -> run(source)).hasMessage("script:1: " + message);
  }

  @Test
  void aValueThatLuaCannotHoldIsAnErrorOfTheFunction() {
    lua.define("give", call -> new Object());

    assertThatThrownBy(() -> run("give()")).isInstanceOf(LuaException.class).hasMessageContaining("give");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x = = 1|1|5|script:1: unexpected symbol near '='",
        "local a\\nif a then|2|10|script:2: 'end' expected near '<eof>'",
        "if a then\\nx = 1\\n|3|1|script:3: 'end' expected (to close 'if' at line 1) near '<eof>'",
        "print('a'|1|10|script:1: ')' expected near '<eof>'",
        "\\n\\n  goto nowhere|3|3|script:3: no visible label 'nowhere' for <goto> at line 3",
        "::a:: ::a::|1|7|script:1: label 'a' already defined on line 1",
        "goto a local x ::a:: print(x)|1|1|script:1: <goto a> at line 1 jumps into the scope of local 'x'",
        "repeat goto c local x ::c:: until x|1|8|script:1: <goto c> at line 1 jumps into the scope of local 'x'",
        "do ::inner:: end goto inner|1|18|script:1: no visible label 'inner' for <goto> at line 1",
        "::out:: local function f() goto out end|1|28|script:1: no visible label 'out' for <goto> at line 1",
        "break|1|6|script:1: no loop to break near '<eof>'"
      })
  void aSyntaxErrorTellsLineAndColumn(String source, int line, int column, String message) {
    var e =
        catchThrowableOfType(
            LuaSyntaxException.class, () -> LuaProgram.compile(source.replace("\\n", "\n"), "script"));

    assertThat(e).hasMessage(message);
    assertThat(e.line()).isEqualTo(line);
    assertThat(e.column()).isEqualTo(column);
  }

  @Test
  void aFailureIsFalseAndHasFields() throws Exception {
    lua.define("create", call -> LuaResults.failure(Map.of("ok", false, "error_msg", "no dots, please")));

    assertThat(run("local r = create() return not r, r == false, r.error_msg, r['ok'], r.other, type(r)"))
        .containsExactly(true, true, "no dots, please", false, null, "boolean");
  }

  @Test
  void aFailureBelongsToItsCallback() throws Exception {
    lua.define("create", call -> LuaResults.failure(Map.of("error_msg", "x")));
    run("create()");

    assertThatThrownBy(() -> run("return (false).error_msg")).hasMessageContaining("attempt to index a boolean value");
  }

  @Test
  void aHostFunctionMayCallItsCallback() throws Exception {
    lua.define("each", call -> {
      for (int i = 1; i <= 3; i++) {
        call.state().call(call.function(1), i);
      }
      return null;
    });

    assertThat(run("local n = 0 each(function(i) n = n + i end) return n")).containsExactly(6L);
    assertThat(run("return pcall(each, function() error('inside') end)")).containsExactly(false, "script:1: inside");
  }

  @Test
  void aThreadInterruptedFromOutsideEndsItsCallOnly() throws Exception {
    lua.define("sleep", call -> call.blocking(Wait.INTERRUPTIBLE, () -> {
      Thread.currentThread().interrupt();
      Thread.sleep(60_000);
      return null;
    }));

    assertThatThrownBy(() -> run("pcall(sleep)")).isInstanceOf(InterruptedException.class);
    assertThat(run("return 1")).containsExactly(1L);
  }
}
