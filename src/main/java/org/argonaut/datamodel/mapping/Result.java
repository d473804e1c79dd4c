package org.argonaut.datamodel.mapping;

import java.util.function.Function;

/** What a request came to: something, or a fault. */
public sealed interface Result<T> {
  /** Done. */
  record Ok<T>(T value) implements Result<T> {}

  /** Not done; nothing was changed. */
  record Failed<T>(Fault fault) implements Result<T> {}

  /** The fault; null: done. */
  default Fault fault() {
    return this instanceof Failed<T>(var fault) ? fault : null;
  }

  /** The value, or what {@code otherwise} makes of the fault. */
  default T orElse(Function<Fault, T> otherwise) {
    return switch (this) {
      case Ok<T>(var value) -> value;
      case Failed<T>(var fault) -> otherwise.apply(fault);
    };
  }
}
