package org.argonaut.node.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaFunction;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaStopped;
import org.argonaut.lua.LuaSyntaxException;
import org.argonaut.lua.Wait;

/** One script's callbacks in this process, each on a virtual thread of its own as on a node. */
final class LuaCallbacks implements AutoCloseable {
  private static final String PROGRAM =
      """
      function empty() end
      function waits()
        local note = "waiting"
        hold()
        return note
      end
      """;

  /** Callbacks begun and not ended, at most. */
  private static final int AT_ONCE = 64;

  private static final int COLLECTIONS = 3;

  private final LuaState state = new LuaState(LuaLimits.defaults(), _ -> {});
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicLong waiting = new AtomicLong();
  private final LuaFunction empty;
  private final LuaFunction waits;

  LuaCallbacks() {
    try {
      state.define("hold", this::hold);
      state.call(state.load(LuaProgram.compile(PROGRAM, "bench")));
      empty = (LuaFunction) state.get("empty");
      waits = (LuaFunction) state.get("waits");
    } catch (LuaException | LuaSyntaxException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailed("interrupted", e);
    }
  }

  private Object hold(HostCall call) throws LuaException, InterruptedException {
    waiting.incrementAndGet();
    return call.blocking(Wait.INTERRUPTIBLE, () -> end.await(1, TimeUnit.HOURS));
  }

  /** Begins callbacks that wait inside a host function until this is closed. */
  void haveWaiting(int count) {
    long target = waiting.get() + count;
    for (int i = 0; i < count; i++) {
      Thread.ofVirtual().start(() -> call(waits));
    }
    while (waiting.get() < target) {
      Thread.onSpinWait();
    }
  }

  /** Bytes of heap that so many waiting callbacks take. */
  long heapOfWaiting(int count) {
    haveWaiting(count / 10); // what the first ones bring along is not counted
    long before = heapInUse();
    haveWaiting(count);
    return heapInUse() - before;
  }

  /** Empty callbacks, one virtual thread each, for each second of this process's CPU time. */
  double callsPerCpuSecond(Duration time) {
    var slots = new Semaphore(AT_ONCE);
    var calls = new AtomicLong();
    var cpuBefore = Cpu.of(ProcessHandle.current());
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      slots.acquireUninterruptibly();
      Thread.ofVirtual()
          .start(
              () -> {
                call(empty);
                calls.incrementAndGet();
                slots.release();
              });
    }
    slots.acquireUninterruptibly(AT_ONCE);
    return calls.get() / (Cpu.of(ProcessHandle.current()).minus(cpuBefore).toNanos() / 1e9);
  }

  private void call(LuaFunction function) {
    try {
      state.call(function);
    } catch (LuaStopped e) {
      return; // closed
    } catch (LuaException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long heapInUse() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() {
    end.countDown();
    state.stop();
  }
}
