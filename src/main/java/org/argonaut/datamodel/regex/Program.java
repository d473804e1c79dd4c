package org.argonaut.datamodel.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.argonaut.datamodel.regex.Expression.Choice;
import org.argonaut.datamodel.regex.Expression.End;
import org.argonaut.datamodel.regex.Expression.One;
import org.argonaut.datamodel.regex.Expression.Repeat;
import org.argonaut.datamodel.regex.Expression.Sequence;
import org.argonaut.datamodel.regex.Expression.Start;

/** An expression as a non-deterministic automaton: instructions, each with up to two followers. */
final class Program {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_WRITES = 5 * MAX_LENGTH;
  private static final String TOO_LARGE = "counts that make the pattern too large";
  private static final int ASCII = 128;

  private enum Op {
    /** Takes one character of a set and goes on to {@code x}. */
    TAKE,
    /** Goes on to {@code x} and {@code y}; -1: to nowhere. */
    FORK,
    AT_START,
    AT_END,
    MATCH
  }

  private record Step(Op op, CharSet set, int x, int y) {}

  private final List<Step> steps = new ArrayList<>();
  private final int entry;
  private int writes;

  // Characters that no set tells apart are of one kind: a table for ASCII, sorted firsts for the rest.
  private final int[] firsts;
  private final byte[] asciiKinds = new byte[ASCII];
  private final boolean[][] takes;

  private Program(Expression whole) throws BadPattern {
    // Written from the end, so that followers are known when a step is.
    int match = add(new Step(Op.MATCH, null, -1, -1));
    entry = write(whole, match);
    firsts = firstsOf(steps);
    if (firsts.length > Byte.MAX_VALUE) {
      throw new BadPattern("more than " + Byte.MAX_VALUE + " different sets of characters");
    }
    for (int c = 0; c < ASCII; c++) {
      asciiKinds[c] = (byte) search(c);
    }
    takes = new boolean[steps.size()][];
    for (int i = 0; i < takes.length; i++) {
      takes[i] = steps.get(i).op() == Op.TAKE ? kindsIn(steps.get(i).set()) : null;
    }
  }

  static Program of(Expression whole) throws BadPattern {
    return new Program(whole);
  }

  private int add(Step step) throws BadPattern {
    if (steps.size() >= MAX_LENGTH) {
      throw new BadPattern(TOO_LARGE);
    }
    steps.add(step);
    return steps.size() - 1;
  }

  private int write(Expression expression, int next) throws BadPattern {
    // Empty groups add no step, so steps alone do not bound the work of counts inside counts.
    if (++writes > MAX_WRITES) {
      throw new BadPattern(TOO_LARGE);
    }
    return switch (expression) {
      case One one -> add(new Step(Op.TAKE, one.set(), next, -1));
      case Start _ -> add(new Step(Op.AT_START, null, next, -1));
      case End _ -> add(new Step(Op.AT_END, null, next, -1));
      case Sequence sequence -> {
        int first = next;
        for (Expression part : sequence.parts().reversed()) {
          first = write(part, first);
        }
        yield first;
      }
      case Choice choice -> {
        int fork = -1;
        for (Expression option : choice.options().reversed()) {
          fork = add(new Step(Op.FORK, null, write(option, next), fork));
        }
        yield fork;
      }
      case Repeat repeat -> writeRepeat(repeat, next);
    };
  }

  private int writeRepeat(Repeat repeat, int next) throws BadPattern {
    int first = next;
    if (repeat.max() == Expression.UNBOUNDED) {
      int loop = add(new Step(Op.FORK, null, next, -1));
      int body = write(repeat.body(), loop);
      steps.set(loop, new Step(Op.FORK, null, body, next));
      first = loop;
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        first = add(new Step(Op.FORK, null, write(repeat.body(), first), next));
      }
    }
    for (int i = 0; i < repeat.min(); i++) {
      first = write(repeat.body(), first);
    }
    return first;
  }

  private static int[] firstsOf(List<Step> steps) {
    TreeSet<Integer> firsts = new TreeSet<>(List.of(0));
    for (Step step : steps) {
      if (step.op() == Op.TAKE) {
        int[] ranges = step.set().ranges();
        for (int i = 0; i < ranges.length; i += 2) {
          firsts.add(ranges[i]);
          firsts.add(ranges[i + 1] + 1);
        }
      }
    }
    return firsts.stream().mapToInt(Integer::intValue).toArray();
  }

  private int search(int c) {
    int found = Arrays.binarySearch(firsts, c);
    return found >= 0 ? found : -found - 2;
  }

  private boolean[] kindsIn(CharSet set) {
    boolean[] in = new boolean[firsts.length];
    for (int kind = 0; kind < in.length; kind++) {
      in[kind] = set.contains(firsts[kind]);
    }
    return in;
  }

  /** How many kinds of characters there are. */
  int kinds() {
    return firsts.length;
  }

  int kindOf(int c) {
    return c < ASCII ? asciiKinds[c] : search(c);
  }

  /** Where one is before the first character. */
  int[] start() {
    BitSet seen = new BitSet();
    follow(entry, seen, true, false);
    return places(seen);
  }

  /** Whether the text of no characters, whose start is its end, has a match. */
  boolean matchesEmpty() {
    BitSet seen = new BitSet();
    follow(entry, seen, true, true);
    return seen.stream().anyMatch(place -> steps.get(place).op() == Op.MATCH);
  }

  /** Where one is after a character of that kind; a match may also begin behind it. */
  int[] step(int[] from, int kind) {
    BitSet seen = new BitSet();
    for (int place : from) {
      if (takes[place] != null && takes[place][kind]) {
        follow(steps.get(place).x(), seen, false, false);
      }
    }
    follow(entry, seen, false, false);
    return places(seen);
  }

  /** Whether one of the places is behind a match, at the end of the text or before it. */
  boolean matches(int[] from, boolean atEnd) {
    BitSet seen = new BitSet();
    for (int place : from) {
      if (steps.get(place).op() == Op.AT_END && atEnd) {
        follow(steps.get(place).x(), seen, false, true);
      } else {
        seen.set(place);
      }
    }
    return seen.stream().anyMatch(place -> steps.get(place).op() == Op.MATCH);
  }

  /** Adds all that is reached without taking a character. Iterative: patterns can be deep. */
  private void follow(int from, BitSet seen, boolean atStart, boolean atEnd) {
    int[] stack = new int[16];
    int depth = 0;
    stack[depth++] = from;
    while (depth > 0) {
      int place = stack[--depth];
      if (place < 0 || seen.get(place)) {
        continue;
      }
      seen.set(place);
      Step step = steps.get(place);
      boolean passes = step.op() == Op.FORK || (step.op() == Op.AT_START && atStart) || (step.op() == Op.AT_END && atEnd);
      if (passes) {
        if (depth + 2 > stack.length) {
          stack = Arrays.copyOf(stack, stack.length * 2);
        }
        stack[depth++] = step.x();
        stack[depth++] = step.y();
      }
    }
  }

  /** Only what can still lead somewhere: forks and starts are passed already. */
  private int[] places(BitSet seen) {
    return seen.stream()
        .filter(place -> steps.get(place).op() != Op.FORK && steps.get(place).op() != Op.AT_START)
        .toArray();
  }
}
