package org.argonaut.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LuaLimitsTest {
  private static final LuaLimits LIMITS = new LuaLimits(2_000_000, 8 << 20, 5_000, 1 << 20, 100);

  private final List<String> output = new ArrayList<>();
  private final LuaState lua = new LuaState(LIMITS, output::add);

  private List<Object> run(String source) throws Exception {
    return lua.call(lua.load(LuaProgram.compile(source, "test")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "repeat until false",
        "::top:: goto top",
        "for i = 1, math.huge do end",
        "local function f() return f() end f()",
        "coroutine.wrap(function() while true do end end)()",
        "local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end",
        "local s = string.rep('a', 1000) while true do s:find(string.rep('.-', 50) .. 'b') end",
        "string.find(string.rep('a', 100000), string.rep('a*', 20) .. 'b')",
        "string.gsub(string.rep('x', 100000), 'x', function() while true do end end)",
        "while true do string.rep('x', 100000) end",
        "local t = {} for i = 1, 1000 do t[i] = i end while true do table.sort(t) end",
        "local t = {} for i = 1, 1000 do t[i] = 'x' end while true do table.concat(t) end",
        "local t = {} for i = 1, 100 do t[i] = i end table.sort(t, function() while true do end end)",
        "setmetatable(_G, {__index = function() while true do end end}) local x = undefinedname",
        "for k in next, setmetatable({}, {}) do end while true do tostring(1) end",
        "while true do loadstring(string.rep('x = 1 ', 1000)) end",
        "while true do pcall(error, 'x') end",
        "xpcall(function() error('x') end, function() while true do end end)",
        "while true do string.format('%99d', 1) end",
        "local t = {} while true do table.insert(t, 1, 1) t[#t] = nil end"
      })
  void whatNeverEndsIsEndedByTheBudget(String source) {
    assertThatThrownBy(() -> run(source)).isInstanceOf(LuaBudgetExceeded.class);
    assertThat(lua.stopped()).isFalse();
  }

  @Test
  void theBudgetIsOfOneCallAndTellsThePlace() throws Exception {
    assertThatThrownBy(() -> run("local x\nwhile true do\nx = 1\nend"))
        .hasMessageMatching("test:[23]: the call took more instructions than it may");
    for (int i = 0; i < 5; i++) {
      assertThat(run("local n = 0 for i = 1, 300000 do n = n + 1 end return n")).containsExactly(300_000L);
    }
  }

  @Test
  void theBudgetBeginsAnewAfterABlockingCall() throws Exception {
    lua.define("wait", call -> call.blocking(Wait.INTERRUPTIBLE, () -> null));

    assertThat(run("local n = 0 for j = 1, 10 do for i = 1, 300000 do n = n + 1 end wait() end return n"))
        .containsExactly(3_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string.rep('x', 1e9)",
        "string.rep('x', 1e308)",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} for i = 1, 1e9 do t[i] = i end",
        "local t = {} for i = 1, 1e9 do t['k' .. i] = i end",
        "local t = {} while true do t = {t} end",
        "local t = {} while true do local u = t t = function() return u end end",
        "local t = {} for i = 1, 1e9 do t[i] = string.rep('x', 1000) .. i end",
        "local t = {} for i = 1, 1e9 do t[i] = coroutine.wrap(function() coroutine.yield() end) t[i]() end",
        "local t = {} local function deep(n) if n == 0 then coroutine.yield() else deep(n - 1) return n end end"
            + " for i = 1, 1e9 do t[i] = coroutine.wrap(deep) t[i](4000) end",
        "local big = string.rep('x', 900000) local function f() local n = 0"
            + " return (('ab'):gsub('.', function() n = n + 1 if n == 1 then return big end return f() end)) end f()",
        "local t = {} for i = 1, 20 do t[i] = string.rep('x', 1000000) end return table.concat(t)",
        "return ('x'):rep(1000):gsub('x', string.rep('y', 10000))",
        "string.format(string.rep('%99d', 100000), unpack({}, 1, 100000))",
        "return #string.rep('ab', 500000):gsub('', 'xxx')",
        "local s = 'return {' .. string.rep('1,', 400000) .. '}' local t = {} for i = 1, 100 do t[i] = loadstring(s) end"
      })
  void whatGrowsWithoutEndIsAnErrorInLua(String source) throws Exception {
    LuaState patient = new LuaState(LIMITS.withInstructions(500_000_000), output::add);

    assertThatThrownBy(() -> patient.call(patient.load(LuaProgram.compile(source, "test"))))
        .isInstanceOfAny(LuaMemoryExceeded.class, LuaException.class)
        .isNotInstanceOf(LuaBudgetExceeded.class);
    assertThat(patient.call(patient.load(LuaProgram.compile("return #string.rep('x', 1000)", "test"))))
        .containsExactly(1000L);
  }

  @Test
  void aMemoryErrorCanBeCaughtAndWhatWasHeldIsFreed() throws Exception {
    assertThat(run("local ok, e = pcall(function() local t = {} while true do t = {t, t} end end) return ok, e:match('memory')"))
        .containsExactly(false, "memory");
    assertThat(run("local t = {} for i = 1, 1000 do t[i] = {} end return #t")).containsExactly(1000L);
  }

  @Test
  void garbageCostsNoMemory() throws Exception {
    assertThat(run("local n = 0 for i = 1, 100000 do local t = {i, i} n = n + #t end return n")).containsExactly(200_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local function f() return 1 + f() end f()",
        "local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) return t[1]",
        "local t = setmetatable({}, {__tostring = function(t) return tostring(t) end}) return tostring(t)",
        "local function f() table.sort({1, 2, 3}, f) end f()",
        "local function f() ('x'):gsub('x', f) end f()",
        "local function f() coroutine.wrap(f)() end f()",
        "local function f() return 1 + (pcall(f) and error('x') or f()) end f()",
        "local t t = setmetatable({}, {__add = function() return t + 1 end}) return t + 1",
        "local t t = setmetatable({}, {__call = function() return 1 + t() end}) return t()",
        "local t t = setmetatable({}, {__eq = function(a, b) return a == b end}) return t == setmetatable({}, getmetatable(t))",
        "local t t = setmetatable({}, {__concat = function() return t .. 'x' end}) return t .. 'x'",
        "local function f() loadstring('(...)(...)')(f) f() end f()",
        "local function f() load(f) f() end f()"
      })
  void deepRecursionIsAnErrorInLua(String source) {
    assertThatThrownBy(() -> onSmallStack(source)).hasCauseInstanceOf(LuaException.class);
  }

  @Test
  void aCycleOfIndexTablesIsAnErrorToo() {
    assertThatThrownBy(() -> run("local a = {} setmetatable(a, {__index = a}) return a.x.y"))
        .hasMessageContaining("loop in gettable");
  }

  /** As the threads of callbacks have it. */
  private List<Object> onSmallStack(String source) throws Exception {
    var result = new CompletableFuture<List<Object>>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(run(source));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return result.get(60, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "{", "f(", "function() ", "not ", "-", "a.b", "x = ", "do ", "if x then ", "'a'..", "a+", "a[", "a and "})
  void deepNestingIsASyntaxErrorOrFine(String part) throws Exception {
    for (String source : List.of(part.repeat(20_000), "return " + part.repeat(20_000) + "1")) {
      try {
        LuaProgram.compile(source, "test");
      } catch (LuaSyntaxException expected) {
        assertThat(expected.line()).isPositive();
      }
    }
  }

  @Test
  void longLinesOfPrintAreCut() throws Exception {
    run("print(string.rep('x', 1000))");

    assertThat(output.getFirst()).hasSizeLessThan(120).startsWith("xxx").endsWith("(cut)");
  }

  @Test
  void aStopEndsEveryCallbackThatWaits() throws Exception {
    int callbacks = 50;
    var entered = new CountDownLatch(callbacks);
    lua.define(
        "sleep",
        call ->
            call.blocking(
                Wait.INTERRUPTIBLE,
                () -> {
                  entered.countDown();
                  new CountDownLatch(1).await();
                  return null;
                }));
    LuaFunction sleeper = lua.load(LuaProgram.compile("while true do pcall(sleep) end", "test"));
    var ends = new ArrayList<CompletableFuture<Throwable>>();
    for (int i = 0; i < callbacks; i++) {
      var end = new CompletableFuture<Throwable>();
      ends.add(end);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  end.complete(new AssertionError(lua.call(sleeper)));
                } catch (Throwable e) {
                  end.complete(e);
                }
              });
    }
    entered.await();

    lua.stop();

    for (var end : ends) {
      assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(LuaStopped.class);
    }
    assertThatThrownBy(() -> run("return 1")).isInstanceOf(LuaStopped.class);
  }

  @Test
  void workThatFinishesFirstIsNotInterruptedByAStop() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var finished = new CompletableFuture<Boolean>();
    lua.define(
        "send",
        call ->
            call.blocking(
                Wait.FINISHES_FIRST,
                () -> {
                  entered.countDown();
                  finished.complete(release.await(60, TimeUnit.SECONDS));
                  return null;
                }));
    var end = new CompletableFuture<Throwable>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                end.complete(new AssertionError(run("pcall(send)")));
              } catch (Throwable e) {
                end.complete(e);
              }
            });
    entered.await();

    lua.stop();
    assertThat(end).isNotDone();
    release.countDown();

    assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(LuaStopped.class);
    assertThat(finished.get()).isTrue();
  }
}
