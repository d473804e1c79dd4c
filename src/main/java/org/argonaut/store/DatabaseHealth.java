package org.argonaut.store;

/** Whether the database serves; follows the truth within a second or two, both ways. */
public interface DatabaseHealth {

  /** Cheap: a volatile read. */
  boolean up();

  /** For people, in one line: since when and why; never a secret. */
  String detail();
}
