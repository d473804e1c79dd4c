package org.argonaut.datamodel.mapping;

import java.time.Duration;
import org.argonaut.datamodel.json.Json;

/** The bus of a device. Implementations never throw and never wait longer than they are told. */
public interface Ubus {
  /** Nothing is on the bus. */
  Ubus NONE =
      new Ubus() {
        @Override
        public Reply call(String object, String method, Json.Obj arguments, Duration deadline) {
          return new Failed("there is no ubus");
        }

        @Override
        public boolean has(String object, String method) {
          return false;
        }
      };

  /** What a call came to. */
  sealed interface Reply {}

  /** The object that was answered; without members if nothing was. */
  record Answered(Json.Obj value) implements Reply {}

  /** There is no such object or method, it refused, was too slow, or answered what cannot be read. */
  record Failed(String why) implements Reply {}

  Reply call(String object, String method, Json.Obj arguments, Duration deadline);

  /** Whether the object is there; and if {@code method} is not empty, has that method. */
  boolean has(String object, String method);
}
