package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Calls of all kinds, and how errors leave them. */
final class Calls {
  private Calls() {}

  /** Calls a value; the frame to go on with, or null when the coroutine yields. */
  static Frame invoke(Run run, Frame frame, LuaValue function, LuaValue[] arguments, int at, int want) {
    return switch (function) {
      case Closure closure ->
          Interpreter.push(run, closure, arguments, 0, arguments.length, at, want, Frame.PLAIN);
      case Builtin b -> builtin(run, frame, b, arguments, at, want);
      default -> {
        LuaFunction handler = run.callable(function, frame.nameOf(0));
        yield invoke(run, frame, handler, Run.prepend(function, arguments), at, want);
      }
    };
  }

  private static Frame builtin(Run run, Frame frame, Builtin b, LuaValue[] arguments, int at, int want) {
    switch (b.special) {
      case PCALL -> {
        if (arguments.length > 0 && arguments[0] instanceof Closure closure) {
          return Interpreter.push(
              run, closure, arguments, 1, arguments.length - 1, at, want, Frame.PROTECTED);
        }
      }
      case XPCALL -> {
        if (arguments.length > 1 && arguments[0] instanceof Closure closure) {
          Frame called =
              Interpreter.push(run, closure, arguments, 2, arguments.length - 2, at, want, Frame.PROTECTED);
          called.handler = arguments[1];
          return called;
        }
      }
      case YIELD -> {
        return suspend(run, frame, arguments, at, want);
      }
      case NEXT, NONE -> {}
    }
    frame.deliver(at, want, library(run, b, arguments, 0, arguments.length));
    return frame;
  }

  private static Frame suspend(Run run, Frame frame, LuaValue[] arguments, int at, int want) {
    Coroutine coroutine = run.coroutine;
    if (coroutine == null || coroutine.javaDepth != run.javaDepth) {
      throw Raised.of("attempt to yield across metamethod/C-call boundary").from(run.current);
    }
    int frames = frame.depth - coroutine.base.depth + 1;
    if (frames > coroutine.framesCharged) {
      run.world.charge((frames - coroutine.framesCharged) * (100L + 4L * frame.registers.length));
      coroutine.framesCharged = frames;
    }
    frame.pendingAt = at;
    frame.pendingWant = want;
    coroutine.top = frame;
    coroutine.transfer = LuaValue.varargsOf(arguments);
    return null;
  }

  /** Calls a library function from Lua code. */
  static Varargs library(Run run, Builtin b, LuaValue[] values, int offset, int count) {
    run.builtin = b;
    Varargs results = b.body.call(new Args(run, b, values, offset, count, true));
    run.builtin = null;
    return results;
  }

  /** Replaces the running frame when it can; else calls, and a RETURN_OPEN follows. */
  static Frame tail(Run run, Frame frame, int a, LuaValue[] arguments) {
    if (!(frame.registers[a] instanceof Closure closure)) {
      return invoke(run, frame, frame.registers[a], arguments, a, -1);
    }
    run.current = frame.caller;
    Frame next =
        Interpreter.push(
            run, closure, arguments, 0, arguments.length, frame.at, frame.want, frame.flags | Frame.TAIL);
    next.handler = frame.handler;
    if (run.coroutine != null && run.coroutine.base == frame) {
      run.coroutine.base = next;
    }
    return next;
  }

  /** Ends a frame; the one to go on with. */
  static Frame back(Run run, Frame frame, Varargs results) {
    Frame caller = frame.caller;
    run.current = caller;
    boolean guarded = (frame.flags & Frame.PROTECTED) != 0;
    caller.deliver(frame.at, frame.want, guarded ? LuaValue.varargsOf(LuaValue.TRUE, results) : results);
    return caller;
  }

  /** Finds the pcall that takes an error; the frame to go on with. Throws it on when there is none here. */
  static Frame unwind(Run run, Raised error) {
    Frame frame = run.current;
    while (frame != null) {
      if ((frame.flags & Frame.PROTECTED) != 0) {
        run.builtin = null;
        LuaValue value = handled(run, frame.handler, error.value());
        run.current = frame.caller;
        frame.caller.deliver(frame.at, frame.want, LuaValue.varargsOf(LuaValue.FALSE, value));
        return frame.caller;
      }
      if ((frame.flags & Frame.ENTRY) != 0) {
        throw error;
      }
      frame = frame.caller;
    }
    throw error;
  }

  /** What xpcall's handler makes of an error. */
  static LuaValue handled(Run run, LuaValue handler, LuaValue error) {
    if (handler == null) {
      return error;
    }
    try {
      return run.call(handler, error).arg1();
    } catch (Raised inHandler) {
      return Strings.of("error in error handling");
    }
  }

  /** pcall of anything but a Lua function, and from Java. */
  static Varargs protectedCall(Run run, LuaValue function, LuaValue handler, LuaValue[] arguments) {
    Frame savedFrame = run.current;
    Builtin savedBuiltin = run.builtin;
    try {
      return LuaValue.varargsOf(LuaValue.TRUE, run.call(function, arguments));
    } catch (Raised e) {
      run.current = savedFrame;
      run.builtin = savedBuiltin;
      return LuaValue.varargsOf(LuaValue.FALSE, handled(run, handler, e.value()));
    }
  }

  static Varargs next(Run run, Table table, LuaValue key) {
    Varargs pair = table.next(key);
    if (pair == null) {
      throw run.error("invalid key to 'next'");
    }
    return pair;
  }
}
