package org.argonaut.script;

import java.util.ArrayList;
import java.util.List;

/**
 * A function scripts may call, as documented; checked and completed by editors from here. Built like this:
 *
 * <pre>
 * ScriptFunction.of("sleep", "Waits, while other callbacks of the script run.")
 *     .takes("seconds", "number", "how long; fractions are fine")
 * </pre>
 *
 * Types are LuaLS's: {@code string}, {@code number}, {@code integer}, {@code boolean}, {@code table}, {@code any}, {@code
 * fun(ev: CwmpEvent)}, {@code string[]}, {@code table<string, string>}, {@code A|B}, a class of {@link ScriptType}.
 *
 * @param name as scripts write it; {@code log.info} is field {@code info} of the global {@code log}
 * @param doc what it does: sentences
 * @param parameters in order; optional ones last, unless {@link #flexible}
 * @param results in order; none: it returns nothing
 * @param flexible arguments may come in other numbers and orders than the parameters say, and are not counted
 */
public record ScriptFunction(
    String name, String doc, List<Parameter> parameters, List<Result> results, boolean flexible) {

  /** A parameter. */
  public record Parameter(String name, String type, boolean optional, String doc) {}

  /** A result. */
  public record Result(String type, String doc) {}

  public ScriptFunction {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  public static ScriptFunction of(String name, String doc) {
    return new ScriptFunction(name, doc, List.of(), List.of(), false);
  }

  /** With one parameter more, which must be given. */
  public ScriptFunction takes(String parameter, String type, String parameterDoc) {
    return with(new Parameter(parameter, type, false, parameterDoc));
  }

  /** With one parameter more, which may be left out. */
  public ScriptFunction maybe(String parameter, String type, String parameterDoc) {
    return with(new Parameter(parameter, type, true, parameterDoc));
  }

  /** With one result more. */
  public ScriptFunction gives(String type, String resultDoc) {
    List<Result> more = new ArrayList<>(results);
    more.add(new Result(type, resultDoc));
    return new ScriptFunction(name, doc, parameters, more, flexible);
  }

  /** Takes its arguments in other numbers and orders, too. */
  public ScriptFunction inAnyForm() {
    return new ScriptFunction(name, doc, parameters, results, true);
  }

  private ScriptFunction with(Parameter parameter) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(parameter);
    return new ScriptFunction(name, doc, more, results, flexible);
  }

  /** How many arguments must be given. */
  int required() {
    return (int) parameters.stream().filter(parameter -> !parameter.optional()).count();
  }
}
