package org.argonaut.datamodel.regex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of code points as sorted pairs of first and last. */
record CharSet(int[] ranges) {
  static final int LAST = Character.MAX_CODE_POINT;
  static final CharSet ANY = new CharSet(new int[] {0, LAST});
  static final CharSet DIGIT = of('0', '9');
  static final CharSet SPACE = new CharSet(new int[] {'\t', '\r', ' ', ' '});
  static final CharSet WORD = new CharSet(new int[] {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'});
  static final CharSet NAME_START = new CharSet(new int[] {':', ':', 'A', 'Z', '_', '_', 'a', 'z', 0xC0, LAST});
  static final CharSet NAME = new CharSet(new int[] {'-', '.', '0', ':', 'A', 'Z', '_', '_', 'a', 'z', 0xB7, LAST});

  static CharSet of(int first, int last) {
    return new CharSet(new int[] {first, last});
  }

  static CharSet union(List<CharSet> sets) {
    List<int[]> pairs = new ArrayList<>();
    for (CharSet set : sets) {
      for (int i = 0; i < set.ranges.length; i += 2) {
        pairs.add(new int[] {set.ranges[i], set.ranges[i + 1]});
      }
    }
    pairs.sort(Comparator.comparingInt(pair -> pair[0]));
    List<int[]> merged = new ArrayList<>();
    for (int[] pair : pairs) {
      int[] last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && pair[0] <= last[1] + 1) {
        last[1] = Math.max(last[1], pair[1]);
      } else {
        merged.add(pair);
      }
    }
    return new CharSet(merged.stream().flatMapToInt(java.util.Arrays::stream).toArray());
  }

  CharSet complement() {
    List<Integer> bounds = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > next) {
        bounds.add(next);
        bounds.add(ranges[i] - 1);
      }
      next = ranges[i + 1] + 1;
    }
    if (next <= LAST) {
      bounds.add(next);
      bounds.add(LAST);
    }
    return new CharSet(bounds.stream().mapToInt(Integer::intValue).toArray());
  }

  boolean contains(int character) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (character >= ranges[i] && character <= ranges[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
