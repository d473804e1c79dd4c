package org.argonaut.script.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaSyntaxException;

/**
 * A service that devices can be given.
 *
 * @param id chosen by people: {@code pppoe}
 * @param script Lua; sets {@code provisioning_status}
 * @param events codes of the device events that apply its instances: {@code 0} to {@code 14}
 * @param active whether events do so now; people and scripts may at any time
 * @param timeout of one run
 * @param updated null before it was kept
 */
public record ServiceDefinition(
    String id,
    String description,
    String script,
    List<ServiceVariable> variables,
    List<String> events,
    boolean active,
    Duration timeout,
    Instant updated) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern EVENT = Pattern.compile("\\d|1[0-4]");
  private static final int MOST_VARIABLES = 100;

  public ServiceDefinition {
    variables = List.copyOf(variables);
    events = List.copyOf(new java.util.LinkedHashSet<>(events));
  }

  /**
   * Checks all that can be checked before it runs.
   *
   * @throws ServiceFailure 400 that names the field, and for the script line and column
   */
  void check(Duration maxTimeout) {
    if (!ID.matcher(id).matches()) {
      throw bad("id: '" + id + "' is none; use letters, digits and _ . - (at most 100)");
    }
    if (variables.size() > MOST_VARIABLES) {
      throw bad("variables: more than " + MOST_VARIABLES);
    }
    Set<String> names = new HashSet<>();
    for (ServiceVariable variable : variables) {
      if (!names.add(variable.name())) {
        throw bad("variables: '" + variable.name() + "' is there twice");
      }
    }
    for (String event : events) {
      if (!EVENT.matcher(event).matches()) {
        throw bad("events: '" + event + "' is no event; expected \"0\" (BOOTSTRAP) to \"14\"");
      }
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(maxTimeout) > 0) {
      throw bad("timeout: expected 1 to " + maxTimeout.toSeconds() + " seconds");
    }
    try {
      LuaProgram.compile(script, id);
    } catch (LuaSyntaxException e) {
      throw bad("script: " + e.getMessage());
    }
  }

  /**
   * An instance's values, checked against the variables.
   *
   * @throws ServiceFailure 400 for a value that is unknown, missing or of the wrong type
   */
  Map<String, String> checked(Map<String, String> values) {
    Map<String, String> left = new LinkedHashMap<>(values);
    for (ServiceVariable variable : variables) {
      String value = left.remove(variable.name());
      if (value != null) {
        variable.check(value);
      } else if (variable.required() && variable.initial() == null) {
        throw bad("variable '" + variable.name() + "' is missing; service '" + id + "' needs it");
      }
    }
    if (!left.isEmpty()) {
      throw bad(
          "variable '" + left.keySet().iterator().next() + "' is none of service '" + id + "'; it has "
              + variables.stream().map(ServiceVariable::name).toList());
    }
    return Map.copyOf(values);
  }

  /** What a run gets: the instance's values, and initial ones for the others. */
  Map<String, String> effective(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>();
    for (ServiceVariable variable : variables) {
      String value = values.getOrDefault(variable.name(), variable.initial());
      if (value != null) {
        all.put(variable.name(), value);
      }
    }
    return all;
  }

  private static ServiceFailure bad(String what) {
    return new ServiceFailure(400, what);
  }
}
