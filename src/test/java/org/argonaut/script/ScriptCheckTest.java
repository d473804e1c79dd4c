package org.argonaut.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.argonaut.script.functions.ScriptApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptCheckTest {

  @Test
  void aSyntaxErrorIsFoundWithItsPlace() {
    assertThat(check("local a = 1\nlocal b = = 2"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.line()).isEqualTo(2);
              assertThat(finding.text()).isNotEmpty().doesNotContain("script:2");
            });
  }

  @Test
  void aFunctionThatDoesNotExistIsFoundAndTheNearestNamed() {
    assertThat(check("-- waits\n  slep(5)"))
        .containsExactly(new ScriptCheck.Finding(false, 2, 3, "there is no function 'slep'; did you mean 'sleep'?"));
    assertThat(check("log.inform('x')").getFirst().text()).startsWith("there is no function 'log.inform'");
    assertThat(check("frobnicate { 1 }")).hasSize(1);
    assertThat(check("frobnicate 'x'")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep()", "sleep(1, 2)", "schedule(5)", "store_get()", "store_set('k')", "sleep(1, function() return 1, 2 end)",
        "sleep({1, 2}, 3)", "log.info()", "local f = function() sleep() end", "if true then sleep() end",
      })
  void wrongNumbersOfArgumentsAreFound(String source) {
    assertThat(check(source)).singleElement().satisfies(f -> assertThat(f.text()).contains("argument"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep(1)",
        "sleep 'x'",
        "sleep(math.max(1, 2))",
        "sleep(unpack({1}))",
        "schedule(when())\nfunction when() return 5, print end",
        "local function f(...) schedule(...) end",
        "log.info('a', 'b', 3)",
        "local sleep = print sleep(1, 2, 3)",
        "function helper(a) return a end helper(1)",
        "helper = function() end helper()",
        "a, b = print, print a() b()",
        "for _, f in ipairs({print}) do f() end",
        "local t = {} function t.go() end t.go() t:go()",
        "local log = {} log.whatever()",
        "_G.thing = print thing()",
        "loadstring('x = print')() x()",
        "string.format('%d', 1) table.insert({}, 1)",
        "local s = 'slep(1)' -- slep(2)\nlocal l = [[ slep(3) ]] --[==[ slep(4) ]] ]==]",
        "goto done ::done::",
        "print(#'x', 0x1F, 1e-5, .5, 3 ..'')",
        "store_set('k', {a = 1, b = {2, 3}})",
        "sleep((function() while true do break end repeat local x = 1 until x end)())",
        "if x then y() end function y() end",
      })
  void whatIsRightOrTheScriptsOwnIsNotComplainedOf(String source) {
    assertThat(check(source)).isEmpty();
  }

  @Test
  void blocksInsideArgumentsDoNotConfuseTheCount() {
    assertThat(
            check(
                """
                schedule("0 3 * * *", function()
                  for i, v in ipairs({1, 2}) do
                    if v > 1 then print(i, v) elseif v == 1 then print(v) else print() end
                  end
                  while true do break end
                  repeat local a, b = 1, 2 until a
                end)
                """))
        .isEmpty();
  }

  private static List<ScriptCheck.Finding> check(String source) {
    return ScriptCheck.of(source, ScriptApi.table());
  }
}
