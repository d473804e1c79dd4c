package org.argonaut.script;

import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.argonaut.store.EventRow;
import org.argonaut.store.ScriptRow;

/** What a {@link ScriptActor} is told. Everything but {@link Local} travels between nodes. */
sealed interface ScriptMessage {

  /** The script's row has this revision now: see to it that it is so. */
  record Look(long revision) implements ScriptMessage, Wire {}

  record GetStatus(ActorRef<ScriptStatus> replyTo) implements ScriptMessage, Wire {}

  /** Have a listener handle an event once more that it has given up. */
  record TryAgain(String listener, EventRow event, ActorRef<Tried> replyTo) implements ScriptMessage, Wire {}

  /**
   * Reply to {@link TryAgain}.
   *
   * @param begun false: the script does not run, or has no such listener any more
   */
  record Tried(boolean begun) implements Wire {}

  /** Stays on its node. */
  sealed interface Local extends ScriptMessage, NoSerializationVerificationNeeded {}

  /** The shard moves, or nothing is to be done: end the run, then yourself. */
  record Leave() implements Local {}

  /**
   * What the database says.
   *
   * @param row null: no such script
   * @param content of its version; null when it is not to run
   */
  record Known(ScriptRow row, String content) implements Local {}

  record Unknown(String reason) implements Local {}

  record RunOver(LuaRun run, LuaRun.End end) implements Local {}

  /** Read the row (again). */
  record Again() implements Local {}

  record StopOverdue(LuaRun run) implements Local {}

  record EndWritten(long revision, String failure) implements Local {}

  record Idle() implements Local {}
}
