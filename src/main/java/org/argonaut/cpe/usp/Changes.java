package org.argonaut.cpe.usp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a request changed in the tree, in order: notifications and the agent's own settings follow from it. */
final class Changes {
  /** New values by full path. */
  final Map<String, String> values = new LinkedHashMap<>();

  /** New instances with their unique keys. */
  final Map<String, Map<String, String>> created = new LinkedHashMap<>();

  /** Instances that are gone. */
  final List<String> deleted = new ArrayList<>();

  boolean none() {
    return values.isEmpty() && created.isEmpty() && deleted.isEmpty();
  }

  /** Whether something at or below an object changed. */
  boolean under(String objectPath) {
    return values.keySet().stream().anyMatch(path -> path.startsWith(objectPath))
        || created.keySet().stream().anyMatch(path -> path.startsWith(objectPath))
        || deleted.stream().anyMatch(path -> path.startsWith(objectPath));
  }
}
