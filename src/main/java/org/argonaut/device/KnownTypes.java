package org.argonaut.device;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.SetParameterValues;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.store.Store;

/** The types a device last reported for its parameters, from the cache. */
public final class KnownTypes implements ParameterTypes {
  private final Store store;

  public KnownTypes(Store store) {
    this.store = store;
  }

  @Override
  public CompletionStage<Map<String, String>> of(String sn, List<String> paths) {
    return store
        .parameters()
        .named(sn, paths)
        .thenApply(
            rows -> {
              Map<String, String> types = new HashMap<>();
              rows.stream().filter(row -> row.type() != null).forEach(row -> types.put(row.name(), row.type()));
              return types;
            });
  }

  /** The paths of a SetParameterValues whose types are not given; none of any other method. */
  public static List<String> untyped(CpeMethod method) {
    return method instanceof SetParameterValues(List<ParameterValue> values, _)
        ? values.stream().filter(value -> value.type() == null).map(ParameterValue::name).distinct().toList()
        : List.of();
  }

  /** A SetParameterValues with these types, by path, where it gives none; any other method as it is. */
  public static CpeMethod withTypes(CpeMethod method, Map<String, String> types) {
    if (!(method instanceof SetParameterValues(List<ParameterValue> values, String key)) || types.isEmpty()) {
      return method;
    }
    return new SetParameterValues(values.stream().map(value -> typed(value, types)).toList(), key);
  }

  private static ParameterValue typed(ParameterValue value, Map<String, String> types) {
    return value.type() != null ? value : new ParameterValue(value.name(), value.value(), types.get(value.name()));
  }
}
