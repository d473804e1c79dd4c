package org.argonaut.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaSyntaxException;
import org.argonaut.script.LuaTokens.Token;

/**
 * Looks for mistakes in a script: syntax, and then, token by token, calls of functions that do not exist and calls with
 * arguments that cannot be right. What a script defines itself, in whatever way, is never complained of.
 */
public final class ScriptCheck {
  private static final String CHUNK = "script";
  private static final Pattern PLACE = Pattern.compile("^=?" + CHUNK + ":\\d+:?\\s*");
  private static final Set<String> LUA =
      Set.of(
          "assert", "collectgarbage", "dofile", "error", "getfenv", "getmetatable", "ipairs", "load", "loadstring", "next",
          "pairs", "pcall", "print", "rawequal", "rawget", "rawset", "rawlen", "require", "select", "setfenv",
          "setmetatable", "tonumber", "tostring", "type", "unpack", "xpcall", "module", "newproxy", "gcinfo", "string", "table",
          "math", "os", "coroutine", "debug", "io", "package", "_G", "_VERSION");

  /** Whoever uses these may define globals that cannot be seen. */
  private static final Set<String> OPAQUE = Set.of("_G", "setfenv", "getfenv", "loadstring", "load", "module", "require");

  private final FunctionTable table;
  private final Set<String> tables = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private List<Token> tokens = List.of();
  private Set<String> own = Set.of();

  /**
   * Something found.
   *
   * @param isError false: a warning
   * @param line from 1
   * @param column from 1
   */
  public record Finding(boolean isError, int line, int column, String text) {}

  private ScriptCheck(FunctionTable table) {
    this.table = table;
    table.names().stream().filter(n -> n.indexOf('.') > 0).forEach(n -> tables.add(n.substring(0, n.indexOf('.'))));
  }

  /** Everything that is found, in the order of the source; after a syntax error nothing else. */
  public static List<Finding> of(String source, FunctionTable table) {
    try {
      LuaProgram.compile(source, CHUNK);
    } catch (LuaSyntaxException e) {
      String text = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      return List.of(new Finding(true, e.line(), e.column(), text));
    }
    ScriptCheck check = new ScriptCheck(table);
    check.look(LuaTokens.of(source));
    return List.copyOf(check.findings);
  }

  private void look(List<Token> all) {
    tokens = all;
    own = ownNames();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isName() && !isPartOfLonger(i)) {
        lookAtName(i);
      }
    }
  }

  /** Names the script gives anything: locals, parameters, loop variables, assigned and defined globals. */
  private Set<String> ownNames() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("local") || token.is("for")) {
        addNames(names, token(i + 1).is("function") ? i + 2 : i + 1);
      } else if (token.is("function")) {
        int parenthesis = i + 1;
        while (!token(parenthesis).is("(")) {
          parenthesis++;
        }
        if (token(i + 1).isName()) {
          names.add(token(i + 1).text());
        }
        addNames(names, parenthesis + 1);
      } else if (token.isName() && isAssigned(i)) {
        names.add(token.text());
      }
    }
    return names;
  }

  private void addNames(Set<String> names, int from) {
    for (int i = from; token(i).isName(); i += 2) {
      names.add(token(i).text());
      if (!token(i + 1).is(",")) {
        return;
      }
    }
  }

  /** {@code a =}, {@code a, b =}; table constructors' fields count, too: that costs a warning, never makes one. */
  private boolean isAssigned(int index) {
    int i = index + 1;
    while (token(i).is(",") && token(i + 1).isName()) {
      i += 2;
    }
    return token(i).is("=");
  }

  /** A field, a method, a label, the name in a definition. */
  private boolean isPartOfLonger(int index) {
    Token before = token(index - 1);
    return before.is(".") || before.is(":") || before.is("function") || before.is("goto") || before.is("::");
  }

  private void lookAtName(int index) {
    Token name = tokens.get(index);
    if (own.contains(name.text())) {
      return;
    }
    if (token(index + 1).is(".") && token(index + 2).isName() && tables.contains(name.text())) {
      lookAtCall(name, name.text() + "." + token(index + 2).text(), index + 3);
    } else if (!LUA.contains(name.text())) {
      lookAtCall(name, name.text(), index + 1);
    }
  }

  private void lookAtCall(Token at, String name, int next) {
    Token opens = token(next);
    boolean isCall = opens.is("(") || opens.is("{") || opens.kind() == LuaTokens.Kind.STRING;
    if (!isCall) {
      return;
    }
    Optional<ScriptFunction> known = table.find(name);
    if (known.isEmpty()) {
      if (tokens.stream().noneMatch(t -> t.isName() && OPAQUE.contains(t.text()))) {
        warn(at, "there is no function '" + name + "'" + suggestion(name));
      }
    } else if (!known.get().flexible()) {
      countArguments(at, known.get(), next);
    }
  }

  private void countArguments(Token at, ScriptFunction function, int next) {
    Arguments arguments = token(next).is("(") ? arguments(next) : new Arguments(1, false);
    boolean any = function.parameters().stream().anyMatch(p -> p.name().equals("..."));
    int most = any ? Integer.MAX_VALUE : function.parameters().size();
    int fewest = function.required();
    if (arguments.count() > most || (arguments.count() < fewest && !arguments.open())) {
      String wanted = any ? fewest + " or more" : fewest == most ? "" + most : fewest + " to " + most;
      warn(at, "'" + function.name() + "' takes " + wanted + (most == 1 ? " argument" : " arguments") + ", here are "
          + arguments.count());
    }
  }

  /**
   * Arguments of a call.
   *
   * @param count for certain
   * @param open there may be more: the last is a call or {@code ...}
   */
  private record Arguments(int count, boolean open) {}

  private Arguments arguments(int parenthesis) {
    int depth = 0;
    int commas = 0;
    int i = parenthesis;
    for (; i < tokens.size(); i++) {
      depth += change(tokens.get(i));
      if (depth == 0) {
        break;
      }
      if (depth == 1 && tokens.get(i).is(",")) {
        commas++;
      }
    }
    if (i == parenthesis + 1) {
      return new Arguments(0, false);
    }
    Token last = token(i - 1);
    boolean stringCall = last.kind() == LuaTokens.Kind.STRING && endsCallee(token(i - 2));
    boolean open = last.is(")") || last.is("...") || last.is("}") || stringCall;
    return new Arguments(last.is(")") || last.is("...") ? commas : commas + 1, open);
  }

  /** Whether a string after it is the argument of a call. */
  private static boolean endsCallee(Token token) {
    return token.isName() || token.is(")") || token.is("]");
  }

  /** What a token does to the depth of nesting; functions and blocks count as brackets. */
  private static int change(Token token) {
    if (token.kind() == LuaTokens.Kind.STRING || token.isName()) {
      return 0;
    }
    return switch (token.text()) {
      case "(", "{", "[", "function", "if", "do", "repeat" -> 1; // while and for have their do
      case ")", "}", "]", "end", "until" -> -1;
      default -> 0;
    };
  }

  private String suggestion(String name) {
    return table.names().stream()
        .filter(known -> distance(name, known) <= Math.max(1, name.length() / 4))
        .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)))
        .map(near -> "; did you mean '" + near + "'?")
        .orElse("");
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private void warn(Token at, String text) {
    findings.add(new Finding(false, at.line(), at.column(), text));
  }

  private Token token(int index) {
    return index >= 0 && index < tokens.size() ? tokens.get(index) : new Token(LuaTokens.Kind.SYMBOL, "", 0, 0);
  }
}
