package org.argonaut.lua.library;

import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Builtin;
import org.argonaut.lua.runtime.Strings;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** find, match and gmatch. */
final class PatternLibrary {
  private static final String SPECIALS = "^$*+?.([%-";

  private PatternLibrary() {}

  /** With {@code places} the result begins with where the match is. */
  static Varargs find(Args args, boolean places) {
    LuaString subject = args.string(1);
    LuaString pattern = args.string(2);
    long init = Math.max(0, StringLibrary.position(args.isNil(3) ? 1 : args.integer(3), subject.m_length) - 1);
    int from = (int) Math.min(init, subject.m_length);
    if (places && (args.get(4).toboolean() || plain(pattern))) {
      return findPlain(args, subject, pattern, from);
    }
    Matcher matcher = new Matcher(args, subject, pattern);
    for (int at = from; at <= subject.m_length; at++) {
      args.run().spend(1);
      int end = matcher.match(at);
      if (end >= 0) {
        return places
            ? LuaValue.varargsOf(LuaValue.valueOf(at + 1), LuaValue.valueOf(end), captures(matcher, at, end, false))
            : captures(matcher, at, end, true);
      }
      if (matcher.anchored()) {
        break;
      }
    }
    return LuaValue.NIL;
  }

  private static boolean plain(LuaString pattern) {
    for (int i = 0; i < pattern.m_length; i++) {
      if (SPECIALS.indexOf(Strings.at(pattern, i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static Varargs findPlain(Args args, LuaString subject, LuaString wanted, int from) {
    args.run().spend((subject.m_length - from) >> 3);
    for (int at = from; at + wanted.m_length <= subject.m_length; at++) {
      int matched = 0;
      while (matched < wanted.m_length && Strings.at(subject, at + matched) == Strings.at(wanted, matched)) {
        matched++;
      }
      if (matched == wanted.m_length) {
        return LuaValue.varargsOf(LuaValue.valueOf(at + 1), LuaValue.valueOf(at + wanted.m_length));
      }
      args.run().spend(matched >> 1);
    }
    return LuaValue.NIL;
  }

  /** All captures; the whole match when there are none and {@code whole} is set. */
  static Varargs captures(Matcher matcher, int from, int to, boolean whole) {
    int n = matcher.captures() == 0 && whole ? 1 : matcher.captures();
    LuaValue[] values = new LuaValue[n];
    for (int i = 0; i < n; i++) {
      values[i] = matcher.capture(i, from, to);
    }
    return LuaValue.varargsOf(values);
  }

  static Varargs gmatch(Args args) {
    LuaString subject = args.string(1);
    LuaString pattern = args.string(2);
    int[] at = {0};
    return Builtin.holding(args.world(), "gmatch", subject, call -> nextMatch(call, subject, pattern, at));
  }

  private static Varargs nextMatch(Args call, LuaString subject, LuaString pattern, int[] from) {
    // Lua 5.1 has no anchor in an iteration.
    Matcher matcher = new Matcher(call, subject, pattern);
    for (int at = from[0]; at <= subject.m_length; at++) {
      call.run().spend(1);
      int end = matcher.matchUnanchored(at);
      if (end >= 0) {
        from[0] = end == at ? end + 1 : end;
        return captures(matcher, at, end, true);
      }
    }
    from[0] = subject.m_length + 1;
    return LuaValue.NIL;
  }
}
