package org.argonaut.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hook that did not do its part: says which, of which profile, where and why. */
public final class HookFailure extends ProfileFailure {
  private static final Pattern PLACE = Pattern.compile("(?s)^.*?:(\\d+): (.*)$");

  private final String profile;
  private final String hook;
  private final int line;
  private final Kind kind;

  /** What went wrong with a hook. */
  public enum Kind {
    /** The profile itself cannot be loaded. */
    NOT_LOADED,
    /** It raised an error. */
    ERROR,
    /** It returned {@code nil, "message"}. */
    REFUSED,
    /** It took more instructions, memory or time than it may. */
    LIMIT,
    /** It returned what a hook of its kind may not return. */
    WRONG_RETURN
  }

  HookFailure(String profile, String hook, int line, Kind kind, String message) {
    super(message);
    this.profile = profile;
    this.hook = hook;
    this.line = line;
    this.kind = kind;
  }

  /** Of an error message of Lua, which begins with chunk and line. */
  static HookFailure ofLua(String profile, String hook, Kind kind, String message) {
    Matcher place = PLACE.matcher(message);
    boolean known = message.startsWith(profile + ":") && place.matches();
    return known
        ? new HookFailure(profile, hook, Integer.parseInt(place.group(1)), kind, place.group(2))
        : new HookFailure(profile, hook, 0, kind, message);
  }

  static HookFailure wrongReturn(String profile, Hook hook, String what) {
    return new HookFailure(
        profile, hook.luaName(), 0, Kind.WRONG_RETURN, what + "; it may return " + hook.kind().returns().replace("`", ""));
  }

  /** {@code MODEL/protocol}, or the name of a built-in one. */
  public String profile() {
    return profile;
  }

  /** The Lua function; null when the profile itself cannot be loaded. */
  public String hook() {
    return hook;
  }

  /** The line in the profile, from 1; 0 when not known. */
  public int line() {
    return line;
  }

  public Kind kind() {
    return kind;
  }

  /** One line for the profile's log. */
  public String logLine() {
    return (hook == null ? "" : hook + ": ") + (line > 0 ? "line " + line + ": " : "") + getMessage();
  }
}
