package org.argonaut.lua.library;

import java.util.Arrays;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Raised;
import org.argonaut.lua.runtime.Run;
import org.argonaut.lua.runtime.Strings;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Matches one subject against one Lua pattern. Its steps count as instructions. */
final class Matcher {
  private static final int MAX_CAPTURES = 32;
  private static final int MAX_DEPTH = 200;
  private static final int POSITION = -2;
  private static final int OPEN = -1;
  private static final int FAILED = -1;
  private static final int ESCAPE = '%';

  private final Args args;
  private final Run run;
  private final byte[] subject;
  private final int subjectStart;
  private final int end;
  private final byte[] pattern;
  private final int patternStart;
  private final int patternEnd;
  private final int[] captureStart = new int[MAX_CAPTURES];
  private final int[] captureLength = new int[MAX_CAPTURES];
  private int captures;
  private int depth;

  Matcher(Args args, LuaString subject, LuaString pattern) {
    this.args = args;
    this.run = args.run();
    this.subject = subject.m_bytes;
    this.subjectStart = subject.m_offset;
    this.end = subject.m_offset + subject.m_length;
    this.pattern = pattern.m_bytes;
    this.patternStart = pattern.m_offset;
    this.patternEnd = pattern.m_offset + pattern.m_length;
  }

  boolean anchored() {
    return patternEnd > patternStart && pattern[patternStart] == '^';
  }

  /** Matches at a place counted from 0; where the match ends, or -1. */
  int match(int at) {
    return matchFrom(at, anchored() ? patternStart + 1 : patternStart);
  }

  /** The same where a ^ at the beginning is a character as others. */
  int matchUnanchored(int at) {
    return matchFrom(at, patternStart);
  }

  private int matchFrom(int at, int patternAt) {
    captures = 0;
    depth = 0;
    int result = match(subjectStart + at, patternAt);
    return result == FAILED ? -1 : result - subjectStart;
  }

  int captures() {
    return captures;
  }

  /** A capture of the last match, counted from 0; the whole match when the pattern has none. */
  LuaValue capture(int i, int from, int to) {
    if (i >= captures) {
      if (i == 0) {
        return substring(subjectStart + from, to - from);
      }
      throw error("invalid capture index");
    }
    if (captureLength[i] == POSITION) {
      return LuaValue.valueOf(captureStart[i] - subjectStart + 1);
    }
    if (captureLength[i] == OPEN) {
      throw error("unfinished capture");
    }
    return substring(captureStart[i], captureLength[i]);
  }

  private LuaString substring(int from, int length) {
    run.world().charge(56 + length);
    return LuaString.valueOf(subject, from, length);
  }

  private Raised error(String text) {
    return args.error(text);
  }

  private int match(int start, int patternAt) {
    if (++depth > MAX_DEPTH) {
      throw error("pattern too complex");
    }
    try {
      return matchHere(start, patternAt);
    } finally {
      depth--;
    }
  }

  private int matchHere(int start, int patternAt) {
    int s = start;
    int p = patternAt;
    while (p < patternEnd) {
      run.spend(1);
      switch (pattern[p]) {
        case '(' -> {
          boolean position = p + 1 < patternEnd && pattern[p + 1] == ')';
          return open(s, position ? p + 2 : p + 1, position ? POSITION : OPEN);
        }
        case ')' -> {
          return close(s, p + 1);
        }
        case '$' -> {
          if (p + 1 == patternEnd) {
            return s == end ? s : FAILED;
          }
        }
        case ESCAPE -> {
          int next = p + 1 < patternEnd ? pattern[p + 1] : 0;
          if (next == 'b') {
            s = balanced(s, p + 2);
            if (s == FAILED) {
              return FAILED;
            }
            p += 4;
            continue;
          }
          if (next == 'f') {
            p = frontier(s, p + 2);
            if (p == FAILED) {
              return FAILED;
            }
            continue;
          }
          if (next >= '0' && next <= '9') {
            s = backReference(s, next);
            if (s == FAILED) {
              return FAILED;
            }
            p += 2;
            continue;
          }
        }
        default -> {}
      }
      int itemEnd = itemEnd(p);
      int suffix = itemEnd < patternEnd ? pattern[itemEnd] : 0;
      switch (suffix) {
        case '?' -> {
          if (s < end && single(s, p, itemEnd)) {
            int result = match(s + 1, itemEnd + 1);
            if (result != FAILED) {
              return result;
            }
          }
          p = itemEnd + 1;
        }
        case '*' -> {
          return longest(s, p, itemEnd);
        }
        case '+' -> {
          return s < end && single(s, p, itemEnd) ? longest(s + 1, p, itemEnd) : FAILED;
        }
        case '-' -> {
          return shortest(s, p, itemEnd);
        }
        default -> {
          if (s >= end || !single(s, p, itemEnd)) {
            return FAILED;
          }
          s++;
          p = itemEnd;
        }
      }
    }
    return s;
  }

  private int open(int s, int p, int kind) {
    if (captures >= MAX_CAPTURES) {
      throw error("too many captures");
    }
    captureStart[captures] = s;
    captureLength[captures] = kind;
    captures++;
    int result = match(s, p);
    if (result == FAILED) {
      captures--;
    }
    return result;
  }

