package org.argonaut.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.store.Page;
import org.argonaut.store.ParameterRow;
import org.argonaut.store.Store;

/** The types a device last reported for its parameters, from the cache. */
final class KnownTypes {
  private static final int AT_ONCE = 32;

  private final Store store;

  KnownTypes(Store store) {
    this.store = store;
  }

  /** Type by path, for those of the paths whose type the device ever told. */
  Map<String, String> of(Request request, String sn, List<String> paths) throws Problem, InterruptedException {
    Map<String, String> types = new HashMap<>();
    for (int from = 0; from < paths.size(); from += AT_ONCE) {
      List<CompletableFuture<Page<ParameterRow>>> lookups = new ArrayList<>();
      for (String path : paths.subList(from, Math.min(paths.size(), from + AT_ONCE))) {
        // The name itself comes first of all that begin with it.
        CompletionStage<Page<ParameterRow>> lookup = store.parameters().list(sn, path, 1, null);
        lookups.add(lookup.toCompletableFuture());
      }
      for (CompletableFuture<Page<ParameterRow>> lookup : lookups) {
        for (ParameterRow row : request.await(lookup).items()) {
          if (row.type() != null) {
            types.put(row.name(), row.type());
          }
        }
      }
    }
    return types;
  }
}
