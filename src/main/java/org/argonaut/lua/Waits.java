package org.argonaut.lua;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The threads of a script that wait outside Lua, so that a stop can interrupt them. */
final class Waits {
  private final Set<Thread> interruptible = ConcurrentHashMap.newKeySet(1);

  /** Interrupts those that may be; the flag that {@link #run} is given must be set before. */
  void interrupt() {
    interruptible.forEach(Thread::interrupt);
  }

  <T> T run(Wait wait, BooleanSupplier stopped, Callable<T> work) throws LuaException, InterruptedException {
    if (wait == Wait.FINISHES_FIRST) {
      T result = run(work);
      check(stopped);
      return result;
    }
    interruptible.add(Thread.currentThread());
    try {
      check(stopped);
      T result = run(work);
      check(stopped);
      return result;
    } catch (InterruptedException e) {
      check(stopped);
      throw e;
    } finally {
      interruptible.remove(Thread.currentThread());
      if (stopped.getAsBoolean()) {
        Thread.interrupted(); // the stop's, which has done its work
      }
    }
  }

  private static void check(BooleanSupplier stopped) throws LuaStopped {
    if (stopped.getAsBoolean()) {
      throw new LuaStopped("the script was stopped", "");
    }
  }

  private static <T> T run(Callable<T> work) throws LuaException, InterruptedException {
    try {
      return work.call();
    } catch (LuaException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new LuaException(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }
}