  private int close(int s, int p) {
    int i = captures - 1;
    while (i >= 0 && captureLength[i] != OPEN) {
      i--;
    }
    if (i < 0) {
      throw error("invalid pattern capture");
    }
    captureLength[i] = s - captureStart[i];
    int result = match(s, p);
    if (result == FAILED) {
      captureLength[i] = OPEN;
    }
    return result;
  }

  private int balanced(int s, int p) {
    if (p + 1 >= patternEnd) {
      throw error("unbalanced pattern");
    }
    if (s >= end || subject[s] != pattern[p]) {
      return FAILED;
    }
    int level = 1;
    for (int i = s + 1; i < end; i++) {
      run.spend(1);
      if (subject[i] == pattern[p + 1]) {
        if (--level == 0) {
          return i + 1;
        }
      } else if (subject[i] == pattern[p]) {
        level++;
      }
    }
    return FAILED;
  }

  /** Where the pattern goes on when the frontier is here, or -1. */
  private int frontier(int s, int p) {
    if (p >= patternEnd || pattern[p] != '[') {
      throw error("missing '[' after '%f' in pattern");
    }
    int setEnd = itemEnd(p);
    int before = s == subjectStart ? 0 : subject[s - 1] & 0xff;
    int after = s < end ? subject[s] & 0xff : 0;
    return !inSet(before, p, setEnd - 1) && inSet(after, p, setEnd - 1) ? setEnd : FAILED;
  }

  private int backReference(int s, int digit) {
    int i = digit - '1';
    if (i < 0 || i >= captures || captureLength[i] == OPEN) {
      throw error("invalid capture index");
    }
    int length = Math.max(captureLength[i], 0);
    run.spend(length);
    return end - s >= length
            && Arrays.equals(subject, captureStart[i], captureStart[i] + length, subject, s, s + length)
        ? s + length
        : FAILED;
  }

  private int longest(int s, int p, int itemEnd) {
    int n = 0;
    while (s + n < end && single(s + n, p, itemEnd)) {
      n++;
    }
    run.spend(n);
    for (; n >= 0; n--) {
      run.spend(1);
      int result = match(s + n, itemEnd + 1);
      if (result != FAILED) {
        return result;
      }
    }
    return FAILED;
  }

  private int shortest(int start, int p, int itemEnd) {
    int s = start;
    while (true) {
      run.spend(1);
      int result = match(s, itemEnd + 1);
      if (result != FAILED) {
        return result;
      }
      if (s >= end || !single(s, p, itemEnd)) {
        return FAILED;
      }
      s++;
    }
  }

  private int itemEnd(int at) {
    int p = at;
    int c = pattern[p++];
    if (c == ESCAPE) {
      if (p >= patternEnd) {
        throw error("malformed pattern (ends with '%')");
      }
      return p + 1;
    }
    if (c != '[') {
      return p;
    }
    if (p < patternEnd && pattern[p] == '^') {
      p++;
    }
    do {
      if (p >= patternEnd) {
        throw error("malformed pattern (missing ']')");
      }
      if (pattern[p++] == ESCAPE) {
        if (p >= patternEnd) {
          throw error("malformed pattern (missing ']')");
        }
        p++;
      }
    } while (p >= patternEnd || pattern[p] != ']');
    return p + 1;
  }

  private boolean single(int s, int p, int itemEnd) {
    int c = subject[s] & 0xff;
    return switch (pattern[p]) {
      case '.' -> true;
      case ESCAPE -> inClass(c, pattern[p + 1] & 0xff);
      case '[' -> inSet(c, p, itemEnd - 1);
      default -> (pattern[p] & 0xff) == c;
    };
  }

  /** {@code last} is where the closing bracket is. */
  private boolean inSet(int c, int start, int last) {
    int p = start + 1;
    boolean found = true;
    if (pattern[p] == '^') {
      found = false;
      p++;
    }
    for (; p < last; p++) {
      int item = pattern[p] & 0xff;
      if (item == ESCAPE) {
        p++;
        if (inClass(c, pattern[p] & 0xff)) {
          return found;
        }
      } else if (p + 2 < last && pattern[p + 1] == '-') {
        if (item <= c && c <= (pattern[p + 2] & 0xff)) {
          return found;
        }
        p += 2;
      } else if (item == c) {
        return found;
      }
    }
    return !found;
  }

  private static boolean inClass(int c, int name) {
    boolean in =
        switch (name | 0x20) {
          case 'a' -> letter(c);
          case 'c' -> c < 32 || c == 127;
          case 'd' -> digit(c);
          case 'l' -> c >= 'a' && c <= 'z';
          case 'p' -> c > 32 && c < 127 && !letter(c) && !digit(c);
          case 's' -> Strings.isSpace(c);
          case 'u' -> c >= 'A' && c <= 'Z';
          case 'w' -> letter(c) || digit(c);
          case 'x' -> Character.digit(c, 16) >= 0 && c < 128;
          case 'z' -> c == 0;
          default -> false;
        };
    boolean isClass = letter(name) && "acdlpsuwxz".indexOf(name | 0x20) >= 0;
    if (!isClass) {
      return name == c;
    }
    return (name & 0x20) == 0 ? !in : in;
  }

  private static boolean letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
