package org.argonaut.datamodel.plugin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/** What must be on the device for an object to be there: all groups, and in a group all items. */
public record Dependency(List<Group> groups) {
  static final int MAX_LENGTH = 512;

  /** Always satisfied. */
  public static final Dependency NONE = new Dependency(List.of());

  /**
   * Items of one kind.
   *
   * @param kind {@code file}, {@code ubus} or {@code opkg}; empty: the group has no kind and never holds
   */
  public record Group(String kind, List<String> items) {
    /** Whether this is a kind devices know; others count as satisfied. */
    public boolean isKnown() {
      return kind.equals("file") || kind.equals("ubus") || kind.equals("opkg");
    }
  }

  public Dependency {
    groups = List.copyOf(groups);
  }

  /** Of {@code kind:item,item;kind:item}. */
  public static Dependency parse(String text) {
    List<Group> groups = new ArrayList<>();
    for (String part : text.split(";")) {
      String group = part.strip();
      if (!group.isEmpty()) {
        int colon = group.indexOf(':');
        String kind = colon < 0 ? "" : group.substring(0, colon).strip();
        String items = group.substring(colon + 1);
        groups.add(new Group(kind, Arrays.stream(items.split(",")).map(String::strip).filter(i -> !i.isEmpty()).toList()));
      }
    }
    return new Dependency(groups);
  }

  /** Whether it holds, given who knows of each kind and item whether it is there. */
  public boolean holds(BiPredicate<String, String> isThere) {
    for (Group group : groups) {
      boolean holds = group.isKnown() ? group.items().stream().allMatch(item -> isThere.test(group.kind(), item)) : !group.kind().isEmpty();
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}
