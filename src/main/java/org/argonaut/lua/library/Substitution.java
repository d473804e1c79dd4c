package org.argonaut.lua.library;

import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Operations;
import org.argonaut.lua.runtime.Run;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.Table;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One call of gsub. */
final class Substitution {
  private final Args args;
  private final LuaString subject;
  private final Matcher matcher;
  private final LuaValue replacement;
  private final Text result;

  private Substitution(Args args) {
    this.args = args;
    this.subject = args.string(1);
    this.result = new Text(args.world());
    LuaString pattern = args.string(2);
    this.matcher = new Matcher(args, subject, pattern);
    LuaString text = Strings.orNumber(args.get(3));
    this.replacement = text == null ? args.get(3) : text;
    if (!(replacement instanceof LuaString || replacement instanceof Table || replacement instanceof LuaFunction)) {
      throw args.bad(3, "string/function/table expected");
    }
  }

  static Varargs gsub(Args args) {
    Substitution substitution = new Substitution(args);
    try (Text text = substitution.result) {
      return substitution.run(text);
    }
  }

  private Varargs run(Text text) {
    long max = args.isNil(4) ? Long.MAX_VALUE : args.integer(4);
    int at = 0;
    int count = 0;
    while (count < max) {
      args.run().spend(1);
      int end = matcher.match(at);
      if (end >= 0) {
        count++;
        replace(at, end);
      }
      if (end > at) {
        at = end;
      } else if (at < subject.m_length) {
        append(subject, at, 1);
        at++;
      } else {
        break;
      }
      if (matcher.anchored()) {
        break;
      }
    }
    if (at < subject.m_length) {
      append(subject, at, subject.m_length - at);
    }
    return LuaValue.varargsOf(text.toLua(), LuaValue.valueOf(count));
  }

  private void append(LuaString text, int from, int length) {
    args.run().spend(length >> 6);
    result.append(text, from, length);
  }

  private void replace(int from, int to) {
    LuaValue value =
        switch (replacement) {
          case LuaString text -> {
            expand(text, from, to);
            yield null;
          }
          case Table table -> Operations.index(args.run(), table, matcher.capture(0, from, to));
          default -> call(from, to);
        };
    if (value == null) {
      return;
    }
    if (!value.toboolean()) {
      append(subject, from, to - from);
      return;
    }
    LuaString text = Strings.orNumber(value);
    if (text == null) {
      throw args.error("invalid replacement value (a " + Run.typeName(value) + ")");
    }
    append(text, 0, text.m_length);
  }

  private LuaValue call(int from, int to) {
    Varargs captures = PatternLibrary.captures(matcher, from, to, true);
    LuaValue[] values = new LuaValue[captures.narg()];
    for (int i = 0; i < values.length; i++) {
      values[i] = captures.arg(i + 1);
    }
    return args.run().call(replacement, values).arg1();
  }

  private void expand(LuaString text, int from, int to) {
    int i = 0;
    while (i < text.m_length) {
      int c = Strings.at(text, i++);
      if (c != '%') {
        append(text, i - 1, 1);
        continue;
      }
      int digit = i < text.m_length ? Strings.at(text, i) : 0;
      if (digit < '0' || digit > '9') {
        if (i < text.m_length) {
          append(text, i, 1);
        } else {
          result.append(0); // as C has it after the end
        }
      } else if (digit == '0') {
        append(subject, from, to - from);
      } else {
        LuaString capture = Strings.orNumber(matcher.capture(digit - '1', from, to));
        append(capture, 0, capture.m_length);
      }
      i++;
    }
  }
}
