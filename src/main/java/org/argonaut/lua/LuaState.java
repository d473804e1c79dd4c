package org.argonaut.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.argonaut.lua.library.Library;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Builtin;
import org.argonaut.lua.runtime.Closure;
import org.argonaut.lua.runtime.Ended;
import org.argonaut.lua.runtime.Raised;
import org.argonaut.lua.runtime.Run;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.Table;
import org.argonaut.lua.runtime.World;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * One script's world: globals, one lock, limits. Callbacks on any threads share it; Lua code of it runs on one of them at
 * a time.
 *
 * <p>Values convert so: nil is null, a number is a Long when it is whole and else a Double, a string is a String (UTF-8
 * bytes in Lua; a byte[] is taken as it is), a table is a {@link LuaTable}, a function a {@link LuaFunction}. Maps,
 * collections and arrays become tables; anything else is an {@link IllegalArgumentException}.
 */
public final class LuaState {
  private final World world;
  private final LuaLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Waits waits = new Waits();

  /**
   * A fresh world with the library in it.
   *
   * @param output gets each line that {@code print} makes, without its end, under the script's lock
   */
  public LuaState(LuaLimits limits, Consumer<String> output) {
    this.limits = limits;
    this.world =
        new World(
            limits.instructions(),
            limits.memoryBytes(),
            limits.callDepth(),
            limits.stringBytes(),
            line -> output.accept(cut(line)));
    Library.install(world);
  }

  private String cut(String line) {
    int max = limits.outputLineBytes();
    return line.length() <= max ? line : line.substring(0, max) + " ... (cut)";
  }

  /** What this state may use. */
  public LuaLimits limits() {
    return limits;
  }

  /** Defines a global function; a dot in the name makes it a field of a table: {@code log.info}. */
  public void define(String name, HostFunction function) {
    LuaValue builtin = Builtin.ofHost(name, args -> host(args, name, function));
    underLock(
        () -> {
          int dot = name.indexOf('.');
          Table table = dot < 0 ? world.globals() : library(name.substring(0, dot));
          table.put(world, Strings.of(name.substring(dot + 1)), builtin);
          return null;
        });
  }

  private Table library(String name) {
    if (world.globals().at(Strings.of(name)) instanceof Table table) {
      return table;
    }
    Table table = new Table();
    world.globals().put(world, Strings.of(name), table);
    return table;
  }

  /** Sets a global. */
  public void set(String name, Object value) {
    underLock(
        () -> {
          world.globals().put(world, Strings.of(name), Values.toLua(world, value));
          return null;
        });
  }

  /** A global; null when there is none. */
  public Object get(String name) {
    return underLock(() -> Values.toJava(world, world.globals().at(Strings.of(name))));
  }

  private <T> T underLock(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } catch (Raised e) {
      throw new IllegalStateException(Failures.text(e.value()), e);
    } finally {
      lock.unlock();
    }
  }

  /** The program as a function of this state; nothing runs yet. */
  public LuaFunction load(LuaProgram program) {
    Closure main = new Closure(program.prototype(), world.globals());
    underLock(
        () -> {
          world.keep(main);
          return null;
        });
    return new LuaFunction(main);
  }

  /**
   * Calls a function on this thread, under the lock; waits for the lock. A call from within a host function of the same
   * state belongs to the callback that is running.
   *
   * @return its results, converted
   * @throws LuaException an error that Lua did not catch, a limit, a stop
   * @throws InterruptedException when the thread is interrupted otherwise than by a stop
   */
  public List<Object> call(LuaFunction function, Object... arguments) throws LuaException, InterruptedException {
    if (lock.isHeldByCurrentThread()) {
      return run(world.running(), function, arguments);
    }
    lock.lockInterruptibly();
    Run run = new Run(world);
    run.begin();
    try {
      return run(run, function, arguments);
    } finally {
      run.end();
      lock.unlock();
    }
  }

  private List<Object> run(Run run, LuaFunction function, Object[] arguments)
      throws LuaException, InterruptedException {
    try {
      LuaValue[] values = new LuaValue[arguments.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Values.toLua(world, arguments[i]);
      }
      return converted(run.call(function.value(), values));
    } catch (Raised | Ended e) {
      throw Failures.toException(world, e);
    }
  }

  private List<Object> converted(Varargs results) {
    int n = results.narg();
    if (n == 0) {
      return List.of();
    }
    List<Object> converted = new ArrayList<>(n);
    for (int i = 1; i <= n; i++) {
      converted.add(Values.toJava(world, results.arg(i)));
    }
    return converted;
  }

  /** Ends Lua at its next instructions and every interruptible wait at once, with {@link LuaStopped}; for good. */
  public void stop() {
    world.stop();
    waits.interrupt();
  }

  /** Whether {@link #stop} was called. */
  public boolean stopped() {
    return world.stopped();
  }

  private Varargs host(Args args, String name, HostFunction function) {
    try {
      Object result = function.call(new Call(this, name, args));
      if (result instanceof LuaResults several) {
        return results(args.run(), several);
      }
      return Values.toLua(world, result);
    } catch (LuaException e) {
      throw Failures.toError(args, e);
    } catch (InterruptedException e) {
      throw args.run().end(Ended.Reason.INTERRUPTED);
    } catch (IllegalArgumentException e) {
      throw args.error(name + ": " + e.getMessage());
    }
  }

  private Varargs results(Run run, LuaResults several) {
    Map<String, ?> failure = several.failure();
    if (failure != null) {
      run.setFailure((Table) Values.toLua(world, failure));
    }
    LuaValue[] values = new LuaValue[several.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Values.toLua(world, several.values().get(i));
    }
    return LuaValue.varargsOf(values);
  }

  World world() {
    return world;
  }

  /** Lets other callbacks run while this one does work outside Lua. */
  <T> T outside(Run run, Wait wait, Callable<T> work) throws LuaException, InterruptedException {
    int holds = lock.getHoldCount();
    world.setRunning(null);
    for (int i = 0; i < holds; i++) {
      lock.unlock();
    }
    try {
      return waits.run(wait, this::stopped, work);
    } finally {
      for (int i = 0; i < holds; i++) {
        lock.lock();
      }
      world.setRunning(run);
      run.refill();
    }
  }
}
