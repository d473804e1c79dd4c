package org.argonaut.script;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaFunction;
import org.argonaut.store.EventRow;

/** One run of a script, as its functions see it: it keeps what calls back, and calls it. Safe from any thread. */
public interface ScriptRun {

  /**
   * Keeps something that calls back and starts it: the script stays {@code running} as long as one is attached. All are
   * closed when the run ends.
   *
   * @throws LuaException when the run is ending, or has too many already
   */
  void attach(Attachment attachment) throws LuaException;

  /** Lets go of an attachment and closes it; completes when it is closed. */
  CompletionStage<Done> detach(Attachment attachment);

  /**
   * Calls a callback on a virtual thread of its own and completes with its end, never exceptionally. Errors are in the
   * script's log and counted by then.
   *
   * @param what the callback is for, in the log: {@code callback for 1 BOOT of ABC123}
   */
  CompletionStage<CallEnd> call(String what, LuaFunction callback, Object... arguments);

  /** Something that calls back into the run: a listener, a schedule. */
  interface Attachment {

    /** Begins to call back; the first call may come before this returns. */
    void start();

    /**
     * Ends it: no call begins any more. Completes when everything it had open is given back; the next version waits. May
     * come more than once, and while {@link #start} runs.
     */
    CompletionStage<Done> close();

    /** Handles an event once more that this listener has given up; false when it is not this listener. */
    default boolean tryAgain(String listener, EventRow event) {
      return false;
    }

    /** How it does, for people; what takes longer than a second, or is null because it has not started yet, is left out. */
    CompletionStage<ListenerView> view();
  }

  /** How a call ended. */
  sealed interface CallEnd {
    /** With these results. */
    record Returned(List<Object> values) implements CallEnd {}

    /** With an error; the message begins with script and line. */
    record Failed(String message) implements CallEnd {}

    /** Because the run ended: it may have done any part of its work. */
    record Stopped() implements CallEnd {}
  }
}
