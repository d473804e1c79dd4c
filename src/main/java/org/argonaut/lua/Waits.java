package org.argonaut.lua;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The threads of a script that wait outside Lua, so that a stop can interrupt them. */
final class Waits {
  private final Set<Waiter> interruptible = ConcurrentHashMap.newKeySet(1);

  /** Interrupts its thread while it waits, and not a moment later. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private boolean done;

    synchronized void interrupt() {
      if (!done) {
        thread.interrupt();
      }
    }

    synchronized void done() {
      done = true;
    }
  }

  /** Interrupts those that may be; the flag that {@link #run} is given must be set before. */
  void interrupt() {
    interruptible.forEach(Waiter::interrupt);
  }

  <T> T run(Wait wait, BooleanSupplier stopped, Callable<T> work) throws LuaException, InterruptedException {
    if (wait == Wait.FINISHES_FIRST) {
      T result = run(work);
      check(stopped);
      return result;
    }
    Waiter waiter = new Waiter();
    interruptible.add(waiter);
    try {
      check(stopped);
      T result = run(work);
      check(stopped);
      return result;
    } catch (LuaException | InterruptedException | RuntimeException e) {
      check(stopped);
      throw e;
    } finally {
      interruptible.remove(waiter);
      waiter.done();
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
