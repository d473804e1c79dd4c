package org.argonaut.script;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes what a {@link FunctionTable} knows: for editors (LuaLS, EmmyLua) and for people. */
public final class FunctionDocs {
  private FunctionDocs() {}

  /** A Lua file of annotations that makes editors complete and check the functions. */
  public static String annotations(FunctionTable table) {
    StringBuilder text = new StringBuilder();
    text.append("---@meta argonaut\n\n");
    text.append("-- What scripts may call, for editors that understand LuaLS annotations. Generated: change it where the\n");
    text.append("-- functions are documented in the sources.\n");
    TreeSet<String> globals = new TreeSet<>();
    table.names().stream().filter(n -> n.indexOf('.') > 0).forEach(n -> globals.add(n.substring(0, n.indexOf('.'))));
    globals.forEach(global -> text.append('\n').append(global).append(" = {}\n"));
    for (FunctionTable.Area area : table.areas()) {
      text.append("\n-- ").append(area.title()).append('\n');
      area.types().forEach(type -> annotate(text, type));
      area.functions().forEach(function -> annotate(text, function));
    }
    return text.toString();
  }

  private static void annotate(StringBuilder text, ScriptType type) {
    text.append("\n---").append(type.doc()).append('\n');
    text.append("---@class ").append(type.name()).append('\n');
    for (ScriptType.Field field : type.fields()) {
      text.append("---@field ").append(field.name()).append(field.optional() ? "? " : " ");
      text.append(field.type()).append(' ').append(field.doc()).append('\n');
    }
  }

  private static void annotate(StringBuilder text, ScriptFunction function) {
    text.append("\n---").append(function.doc()).append('\n');
    for (ScriptFunction.Parameter parameter : function.parameters()) {
      boolean mark = parameter.optional() && !parameter.name().equals("...");
      text.append("---@param ").append(parameter.name()).append(mark ? "? " : " ");
      text.append(parameter.type()).append(' ').append(parameter.doc()).append('\n');
    }
    for (ScriptFunction.Result result : function.results()) {
      text.append("---@return ").append(result.type()).append(" # ").append(result.doc()).append('\n');
    }
    text.append("function ").append(function.name()).append('(').append(names(function)).append(") end\n");
  }

  private static String names(ScriptFunction function) {
    return function.parameters().stream().map(ScriptFunction.Parameter::name).collect(Collectors.joining(", "));
  }

  /** The reference for people, in Markdown. */
  public static String reference(FunctionTable table) {
    StringBuilder text = new StringBuilder();
    text.append("# Script functions\n\n");
    text.append("What a script may call besides Lua's own library. Generated from the sources, as is\n");
    text.append("[lua/argonaut.lua](../lua/argonaut.lua), from which editors complete and check scripts.\n");
    text.append("`argonaut script check FILE...` finds misspelt names and wrong numbers of arguments.\n");
    for (FunctionTable.Area area : table.areas()) {
      text.append("\n## ").append(area.title()).append('\n');
      area.functions().forEach(function -> describe(text, function));
      area.types().forEach(type -> describe(text, type));
    }
    return text.toString();
  }

  private static void describe(StringBuilder text, ScriptFunction function) {
    text.append("\n### `").append(signature(function)).append("`\n\n").append(function.doc()).append('\n');
    if (!function.parameters().isEmpty()) {
      text.append("\n| argument | type | |\n|---|---|---|\n");
      for (ScriptFunction.Parameter parameter : function.parameters()) {
        row(text, parameter.name() + (parameter.optional() ? " (optional)" : ""), parameter.type(), parameter.doc());
      }
    }
    if (function.flexible()) {
      text.append("\nArguments may also come in other orders, or be left out.\n");
    }
    if (!function.results().isEmpty()) {
      text.append("\nReturns\n\n");
      function.results().forEach(r -> text.append("* `").append(r.type()).append("`: ").append(r.doc()).append('\n'));
    }
  }

  /** Optional arguments stand in brackets: those at the end nested, as each needs those before it. */
  private static String signature(ScriptFunction function) {
    StringBuilder text = new StringBuilder(function.name()).append('(');
    List<ScriptFunction.Parameter> parameters = function.parameters();
    int end = parameters.size();
    while (end > 0 && parameters.get(end - 1).optional()) {
      end--;
    }
    for (int i = 0; i < parameters.size(); i++) {
      ScriptFunction.Parameter parameter = parameters.get(i);
      boolean inBrackets = parameter.optional();
      if (inBrackets && i >= end) {
        text.append(i == 0 ? "[" : " [, ").append(parameter.name());
      } else {
        text.append(i == 0 ? "" : ", ").append(inBrackets ? "[" + parameter.name() + "]" : parameter.name());
      }
    }
    return text.append("]".repeat(parameters.size() - end)).append(')').toString();
  }

  private static void describe(StringBuilder text, ScriptType type) {
    text.append("\n### ").append(type.name()).append("\n\n").append(type.doc()).append("\n\n| field | type | |\n|---|---|---|\n");
    for (ScriptType.Field field : type.fields()) {
      row(text, field.name() + (field.optional() ? " (optional)" : ""), field.type(), field.doc());
    }
  }

  private static void row(StringBuilder text, String name, String type, String doc) {
    text.append("| ").append(name).append(" | `").append(type.replace("|", "\\|")).append("` | ");
    text.append(doc.replace("|", "\\|")).append(" |\n");
  }
}
