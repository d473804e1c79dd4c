package org.argonaut.script;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.argonaut.lualog.LuaLogs;

/** What the scripts of this node did, and how they are; for metrics. */
public final class ScriptStats implements LuaLogs.Counts {
  private final Map<String, Phase> phases = new ConcurrentHashMap<>();
  private final LongAdder starts = new LongAdder();
  private final LongAdder startFailures = new LongAdder();
  private final LongAdder callbacks = new LongAdder();
  private final LongAdder callbackErrors = new LongAdder();
  private final LongAdder logLines = new LongAdder();
  private final LongAdder logDropped = new LongAdder();

  /** How a script is whose home is here. */
  public enum Phase {
    RUNNING,
    STOPPING,
    /** Waits for its next attempt. */
    FAILING
  }

  /**
   * Notes how a script is now.
   *
   * @param phase null: nothing goes on
   */
  void phase(String script, Phase phase) {
    if (phase == null) {
      phases.remove(script);
    } else {
      phases.put(script, phase);
    }
  }

  void started() {
    starts.increment();
  }

  void startFailed() {
    startFailures.increment();
  }

  void called() {
    callbacks.increment();
  }

  void callbackFailed() {
    callbackErrors.increment();
  }

  @Override
  public void logged(long lines) {
    logLines.add(lines);
  }

  @Override
  public void dropped(long lines) {
    logDropped.add(lines);
  }

  /** Scripts on this node in a phase. */
  public long in(Phase phase) {
    return phases.values().stream().filter(p -> p == phase).count();
  }

  public long starts() {
    return starts.sum();
  }

  /** Runs whose main chunk ended with an error, or that could not be compiled. */
  public long startFailures() {
    return startFailures.sum();
  }

  public long callbacks() {
    return callbacks.sum();
  }

  public long callbackErrors() {
    return callbackErrors.sum();
  }

  public long logLines() {
    return logLines.sum();
  }

  /** Lines given up: a script wrote too fast, or the database could not take them. */
  public long logDropped() {
    return logDropped.sum();
  }
}
