package org.argonaut.script;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaFunction;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaStopped;
import org.argonaut.lua.LuaSyntaxException;
import org.argonaut.lualog.LuaLog;
import org.argonaut.store.EventRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a script: its Lua world, the threads in it, what calls back into it. Knows no actor and no database.
 *
 * <p>It is over, and says so once, when no thread is in it any more, and either nothing is attached or it was told to end.
 */
final class LuaRun implements ScriptRun {
  private static final Logger LOG = LoggerFactory.getLogger(LuaRun.class);
  private static final long VIEW_MILLIS = 1000;

  private final String script;
  private final long version;
  private final LuaLog log;
  private final LuaLimits limits;
  private final int maxAttachments;
  private final ScriptStats stats;
  private final Consumer<End> whenOver;

  private final Object lock = new Object();
  private final Set<Attachment> attachments = new LinkedHashSet<>();
  private final Set<Thread> threads = new HashSet<>();
  private int closing;
  private LuaState lua;
  private End end;
  private boolean over;

  /** Why a run is over. */
  sealed interface End {
    /** The main chunk ended and nothing is attached. */
    record Finished() implements End {}

    /** It was told to. */
    record Stopped() implements End {}

    /** The main chunk ended with an error. */
    record Failed(String message) implements End {}

    /** It is no Lua program. */
    record NoProgram(String message) implements End {}
  }

  /**
   * @param whenOver told once, on any thread
   */
  LuaRun(
      String script,
      long version,
      LuaLog log,
      LuaLimits limits,
      int maxAttachments,
      ScriptStats stats,
      Consumer<End> whenOver) {
    this.script = script;
    this.version = version;
    this.log = log;
    this.limits = limits;
    this.maxAttachments = maxAttachments;
    this.stats = stats;
    this.whenOver = whenOver;
  }

  /** Compiles and runs the main chunk on a thread of its own. */
  void start(String content, List<FunctionLibrary> libraries) {
    stats.started();
    enter("script-" + script, () -> main(content, libraries));
  }

  // ---- the main chunk ----

  private void main(String content, List<FunctionLibrary> libraries) {
    try {
      LuaProgram program = LuaProgram.compile(content, script);
      LuaState world = new LuaState(limits, line -> log.line(LuaLog.Level.PRINT, line));
      if (!adopt(world)) {
        return;
      }
      ScriptContext context = new ScriptContext(script, version, log, this);
      libraries.forEach(library -> library.install(world, context));
      world.call(world.load(program));
    } catch (LuaSyntaxException e) {
      log.line(LuaLog.Level.ERROR, e.getMessage());
      stats.startFailed();
      end(new End.NoProgram(e.getMessage()));
    } catch (LuaStopped | InterruptedException e) {
      end(new End.Stopped());
    } catch (LuaException e) {
      complain("", e);
      stats.startFailed();
      end(new End.Failed(firstLine(e)));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("script {} version {}: its main chunk met a fault of ours", script, version, e);
      log.line(LuaLog.Level.ERROR, "internal fault: " + e);
      stats.startFailed();
      end(new End.Failed("internal fault: " + e));
    }
  }

  /** False when the run was ended before it had begun. */
  private boolean adopt(LuaState world) {
    synchronized (lock) {
      lua = world;
      return end == null;
    }
  }

  // ---- callbacks ----

  @Override
  public CompletionStage<CallEnd> call(String what, LuaFunction callback, Object... arguments) {
    CompletableFuture<CallEnd> result = new CompletableFuture<>();
    boolean entered = enter("script-" + script, () -> result.complete(called(what, callback, arguments)));
    if (!entered) {
      result.complete(new CallEnd.Stopped());
    }
    return result;
  }

