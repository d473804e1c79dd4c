package org.argonaut.script;

import java.time.Instant;
import java.util.List;

/**
 * How a script is, as its home tells.
 *
 * @param state {@code running}, {@code stopping}, {@code stopped}
 * @param version that runs, or ran last; 0: none since its home has been here
 * @param problem what is wrong; null: nothing
 * @param failures attempts to run that failed in a row
 * @param restartAt when it is tried again; null: it is not
 * @param since when it came into this state; null: not known
 * @param node where its home is; null: nowhere just now
 * @param callbacks threads in its Lua now, waiting ones included
 */
public record ScriptStatus(
    String name,
    String state,
    long version,
    String problem,
    int failures,
    Instant restartAt,
    Instant since,
    String node,
    int callbacks,
    List<ListenerView> listeners)
    implements Wire {
  public static final String RUNNING = "running";
  public static final String STOPPING = "stopping";
  public static final String STOPPED = "stopped";

  public ScriptStatus {
    listeners = listeners == null ? List.of() : List.copyOf(listeners);
  }

  ScriptStatus with(List<ListenerView> views) {
    return new ScriptStatus(
        name, state, version, problem, failures, restartAt, since, node, callbacks, views);
  }

  /** Of a script that has no home, because nothing is to be done. */
  static ScriptStatus atRest(String name, String problem) {
    return new ScriptStatus(name, STOPPED, 0, problem, 0, null, null, null, 0, List.of());
  }
}
