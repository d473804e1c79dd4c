package org.argonaut.datamodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a schema while they are collected from a tree; equal texts and types become one. Behind the rows of the tree
 * come the facts of nodes that USP sees otherwise.
 */
final class SchemaRows {
  final List<String> names = new ArrayList<>();
  final List<Integer> parents = new ArrayList<>();
  final List<Integer> ends = new ArrayList<>();
  final List<NodeKind> kinds = new ArrayList<>();
  final List<Short> flags = new ArrayList<>();
  final List<String> versions = new ArrayList<>();
  final List<ValueChecker> checkers = new ArrayList<>();
  final List<ObjectFacts> facts = new ArrayList<>();
  final Map<Integer, NodeSource> sources = new HashMap<>();

  /** From a node's row to that of its facts for USP. */
  final Map<Integer, Integer> uspRows = new HashMap<>();

  private final Map<String, String> shared = new HashMap<>();
  private final Map<ValueType, ValueChecker> checkersByType = new HashMap<>();
  private final Map<Integer, Draft> uspFacts = new LinkedHashMap<>();

  SchemaRows(Draft root) {
    add(root, -1);
    uspFacts.forEach(
        (row, draft) -> {
          uspRows.put(row, flags.size());
          addFacts(draft);
        });
  }

  private void add(Draft draft, int parent) {
    int row = names.size();
    names.add(share(draft.name()));
    parents.add(parent);
    ends.add(0);
    kinds.add(draft.kind());
    addFacts(draft);
    if (draft.usp() != null) {
      uspFacts.put(row, draft.usp());
    }
    if (draft.source() != null) {
      sources.put(row, draft.source());
    }
    for (Draft child : draft.children()) {
      add(child, row);
    }
    ends.set(row, names.size());
  }

  private void addFacts(Draft draft) {
    flags.add(Flags.of(draft));
    versions.add(share(draft.version()));
    checkers.add(draft.type() == null ? null : checkersByType.computeIfAbsent(draft.type(), ValueChecker::new));
    facts.add(draft.facts());
  }

  private String share(String text) {
    String known = shared.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
