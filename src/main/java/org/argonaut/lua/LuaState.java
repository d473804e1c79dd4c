package org.argonaut.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.DebugLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JseBaseLib;
import org.luaj.vm2.lib.jse.JseMathLib;
import org.luaj.vm2.lib.jse.JseOsLib;

/**
 * One script's world: globals, one lock, limits. Callbacks on any threads share it; Lua code of it runs on one of them at
 * a time.
 *
 * <p>Values convert so: nil is null, a number is a Long when it is whole and else a Double, a string is a String (UTF-8
 * bytes in Lua; a byte[] is taken as it is), a table is a {@link LuaTable}, a function a {@link LuaFunction}. Maps,
 * collections and arrays become tables.
 */
public final class LuaState {
  private final LuaLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Thread> interruptible = ConcurrentHashMap.newKeySet();
  private final Globals globals = new Globals();
  private volatile boolean stopped;

  /**
   * A fresh world with the library in it.
   *
   * @param output gets each line that {@code print} makes, without its end, under the script's lock
   */
  public LuaState(LuaLimits limits, Consumer<String> output) {
    this.limits = limits;
    globals.load(new JseBaseLib());
    globals.load(new PackageLib());
    globals.load(new TableLib());
    globals.load(new StringLib());
    globals.load(new JseMathLib());
    globals.load(new JseOsLib());
    globals.load(new StopLib());
    for (String unsafe : List.of("debug", "package", "require", "dofile", "loadfile")) {
      globals.set(unsafe, LuaValue.NIL);
    }
    LuaC.install(globals);
    globals.set("unpack", globals.get("table").get("unpack"));
    globals.set("print", new Print(output));
  }

  /** Defines a global function; a dot in the name makes it a field of a table: {@code log.info}. */
  public void define(String name, HostFunction function) {
    lock.lock();
    try {
      int dot = name.indexOf('.');
      if (dot < 0) {
        globals.set(name, new Host(name, function));
        return;
      }
      String owner = name.substring(0, dot);
      if (!globals.get(owner).istable()) {
        globals.set(owner, new org.luaj.vm2.LuaTable());
      }
      globals.get(owner).set(name.substring(dot + 1), new Host(name, function));
    } finally {
      lock.unlock();
    }
  }

  /** Sets a global. */
  public void set(String name, Object value) {
    lock.lock();
    try {
      globals.set(name, Values.toLua(value));
    } finally {
      lock.unlock();
    }
  }

  /** A global; null when there is none. */
  public Object get(String name) {
    lock.lock();
    try {
      return Values.toJava(globals.get(name));
    } finally {
      lock.unlock();
    }
  }

  /** The program as a function of this state; nothing runs yet. */
  public LuaFunction load(LuaProgram program) {
    return new LuaFunction(new LuaClosure(program.prototype(), globals));
  }

  /**
   * Calls a function on this thread, under the lock; waits for the lock.
   *
   * @return its results, converted
   * @throws LuaException an error that Lua did not catch, a limit, a stop
   * @throws InterruptedException when the thread is interrupted otherwise than by a stop
   */
  public List<Object> call(LuaFunction function, Object... arguments) throws LuaException, InterruptedException {
    lock.lockInterruptibly();
    try {
      checkStopped();
      LuaValue[] values = new LuaValue[arguments.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Values.toLua(arguments[i]);
      }
      Varargs results = function.value().invoke(LuaValue.varargsOf(values));
      List<Object> converted = new ArrayList<>(results.narg());
      for (int i = 1; i <= results.narg(); i++) {
        converted.add(Values.toJava(results.arg(i)));
      }
      return converted;
    } catch (LuaError e) {
      throw new LuaException(String.valueOf(e.getMessage()), e.getMessage(), "");
    } catch (Escape e) {
      e.rethrow();
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends Lua at its next instruction and every interruptible wait at once, with {@link LuaStopped}; for good.
   */
  public void stop() {
    stopped = true;
    interruptible.forEach(Thread::interrupt);
  }

  /** Whether {@link #stop} was called. */
  public boolean stopped() {
    return stopped;
  }

  LuaLimits limits() {
    return limits;
  }

  private void checkStopped() throws LuaStopped {
    if (stopped) {
      throw new LuaStopped("the script was stopped", "");
    }
  }

  <T> T outside(Wait wait, Callable<T> work) throws LuaException, InterruptedException {
    int holds = lock.getHoldCount();
    for (int i = 0; i < holds; i++) {
      lock.unlock();
    }
    try {
      return wait == Wait.INTERRUPTIBLE ? interruptible(work) : run(work);
    } finally {
      for (int i = 0; i < holds; i++) {
        lock.lock();
      }
      checkStopped();
    }
  }

  private <T> T interruptible(Callable<T> work) throws LuaException, InterruptedException {
    interruptible.add(Thread.currentThread());
    try {
      checkStopped();
      return run(work);
    } finally {
      interruptible.remove(Thread.currentThread());
      if (stopped) {
        Thread.interrupted();
      }
    }
  }

  private static <T> T run(Callable<T> work) throws LuaException, InterruptedException {
    try {
      return work.call();
    } catch (LuaException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new LuaException(String.valueOf(e.getMessage()));
    }
  }

  /** Carries what Lua cannot catch through LuaJ's frames. */
  private static final class Escape extends Error {
    Escape(Exception cause) {
      super(null, cause, false, false);
    }

    void rethrow() throws LuaException, InterruptedException {
      switch (getCause()) {
        case LuaException e -> throw e;
        case InterruptedException e -> throw e;
        default -> throw this;
      }
    }
  }

  private final class StopLib extends DebugLib {
    @Override
    public void onInstruction(int pc, Varargs v, int top) {
      if (stopped) {
        throw new Escape(new LuaStopped("the script was stopped", ""));
      }
      super.onInstruction(pc, v, top);
    }
  }

  private static final class Print extends VarArgFunction {
    private final Consumer<String> output;

    Print(Consumer<String> output) {
      this.output = output;
    }

    @Override
    public Varargs invoke(Varargs args) {
      StringBuilder line = new StringBuilder();
      for (int i = 1; i <= args.narg(); i++) {
        line.append(i == 1 ? "" : "\t").append(args.arg(i).tojstring());
      }
      output.accept(line.toString());
      return NONE;
    }
  }

  private final class Host extends VarArgFunction {
    private final String hostName;
    private final HostFunction function;

    Host(String hostName, HostFunction function) {
      this.hostName = hostName;
      this.function = function;
    }

    @Override
    public Varargs invoke(Varargs args) {
      try {
        Object result = function.call(new Call(LuaState.this, hostName, args));
        if (!(result instanceof LuaResults several)) {
          return Values.toLua(result);
        }
        LuaValue[] values = several.values().stream().map(Values::toLua).toArray(LuaValue[]::new);
        return LuaValue.varargsOf(values);
      } catch (LuaStopped | InterruptedException e) {
        throw new Escape(e);
      } catch (LuaException e) {
        throw new LuaError(e.getMessage());
      }
    }
  }
}
