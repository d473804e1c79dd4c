package org.argonaut.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LuaStateTest {
  private final List<String> output = new ArrayList<>();
  private final LuaState lua = new LuaState(LuaLimits.defaults(), output::add);

  private List<Object> run(String source) throws Exception {
    return lua.call(lua.load(LuaProgram.compile(source, "test")));
  }

  @Test
  void printGoesToTheOutputLineByLine() throws Exception {
    run("print('a', 1, nil, true) print()");

    assertThat(output).containsExactly("a\t1\tnil\ttrue", "");
  }

  @Test
  void valuesConvertBothWays() throws Exception {
    lua.set("given", Map.of("list", List.of(1, "zwö", true), "half", 0.5));

    assertThat(run("return given.list[1], given.list[2], given.list[3], given.half, nil, #given.list"))
        .containsExactly(1L, "zwö", true, 0.5, null, 3L);
    LuaTable table = (LuaTable) run("return {10, 20, x = 'y'}").get(0);
    assertThat(table.get(2)).isEqualTo(20L);
    assertThat(table.get("x")).isEqualTo("y");
    assertThat(table.length()).isEqualTo(2);
    assertThat(table.isArray()).isFalse();
    assertThat(table.entries()).contains(Map.entry(1L, 10L), Map.entry("x", "y"));
  }

  @Test
  void hostFunctionsTakeAndGiveValues() throws Exception {
    lua.define("sum", call -> call.number(1) + call.number(2, 100));
    lua.define("log.info", call -> LuaResults.of(call.string(1), call.count()));

    assertThat(run("return sum(1), sum(1, '2')")).containsExactly(101L, 3L);
    assertThat(run("return log.info(7, 8)")).containsExactly("7", 2L);
  }

  @Test
  void aWrongArgumentIsNamed() {
    lua.define("send", call -> call.string(2));

    assertThatThrownBy(() -> run("send('x', nil)"))
        .isInstanceOf(LuaException.class)
        .hasMessageContaining("bad argument #2 to 'send' (string expected, got nil)");
  }

  @Test
  void syntaxErrorsTellTheLine() {
    var e = catchThrowableOfType(LuaSyntaxException.class, () -> LuaProgram.compile("x = 1\ny = = 2", "test"));

    assertThat(e.line()).isEqualTo(2);
  }

  @Test
  void anotherCallbackRunsWhileOneWaits() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    lua.define(
        "wait",
        call ->
            call.blocking(
                Wait.INTERRUPTIBLE,
                () -> {
                  entered.countDown();
                  return release.await(30, TimeUnit.SECONDS);
                }));

    var waiting = runAside("wait() return n");
    entered.await();
    run("n = 5");
    release.countDown();

    assertThat(waiting.get()).containsExactly(5L);
  }

  @Test
  void aStopEndsAnInterruptibleWait() throws Exception {
    var entered = new CountDownLatch(1);
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

    var waiting = runAside("pcall(sleep) sleep()");
    entered.await();
    lua.stop();

    assertThatThrownBy(waiting::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(LuaStopped.class);
  }

  @Test
  void aStopEndsALoop() throws Exception {
    var entered = new CountDownLatch(1);
    lua.define(
        "started",
        call -> {
          entered.countDown();
          return null;
        });

    var looping = runAside("started() while true do pcall(function() while true do end end) end");
    entered.await();
    lua.stop();

    assertThatThrownBy(looping::get).hasCauseInstanceOf(LuaStopped.class);
  }

  @Test
  void tenThousandCallbacksWaitAtOnceAndShareTheirVariables() throws Exception {
    int callbacks = 10_000;
    var entered = new CountDownLatch(callbacks);
    var release = new CountDownLatch(1);
    lua.define(
        "wait",
        call ->
            call.blocking(
                Wait.INTERRUPTIBLE,
                () -> {
                  entered.countDown();
                  release.await();
                  return call.string(1);
                }));
    run("begun, ended = 0, 0 function callback(name) begun = begun + 1 local got = wait(name) if got == name then ended = ended + 1 end end");
    LuaFunction callback = (LuaFunction) lua.get("callback");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callbacks; i++) {
        String name = "device " + i;
        threads.submit(() -> lua.call(callback, name));
      }
      entered.await();
      assertThat(run("return begun, ended")).containsExactly((long) callbacks, 0L);
      release.countDown();
    }

    assertThat(run("return ended")).containsExactly((long) callbacks);
  }

  @Test
  void tablesOfJavaAndLuaNest() throws Exception {
    lua.set("t", Map.of("a", List.of(Map.of("b", new Object[] {1, null, "x"}))));

    assertThat(run("return t.a[1].b[3], t.a[1].b[2], t.a[1].b[1]")).containsExactly("x", null, 1L);
    LuaTable cycle = (LuaTable) run("local t = {} t.self = t return t").get(0);
    assertThat(cycle.get("self")).isEqualTo(cycle);
    assertThat(((LuaTable) run("return {1, 2, 3}").get(0)).isArray()).isTrue();
    assertThat(((LuaTable) run("return {}").get(0)).isArray()).isFalse();
    assertThat(((LuaTable) run("return {1, nil, 3}").get(0)).isArray()).isFalse();
  }

  private CompletableFuture<List<Object>> runAside(String source) {
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
    return result;
  }
}
