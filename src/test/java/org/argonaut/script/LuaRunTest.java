package org.argonaut.script;

import static org.argonaut.script.ScriptNode.await;
import static org.argonaut.script.ScriptNode.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaFunction;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.Wait;
import org.argonaut.lualog.LuaLog;
import org.junit.jupiter.api.Test;

/** One run of a script, without an actor and a database. */
class LuaRunTest {
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<LuaRun.End> ends = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<LuaFunction> callbacks = new ConcurrentLinkedQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ScriptStats stats = new ScriptStats();
  private final LuaRun run =
      new LuaRun("s", 1, (level, text) -> log.add(level.code() + ": " + text), LuaLimits.defaults(), 2, stats, ends::add);

  @Test
  void aRunThatIsAbandonedIsOverAtOnceAndRunsNoLuaAnyMore() {
    run.start("call_that_hangs() print('not reached')", List.of(this::install));
    await().until(() -> log.contains("info: call begins"));
    run.stop();
    assertThat(ends).isEmpty();
    run.abandon();
    assertThat(ends).containsExactly(new LuaRun.End.Stopped());
    await().until(() -> run.calls() == 0);
    assertThat(log).doesNotContain("print: not reached");
    assertThat(ends).hasSize(1);
  }

  @Test
  void itIsOverWhenItsLastAttachmentIsLetGo() throws LuaException {
    Attached attached = new Attached();
    run.start("attach()", List.of(this::install, (lua, context) -> lua.define("attach", call -> attach(attached))));
    await().until(() -> attached.starts.get() == 1 && run.calls() == 0);
    assertThat(ends).isEmpty();
    get(run.detach(attached));
    assertThat(attached.closes).hasValue(1);
    await().until(() -> ends.contains(new LuaRun.End.Finished()));
    assertThatThrownBy(() -> run.attach(new Attached())).isInstanceOf(LuaException.class).hasMessageContaining("stopping");
  }

  @Test
  void anAttachmentThatClosesLateHoldsUpTheEnd() throws LuaException {
    Attached attached = new Attached();
    attached.closed = new CompletableFuture<>();
    run.start("attach()", List.of(this::install, (lua, context) -> lua.define("attach", call -> attach(attached))));
    await().until(() -> attached.starts.get() == 1 && run.calls() == 0);
    run.stop();
    assertThat(ends).isEmpty();
    attached.closed.complete(Done.getInstance());
    assertThat(ends).containsExactly(new LuaRun.End.Stopped());
  }

  @Test
  void thereIsALimitOfAttachments() {
    run.start(
        "attach() attach() print(pcall(attach)) sleep_forever()",
        List.of(this::install, (lua, context) -> lua.define("attach", call -> attach(new Attached()))));
    await().until(() -> log.stream().anyMatch(line -> line.contains("a script may have 2 listeners and schedules")));
    run.stop();
    await().until(() -> ends.contains(new LuaRun.End.Stopped()));
  }

  @Test
  void callbacksShareTheScriptsWorldAndTellHowTheyEnded() {
    run.start(
        "n = 0 keep(function(by) n = n + by if n > 5 then error('enough') end return n end) sleep_forever()",
        List.of(this::install));
    await().until(() -> callbacks.size() == 1);
    LuaFunction callback = callbacks.peek();
    assertThat(get(run.call("first", callback, 2L))).isEqualTo(new ScriptRun.CallEnd.Returned(List.of(2L)));
    assertThat(get(run.call("second", callback, 3L))).isEqualTo(new ScriptRun.CallEnd.Returned(List.of(5L)));
    assertThat(get(run.call("third", callback, 1L)))
        .isInstanceOfSatisfying(
            ScriptRun.CallEnd.Failed.class, failed -> assertThat(failed.message()).contains("enough"));
    assertThat(log).anyMatch(line -> line.startsWith("error: third: s:1: enough"));
    assertThat(stats.callbackErrors()).isEqualTo(1);
    run.stop();
    assertThat(get(run.call("late", callback, 1L))).isEqualTo(new ScriptRun.CallEnd.Stopped());
    await().until(() -> ends.contains(new LuaRun.End.Stopped()));
  }

  @Test
  void aRunThatIsStoppedBeforeItBeganRunsNothing() {
    run.stop();
    run.start("print('not reached')", List.of(this::install));
    await().until(() -> ends.contains(new LuaRun.End.Stopped()));
    assertThat(log).isEmpty();
  }

  private Object attach(ScriptRun.Attachment attachment) throws LuaException {
    run.attach(attachment);
    return null;
  }

  private void install(LuaState lua, ScriptContext context) {
    lua.define("keep", call -> callbacks.add(call.function(1)));
    lua.define("sleep_forever", call -> call.blocking(Wait.INTERRUPTIBLE, () -> awaitLatch(never)));
    lua.define(
        "call_that_hangs",
        call ->
            call.blocking(
                Wait.FINISHES_FIRST,
                () -> {
                  context.log().line(LuaLog.Level.INFO, "call begins");
                  return awaitLatch(never);
                }));
  }

  private static Object awaitLatch(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return null;
  }

  private static final class Attached implements ScriptRun.Attachment {
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    volatile CompletableFuture<Done> closed = CompletableFuture.completedFuture(Done.getInstance());

    @Override
    public void start() {
      starts.incrementAndGet();
    }

    @Override
    public CompletionStage<Done> close() {
      closes.incrementAndGet();
      return closed;
    }

    @Override
    public CompletionStage<ListenerView> view() {
      return CompletableFuture.failedFuture(new IllegalStateException("not asked here"));
    }
  }
}
