package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A coroutine: frames that are set aside. Needs no thread. */
public final class Coroutine extends LuaValue {

  /** As coroutine.status names them. */
  public enum Status {
    SUSPENDED,
    RUNNING,
    NORMAL,
    DEAD
  }

  final Closure body;
  private Status status = Status.SUSPENDED;

  /** Null before the first resume. */
  Frame top;

  Frame base;

  /** What a yield hands over. */
  Varargs transfer;

  /** The one that resumed this one. */
  Coroutine resumer;

  /** How deep Java's calls were when it was resumed. */
  int javaDepth;

  /** How many of its frames the script's memory was charged for. */
  int framesCharged;

  int mark;

  /** Not started yet. */
  public Coroutine(Closure body) {
    this.body = body;
  }

  /** What it does. */
  public Status status() {
    return status;
  }

  void setStatus(Status next) {
    status = next;
  }

  @Override
  public int type() {
    return TTHREAD;
  }

  @Override
  public String typename() {
    return "thread";
  }
}
