package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.junit.jupiter.api.Test;

class JsonFunctionsTest {

  private static List<Object> run(String lua) throws Exception {
    LuaState state = new LuaState(LuaLimits.defaults(), new ArrayList<String>()::add);
    new JsonFunctions().install(state, null);
    return state.call(state.load(LuaProgram.compile(lua, "test.lua")));
  }

  private static Object encoded(String value) throws Exception {
    return run("local text, err = json_encode(" + value + ") assert(err == nil, err) return text").getFirst();
  }

  private static String refused(String value) throws Exception {
    List<Object> both = run("return json_encode(" + value + ")");
    assertThat(both.getFirst()).isNull();
    return (String) both.get(1);
  }

  @Test
  void listsAndNamedValuesAreArraysAndObjects() throws Exception {
    assertThat(encoded("{1, 'two', true, {a = 1.5}}")).isEqualTo("[1,\"two\",true,{\"a\":1.5}]");
    assertThat(encoded("'a\"\\n'")).isEqualTo("\"a\\\"\\n\"");
    assertThat(encoded("nil")).isEqualTo("null");
    assertThat(encoded("12")).isEqualTo("12");
  }

  @Test
  void anEmptyTableIsAnObjectUnlessTheOptionsSayOtherwise() throws Exception {
    assertThat(encoded("{}")).isEqualTo("{}");
    assertThat(encoded("{list = {}}, {empty = 'array'}")).isEqualTo("{\"list\":[]}");
  }

  @Test
  void jsonNullStandsForNull() throws Exception {
    assertThat(encoded("{1, json_null, 3}")).isEqualTo("[1,null,3]");
    assertThat(run("local t = json_decode('[null, 1]', json_null) return t[1] == json_null, #t, json_encode(t)"))
        .containsExactly(true, 2L, "[null,1]", null);
  }

  @Test
  void whatIsNoJsonIsRefusedWithItsPlace() throws Exception {
    assertThat(refused("{a = {print}}")).isEqualTo("at .a[1]: a function is no JSON");
    assertThat(refused("{1, x = 2}")).contains("neither a list (1 to n) nor has it string keys only");
    assertThat(refused("{[1] = 1, [3] = 3}")).contains("neither a list");
    assertThat(refused("{0/0}")).isEqualTo("at [1]: not a number is no JSON");
    assertThat(refused("{1/0}")).isEqualTo("at [1]: infinity is no JSON");
  }

  @Test
  void aTableThatContainsItselfIsRefused() throws Exception {
    List<Object> both = run("local t = {} t.self = t return json_encode(t)");
    assertThat((String) both.get(1)).isEqualTo("the table nests deeper than 128 levels, or contains itself");
  }

  @Test
  void aTextBecomesItsValue() throws Exception {
    assertThat(run("local v, err = json_decode('{\"a\":[1,2.5,\"x\",true,null],\"b\":null}') return v.a[1], v.a[2], v.a[3], v.a[4], v.b, err"))
        .containsExactly(1L, 2.5, "x", true, null, null);
    assertThat(run("return tostring(json_decode('7'))")).containsExactly("7");
  }

  @Test
  void aTextThatIsNoneIsRefusedWithLineAndColumn() throws Exception {
    assertThat(run("return json_decode('{\"a\":')")).satisfies(both -> {
      assertThat(both.getFirst()).isNull();
      assertThat((String) both.get(1)).startsWith("line 1, column ");
    });
    assertThat((String) run("return json_decode('')").get(1)).isEqualTo("the text is empty");
    assertThat((String) run("return json_decode('1 2')").get(1)).contains("line 1");
    assertThat((String) run("return json_decode('1e999')").get(1)).isEqualTo("a number is too large for Lua");
    assertThat((String) run("return json_decode(string.rep('[', 1000))").get(1)).contains("nesting depth");
  }

  @Test
  void wrongArgumentsNameFunctionArgumentAndType() {
    assertThat(error("json_decode({})")).contains("bad argument #1 to 'json_decode' (string expected, got table)");
    assertThat(error("json_encode()")).contains("bad argument #1 to 'json_encode'");
    assertThat(error("json_encode({}, {empty = 'list'})")).contains("bad argument #2 to 'json_encode'");
  }

  private static String error(String lua) {
    try {
      run(lua);
      return "no error";
    } catch (LuaException e) {
      return e.getMessage();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
