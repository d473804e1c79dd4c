package org.argonaut.profile;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.lua.LuaBudgetExceeded;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaFunction;
import org.argonaut.lua.LuaMemoryExceeded;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaStopped;
import org.argonaut.lua.LuaSyntaxException;
import org.argonaut.lualog.LuaLog;

/**
 * One version of a profile: compiled once, run in as many Lua states as are needed at once, some of which are kept. Each
 * call has a state to itself, so calls for different devices never wait for each other. Globals that a profile sets last as
 * long as its state: a hook may not count on them.
 */
final class Program {
  private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

  private final String name;
  private final LuaProgram program;
  private final ProfileSettings settings;
  private final LuaLog log;
  private final ConcurrentLinkedDeque<World> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger idleCount = new AtomicInteger();
  private final Set<Hook> hooks;

  /** What a hook returned: each value converted, valid until the taker is done. */
  interface Taker<T> {
    /** Reads what was returned while the state is still this call's own; {@code results} may be empty. */
    T take(List<Object> results) throws HookFailure;
  }

  private static final class World {
    final LuaState lua;
    final Map<Hook, LuaFunction> functions = new EnumMap<>(Hook.class);

    World(LuaState lua) {
      this.lua = lua;
    }
  }

  /**
   * Compiles and runs the profile's main chunk once.
   *
   * @param name {@code MODEL/protocol}; what messages call it
   * @throws HookFailure when it is no Lua program, or its main chunk fails
   */
  Program(String name, String content, ProfileSettings settings, LuaLog log) throws HookFailure, InterruptedException {
    this.name = name;
    this.settings = settings;
    this.log = log;
    try {
      this.program = LuaProgram.compile(content, name);
    } catch (LuaSyntaxException e) {
      throw HookFailure.ofLua(name, null, HookFailure.Kind.NOT_LOADED, e.getMessage());
    }
    World first = newWorld();
    this.hooks = Set.copyOf(first.functions.keySet());
    giveBack(first);
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("profile-deadlines").factory());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  String name() {
    return name;
  }

  /** The hooks it defines. */
  Set<Hook> hooks() {
    return hooks;
  }

  private World newWorld() throws HookFailure, InterruptedException {
    LuaState lua = new LuaState(settings.limits(), line -> log.line(LuaLog.Level.PRINT, line));
    lua.define("cwmp_get_params", CwmpPayloads::getParams);
    Prelude.offer(lua);
    World world = new World(lua);
    run(world, null, () -> lua.call(lua.load(program)));
    for (Hook hook : Hook.values()) {
      if (lua.get(hook.luaName()) instanceof LuaFunction function) {
        world.functions.put(hook, function);
      }
    }
    return world;
  }

  /**
   * Calls a hook that it defines.
   *
   * @param arguments maps, lists, strings, numbers, booleans
   * @throws HookFailure when it fails, or the taker says so
   */
  <T> T call(Hook hook, HookContext context, Taker<T> taker, Object... arguments)
      throws HookFailure, InterruptedException {
    World world = borrow();
    LuaState lua = world.lua;
    List<Object> results =
        run(
            world,
            hook,
            () -> {
              lua.set("sn", context.sn());
              lua.set("model", context.model());
              lua.set("datamodel", context.dataModel());
              return lua.call(world.functions.get(hook), arguments);
            });
    T taken = taker.take(results);
    giveBack(world);
    return taken;
  }

  private World borrow() throws HookFailure, InterruptedException {
    World world = idle.pollFirst();
    if (world == null) {
      return newWorld();
    }
    idleCount.decrementAndGet();
    return world;
  }

  /** A state whose call failed is never given back: what it was in the middle of is not known. */
  private void giveBack(World world) {
    if (world.lua.stopped()) {
      return;
    }
    if (idleCount.incrementAndGet() <= settings.idleStates()) {
      idle.offerFirst(world);
    } else {
      idleCount.decrementAndGet();
    }
  }

  private interface Work<T> {
    T run() throws LuaException, InterruptedException;
  }

  private <T> T run(World world, Hook hook, Work<T> work) throws HookFailure, InterruptedException {
    String function = hook == null ? null : hook.luaName();
    long millis = settings.hookTimeout().toMillis();
    Future<?> deadline = DEADLINES.schedule(world.lua::stop, millis, TimeUnit.MILLISECONDS);
    try {
      return work.run();
    } catch (LuaStopped e) {
      throw HookFailure.ofLua(
          name, function, HookFailure.Kind.LIMIT, placeOf(e) + "it took longer than " + millis + " ms");
    } catch (LuaBudgetExceeded | LuaMemoryExceeded e) {
      throw HookFailure.ofLua(name, function, HookFailure.Kind.LIMIT, e.getMessage());
    } catch (LuaException e) {
      HookFailure.Kind kind = hook == null ? HookFailure.Kind.NOT_LOADED : HookFailure.Kind.ERROR;
      throw HookFailure.ofLua(name, function, kind, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new HookFailure(name, function, 0, HookFailure.Kind.LIMIT, e.getMessage());
    } finally {
      deadline.cancel(false);
    }
  }

  private static String placeOf(LuaStopped e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf(": ");
    return end < 0 ? "" : message.substring(0, end + 2);
  }

  LuaLog log() {
    return log;
  }
}
