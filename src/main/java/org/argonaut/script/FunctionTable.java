package org.argonaut.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that scripts may call beyond Lua's own library: what documents, editors and the lint know. */
public final class FunctionTable {
  private final List<Area> areas;
  private final Map<String, ScriptFunction> byName = new LinkedHashMap<>();

  /**
   * Functions that belong together.
   *
   * @param title a heading: {@code Messages to devices}
   */
  public record Area(String title, List<ScriptFunction> functions, List<ScriptType> types) {
    public Area {
      functions = List.copyOf(functions);
      types = List.copyOf(types);
    }
  }

  public FunctionTable(List<Area> areas) {
    this.areas = List.copyOf(areas);
    for (Area area : areas) {
      for (ScriptFunction function : area.functions()) {
        if (byName.put(function.name(), function) != null) {
          throw new IllegalArgumentException("two script functions are called " + function.name());
        }
      }
    }
  }

  public List<Area> areas() {
    return areas;
  }

  public Optional<ScriptFunction> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Names of all functions; {@code log.info} with its dot. */
  public java.util.Set<String> names() {
    return java.util.Collections.unmodifiableSet(byName.keySet());
  }
}