  private CallEnd called(String what, LuaFunction callback, Object... arguments) {
    stats.called();
    try {
      return new CallEnd.Returned(world().call(callback, arguments));
    } catch (LuaStopped | InterruptedException e) {
      return new CallEnd.Stopped();
    } catch (LuaException e) {
      complain(what + ": ", e);
      stats.callbackFailed();
      return new CallEnd.Failed(firstLine(e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("script {} version {}: {} met a fault of ours", script, version, what, e);
      log.line(LuaLog.Level.ERROR, what + ": internal fault: " + e);
      stats.callbackFailed();
      return new CallEnd.Failed("internal fault: " + e);
    }
  }

  private LuaState world() {
    synchronized (lock) {
      return lua;
    }
  }

  private void complain(String prefix, LuaException e) {
    String traceback = e.luaTraceback() == null ? "" : e.luaTraceback().strip();
    log.line(LuaLog.Level.ERROR, prefix + e.getMessage() + (traceback.isEmpty() ? "" : "\n" + traceback));
  }

  private static String firstLine(LuaException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("error without a message");
  }

  // ---- attachments ----

  @Override
  public void attach(Attachment attachment) throws LuaException {
    synchronized (lock) {
      if (end != null) {
        throw new LuaException("the script is stopping");
      }
      if (attachments.size() >= maxAttachments) {
        throw new LuaException(
            "a script may have " + maxAttachments + " listeners and schedules (argonaut.script.max-listeners)");
      }
      attachments.add(attachment);
    }
    attachment.start();
    boolean late;
    synchronized (lock) {
      late = end != null;
    }
    if (late) {
      close(attachment); // it may have been closed before it started
    }
  }

  @Override
  public CompletionStage<Done> detach(Attachment attachment) {
    synchronized (lock) {
      if (!attachments.remove(attachment)) {
        return CompletableFuture.completedFuture(Done.getInstance());
      }
    }
    return close(attachment);
  }

  private CompletionStage<Done> close(Attachment attachment) {
    synchronized (lock) {
      closing++;
    }
    CompletionStage<Done> closed;
    try {
      closed = attachment.close();
    } catch (RuntimeException e) {
      closed = CompletableFuture.failedFuture(e);
    }
    return closed.handle(
        (done, error) -> {
          if (error != null) {
            LOG.warn("script {}: a listener did not close in order: {}", script, error.toString());
          }
          synchronized (lock) {
            closing--;
          }
          concludeIfEmpty();
          return Done.getInstance();
        });
  }

  /** Has a listener handle an event that it has given up; false when there is no such listener. */
  boolean tryAgain(String listener, EventRow event) {
    List<Attachment> now;
    synchronized (lock) {
      now = List.copyOf(attachments);
    }
    return now.stream().anyMatch(attachment -> attachment.tryAgain(listener, event));
  }

  /** What is attached now, as far as it tells in time; never fails. */
  CompletionStage<List<ListenerView>> listeners() {
    List<Attachment> now;
    synchronized (lock) {
      now = List.copyOf(attachments);
    }
    List<CompletableFuture<ListenerView>> views =
        now.stream()
            .map(Attachment::view)
            .map(view -> view.toCompletableFuture().copy().exceptionally(error -> null))
            .map(view -> view.completeOnTimeout(null, VIEW_MILLIS, TimeUnit.MILLISECONDS))
            .toList();
    return CompletableFuture.allOf(views.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> views.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList());
  }

  /** Threads in it now. */
  int calls() {
    synchronized (lock) {
      return threads.size();
    }
  }

  // ---- the end ----

  /** Ends Lua and all waits at once; host calls that finish first do so. */
  void stop() {
    end(new End.Stopped());
  }

  /**
   * Stops, interrupts also what would finish first, and counts as over from now on, whatever is still under way: no Lua
   * runs in it any more.
   */
  void abandon() {
    stop();
    List<Thread> left;
    boolean first;
    synchronized (lock) {
      left = List.copyOf(threads);
      first = !over;
      over = true;
    }
    left.forEach(Thread::interrupt);
    if (first) {
      whenOver.accept(end);
    }
  }

  private void end(End why) {
    List<Attachment> open;
    LuaState world;
    synchronized (lock) {
      if (end != null) {
        return;
      }
      end = why;
      world = lua;
      open = List.copyOf(attachments);
      attachments.clear();
      closing++; // not over before all are told
    }
    if (world != null) {
      world.stop();
    }
    open.forEach(this::close);
    synchronized (lock) {
      closing--;
    }
    concludeIfEmpty();
  }

  /** Runs something in this run; false when it is ending. */
  private boolean enter(String threadName, Runnable body) {
    Thread thread =
        Thread.ofVirtual()
            .name(threadName)
            .unstarted(
                () -> {
                  try {
                    body.run();
                  } finally {
                    leave();
                  }
                });
    synchronized (lock) {
      if (end != null) {
        return false;
      }
      threads.add(thread);
    }
    thread.start();
    return true;
  }

  private void leave() {
    synchronized (lock) {
      threads.remove(Thread.currentThread());
    }
    concludeIfEmpty();
  }

  private void concludeIfEmpty() {
    End why;
    synchronized (lock) {
      boolean empty = threads.isEmpty() && closing == 0 && attachments.isEmpty();
      if (over || !empty) {
        return;
      }
      if (end == null) {
        end = new End.Finished();
      }
      why = end;
      over = true;
    }
    whenOver.accept(why);
  }
}
