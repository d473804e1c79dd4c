package org.argonaut.lua;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Results of a host function that are not simply one value. */
public final class LuaResults {
  private final List<Object> values;
  private final Map<String, ?> failure;

  private LuaResults(List<Object> values, Map<String, ?> failure) {
    this.values = values;
    this.failure = failure;
  }

  /** Several results, or none; nulls are nils. */
  public static LuaResults of(Object... values) {
    return new LuaResults(Collections.unmodifiableList(Arrays.asList(values.clone())), null);
  }

  /**
   * Lua's {@code false} that can be indexed: {@code if r then} and {@code r == false} see the boolean, {@code
   * r.error_message} the fields. The fields belong to the callback that is running and last until its next failure.
   */
  public static LuaResults failure(Map<String, ?> fields) {
    return new LuaResults(Collections.singletonList(false), Map.copyOf(fields));
  }

  List<Object> values() {
    return values;
  }

  /** Null when this is no failure. */
  Map<String, ?> failure() {
    return failure;
  }
}
