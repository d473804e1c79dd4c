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

  /** The method with the known types in place of those that a SetParameterValues leaves out; any other method as it is. */
  public CompletionStage<CpeMethod> complete(String sn, CpeMethod method) {
    if (!(method instanceof SetParameterValues(List<ParameterValue> values, String key))) {
      return CompletableFuture.completedFuture(method);
    }
    List<String> untyped = values.stream().filter(v -> v.type() == null).map(ParameterValue::name).distinct().toList();
    return of(sn, untyped)
        .thenApply(types -> new SetParameterValues(values.stream().map(v -> typed(v, types)).toList(), key));
  }

  private static ParameterValue typed(ParameterValue value, Map<String, String> types) {
    return value.type() != null ? value : new ParameterValue(value.name(), value.value(), types.get(value.name()));
  }
}
