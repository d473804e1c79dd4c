package org.argonaut.datamodel.regex;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A regular expression that is found, or not, in time linear in the text: an automaton whose states are made as texts
 * need them. It never goes back, so no pattern can keep it busy.
 *
 * <p>Thread-safe: states are immutable but for the cells of their table of followers, which only ever go from null to
 * one of several equal states.
 */
public final class LinearPattern {
  /** Beyond that many states each step is computed afresh: slower, but in bounded memory. */
  private static final int MAX_STATES = 2000;

  private final Program program;
  private final ConcurrentHashMap<Key, State> states = new ConcurrentHashMap<>();
  private final State start;
  private final boolean matchesEmpty;

  private LinearPattern(Program program) {
    this.program = program;
    this.start = state(program.start());
    this.matchesEmpty = program.matchesEmpty();
  }

  /**
   * Compiles an extended regular expression.
   *
   * @throws BadPattern it is none, or too large
   */
  public static LinearPattern compile(String regex) throws BadPattern {
    return new LinearPattern(Program.of(ExpressionParser.parse(regex)));
  }

  /** Whether the text has a part that matches. */
  public boolean find(String text) {
    State state = start;
    int length = text.length();
    if (length == 0) {
      return matchesEmpty;
    }
    for (int i = 0; i < length; ) {
      if (state.matched) {
        return true;
      }
      if (state.dead) {
        return false;
      }
      int c = text.charAt(i++);
      if (Character.isHighSurrogate((char) c) && i < length) {
        c = Character.toCodePoint((char) c, text.charAt(i++));
      }
      int kind = program.kindOf(c);
      State next = state.next[kind];
      if (next == null) {
        next = state(program.step(state.places, kind));
        state.next[kind] = next;
      }
      state = next;
    }
    return state.matched || state.matchedAtEnd;
  }

  private State state(int[] places) {
    Key key = new Key(places);
    State known = states.get(key);
    if (known != null) {
      return known;
    }
    State made = new State(places, program);
    if (states.size() < MAX_STATES) {
      State earlier = states.putIfAbsent(key, made);
      return earlier == null ? made : earlier;
    }
    return made;
  }

  /** A set of places in the program. */
  private static final class State {
    final int[] places;
    final boolean matched;
    final boolean matchedAtEnd;
    final boolean dead;
    final State[] next;

    State(int[] places, Program program) {
      this.places = places;
      this.matched = program.matches(places, false);
      this.matchedAtEnd = matched || program.matches(places, true);
      this.dead = places.length == 0;
      this.next = new State[program.kinds()];
    }
  }

  private record Key(int[] places) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(key.places, places);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(places);
    }
  }
}
