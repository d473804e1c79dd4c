package org.argonaut.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuaSandboxTest {
  private final LuaState lua = new LuaState(LuaLimits.defaults(), line -> {});

  private List<Object> run(String source) throws Exception {
    return lua.call(lua.load(LuaProgram.compile(source, "test")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io", "os.execute", "os.exit", "os.getenv", "os.remove", "os.rename", "os.tmpname", "os.setlocale", "package",
        "require", "module", "debug", "luajava", "dofile", "loadfile", "string.dump"
      })
  void whatReachesOutsideIsNotThere(String name) throws Exception {
    assertThat(run("return " + name)).containsExactly((Object) null);
  }

  @Test
  void compiledCodeIsRefused() throws Exception {
    assertThat(run("return loadstring('\\27Lua')").get(0)).isNull();
    assertThat(run("local n = 0 return load(function() n = n + 1 return n == 1 and '\\27LuaQ' or nil end)").get(0))
        .isNull();
    assertThatThrownBy(() -> LuaProgram.compile("\033Lua", "test")).isInstanceOf(LuaSyntaxException.class);
  }

  @Test
  void whatAScriptDoesToTheLibraryIsItsOwn() throws Exception {
    run("string.upper = nil getmetatable('').__index = function() return 'mine' end math.pi = 3 print = nil");
    assertThat(run("return ('x').anything")).containsExactly("mine");

    LuaState other = new LuaState(LuaLimits.defaults(), line -> {});

    assertThat(other.call(other.load(LuaProgram.compile("return ('x'):upper(), math.pi > 3, print ~= nil", "t"))))
        .containsExactly("X", true, true);
  }

  @Test
  void aProgramRunsInManyStatesApart() throws Exception {
    LuaProgram program = LuaProgram.compile("n = (n or 0) + 1 return n", "test");
    LuaState other = new LuaState(LuaLimits.defaults(), line -> {});

    lua.call(lua.load(program));

    assertThat(lua.call(lua.load(program))).containsExactly(2L);
    assertThat(other.call(other.load(program))).containsExactly(1L);
  }
}
