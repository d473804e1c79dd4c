package org.argonaut.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.SetParameterValues;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.store.ParameterRow;
import org.argonaut.store.Store;

/** The types a device last reported for its parameters, from the cache. */
public final class KnownTypes {
  /** Look-ups under way at once. */
  private static final int AT_ONCE = 32;

  private final Store store;

  public KnownTypes(Store store) {
    this.store = store;
  }

  /** Type by path, for those of the paths whose type the device ever told. */
  public CompletionStage<Map<String, String>> of(String sn, List<String> paths) {
    return of(sn, paths, new HashMap<>());
  }

  private CompletionStage<Map<String, String>> of(String sn, List<String> paths, Map<String, String> found) {
    if (paths.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    List<String> now = paths.subList(0, Math.min(paths.size(), AT_ONCE));
    List<CompletableFuture<ParameterRow>> lookups = new ArrayList<>();
    for (String path : now) {
      lookups.add(lookUp(sn, path));
    }
    return CompletableFuture.allOf(lookups.toArray(CompletableFuture[]::new))
        .thenCompose(
            _ -> {
              for (CompletableFuture<ParameterRow> lookup : lookups) {
                ParameterRow row = lookup.join();
                if (row != null && row.type() != null) {
                  found.put(row.name(), row.type());
                }
              }
              return of(sn, paths.subList(now.size(), paths.size()), found);
            });
  }

  private CompletableFuture<ParameterRow> lookUp(String sn, String path) {
    // The name itself comes first of all that begin with it.
    return store
        .parameters()
        .list(sn, path, 1, null)
        .thenApply(page -> page.items().isEmpty() ? null : page.items().getFirst())
        .toCompletableFuture();
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
