package org.argonaut.lua.runtime;

import java.util.Locale;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One callback that is running or waiting: its frames, its budget. */
public final class Run {
  private static final int SLICE = 1_000;

  /** Virtual threads are not preempted: a loop lets others go on about every millisecond. */
  private static final int SLICES_BETWEEN_YIELDS = 100;

  private static final int MAX_JAVA_DEPTH = 160;

  final World world;
  Frame current;
  Builtin builtin;
  Coroutine coroutine;
  int fuel;
  int javaDepth;
  private long budget;
  private int slices;
  private Table failure;

  /** A callback that has not begun. */
  public Run(World world) {
    this.world = world;
    refill();
  }

  /** The script. */
  public World world() {
    return world;
  }

  /** The running coroutine; null outside of all. */
  public Coroutine coroutine() {
    return coroutine;
  }

  /** Counts instructions anew. */
  public void refill() {
    budget = world.instructions();
    fuel = 0;
  }

  /** Indexing false gives these fields from now on. */
  public void setFailure(Table fields) {
    failure = fields;
  }

  Table failure() {
    return failure;
  }

  /** Takes the next slice of the budget; sees whether the script was stopped. */
  @SuppressWarnings("ThreadPriorityCheck") // yield is for fairness here, nothing relies on it
  void refuel() {
    if (world.stopped()) {
      throw end(Ended.Reason.STOPPED);
    }
    budget -= SLICE - Math.min(fuel, 0);
    fuel = SLICE;
    if (budget < 0) {
      throw end(Ended.Reason.BUDGET);
    }
    if (++slices == SLICES_BETWEEN_YIELDS) {
      slices = 0;
      Thread.yield();
    }
  }

  /** Library functions count their work as instructions. */
  public void spend(long steps) {
    if (steps < fuel) {
      fuel -= (int) steps;
      return;
    }
    budget -= steps - fuel;
    fuel = 0;
    refuel();
  }

  /** Begins as the callback that holds the lock. */
  public void begin() {
    world.runs().add(this);
    world.setRunning(this);
  }

  /** Ends. */
  public void end() {
    world.runs().remove(this);
    world.setRunning(null);
  }

  /** The end of this callback, at the place where it is. */
  public Ended end(Ended.Reason reason) {
    return new Ended(reason).from(current);
  }

  /** An error in the running function, with its place. */
  public Raised error(String text) {
    return builtin == null && current != null
        ? Raised.of(current.place() + text).from(current)
        : Raised.of(text).from(current);
  }

  /** {@code chunk:line: } of the function at a level, 1 being the running Lua function; or nothing. */
  public String place(int level) {
    Frame frame = frame(level);
    return frame == null ? "" : frame.place();
  }

  /** The Lua function at a level, with calls of library functions and tail calls counted; else null. */
  Frame frame(int level) {
    Frame frame = current;
    for (int i = 1; frame != null; i++) {
      if (i == level) {
        return frame;
      }
      if ((frame.flags & (Frame.TAIL | Frame.PROTECTED | Frame.FROM_BUILTIN)) != 0 && ++i == level) {
        return null;
      }
      frame = frame.caller;
    }
    return null;
  }

  /** The function at a level; null when there is none. */
  public Closure closureAt(int level) {
    Frame frame = frame(level);
    return frame == null ? null : frame.closure;
  }

  /** Calls any value from Java. */
  public Varargs call(LuaValue function, LuaValue... arguments) {
    Frame savedFrame = current;
    Builtin savedBuiltin = builtin;
    if (++javaDepth > MAX_JAVA_DEPTH) {
      javaDepth--;
      throw error("stack overflow (too many nested calls of library functions)");
    }
    try {
      if (function instanceof Builtin called) {
        return callBuiltin(called, new Args(this, called, arguments, 0, arguments.length, false));
      }
      if (!(function instanceof Closure closure)) {
        return call(callable(function, null), prepend(function, arguments));
      }
      int flags = builtin == null ? Frame.ENTRY : Frame.ENTRY | Frame.FROM_BUILTIN;
      builtin = null;
      Frame frame = Interpreter.push(this, closure, arguments, 0, arguments.length, 0, -1, flags);
      return Interpreter.run(this, frame);
    } catch (StackOverflowError tooDeep) {
      throw error("stack overflow");
    } finally {
      javaDepth--;
      current = savedFrame;
      builtin = savedBuiltin;
    }
  }

  Varargs callBuiltin(Builtin called, Args args) {
    Builtin saved = builtin;
    builtin = called;
    Varargs results = called.body.call(args);
    builtin = saved;
    return results;
  }

  static LuaValue[] prepend(LuaValue first, LuaValue[] rest) {
    LuaValue[] all = new LuaValue[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  /** The __call of a value that is no function. */
  LuaFunction callable(LuaValue value, String name) {
    if (world.tagOf(value, Tag.CALL) instanceof LuaFunction handler) {
      return handler;
    }
    throw error("attempt to call " + described(value, name));
  }

  static String described(LuaValue value, String name) {
    String type = typeName(value);
    return name == null ? "a " + type + " value" : name + " (a " + type + " value)";
  }

  /** As {@code type} gives it. */
  public static String typeName(LuaValue value) {
    return value.typename();
  }

  /** Runs a coroutine until it yields or ends; what it hands over. Errors of it come as {@link Raised}. */
  public Varargs resume(Coroutine target, LuaValue[] arguments) {
    if (target.status() != Coroutine.Status.SUSPENDED) {
      String status = target.status().name().toLowerCase(Locale.ROOT);
      throw Raised.of("cannot resume " + status + " coroutine").from(current);
    }
    if (++javaDepth > MAX_JAVA_DEPTH) {
      javaDepth--;
      throw Raised.of("stack overflow (too many nested coroutines)").from(current);
    }
    Frame savedFrame = current;
    Builtin savedBuiltin = builtin;
    Coroutine outer = coroutine;
    if (outer != null) {
      outer.setStatus(Coroutine.Status.NORMAL);
    }
    target.resumer = outer;
    target.javaDepth = javaDepth;
    target.setStatus(Coroutine.Status.RUNNING);
    coroutine = target;
    builtin = null;
    boolean yielded = false;
    try {
      Varargs results = Interpreter.run(this, enter(target, savedFrame, arguments));
      yielded = results == Interpreter.YIELDED;
      return yielded ? target.transfer : results;
    } catch (StackOverflowError tooDeep) {
      throw error("stack overflow");
    } finally {
      target.setStatus(yielded ? Coroutine.Status.SUSPENDED : Coroutine.Status.DEAD);
      if (!yielded) {
        target.top = null;
        target.base = null;
      }
      target.transfer = null;
      target.resumer = null;
      javaDepth--;
      coroutine = outer;
      if (outer != null) {
        outer.setStatus(Coroutine.Status.RUNNING);
      }
      current = savedFrame;
      builtin = savedBuiltin;
    }
  }

  private Frame enter(Coroutine target, Frame resumer, LuaValue[] arguments) {
    if (target.top == null) {
      target.base =
          Interpreter.push(
              this, target.body, arguments, 0, arguments.length, 0, -1, Frame.ENTRY | Frame.FROM_BUILTIN);
      return target.base;
    }
    target.base.caller = resumer;
    current = target.top;
    current.deliver(current.pendingAt, current.pendingWant, LuaValue.varargsOf(arguments));
    return current;
  }
}
