package org.argonaut.script;

import java.util.ArrayList;
import java.util.List;

/** The differences of two texts by lines, in the unified form with three lines around. */
public final class UnifiedDiff {
  private static final int AROUND = 3;

  /** Texts that differ in more lines count as replaced as a whole: finding the least difference would take too long. */
  private static final int MOST_DIFFERENCES = 1000;

  private final List<String> left;
  private final List<String> right;
  private final List<Edit> edits = new ArrayList<>();

  /**
   * One line of the comparison.
   *
   * @param sign space, - or +
   * @param at index in the left text; for + in the right one
   */
  private record Edit(char sign, int at, int leftBefore, int rightBefore) {}

  private UnifiedDiff(String left, String right) {
    this.left = left.lines().toList();
    this.right = right.lines().toList();
  }

  /** Empty when no line differs. */
  public static String between(String leftName, String left, String rightName, String right) {
    UnifiedDiff diff = new UnifiedDiff(left, right);
    diff.compare();
    String hunks = diff.hunks();
    return hunks.isEmpty() ? "" : "--- " + leftName + "\n+++ " + rightName + "\n" + hunks;
  }

  private void compare() {
    int head = 0;
    int most = Math.min(left.size(), right.size());
    while (head < most && left.get(head).equals(right.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head && left.get(left.size() - 1 - tail).equals(right.get(right.size() - 1 - tail))) {
      tail++;
    }
    for (int i = 0; i < head; i++) {
      edits.add(new Edit(' ', i, i, i));
    }
    middle(head, left.size() - tail, head, right.size() - tail);
    for (int i = 0; i < tail; i++) {
      int l = left.size() - tail + i;
      edits.add(new Edit(' ', l, l, right.size() - tail + i));
    }
  }

  /** The shortest way from one to the other, by Myers: the furthest reach along each diagonal, difference by difference. */
  private void middle(int leftFrom, int leftTo, int rightFrom, int rightTo) {
    int n = leftTo - leftFrom;
    int m = rightTo - rightFrom;
    int most = Math.min(n + m, MOST_DIFFERENCES);
    List<int[]> reaches = new ArrayList<>();
    int[] reach = new int[2 * most + 3];
    for (int d = 0; d <= most; d++) {
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && reach[most + k] < reach[most + k + 2]);
        int x = down ? reach[most + k + 2] : reach[most + k] + 1;
        int y = x - k;
        while (x < n && y < m && left.get(leftFrom + x).equals(right.get(rightFrom + y))) {
          x++;
          y++;
        }
        reach[most + k + 1] = x;
        if (x >= n && y >= m) {
          walkBack(reaches, most, d, leftFrom, rightFrom, n, m);
          return;
        }
      }
      reaches.add(reach.clone());
    }
    for (int i = leftFrom; i < leftTo; i++) {
      edits.add(new Edit('-', i, i, rightFrom));
    }
    for (int i = rightFrom; i < rightTo; i++) {
      edits.add(new Edit('+', i, leftTo, i));
    }
  }

  private void walkBack(List<int[]> reaches, int most, int differences, int leftFrom, int rightFrom, int n, int m) {
    List<Edit> backwards = new ArrayList<>();
    int x = n;
    int y = m;
    for (int d = differences; d > 0; d--) {
      int[] before = reaches.get(d - 1);
      int k = x - y;
      boolean down = k == -d || (k != d && before[most + k] < before[most + k + 2]);
      int previousX = before[most + (down ? k + 2 : k)];
      int previousY = previousX - (down ? k + 1 : k - 1);
      while (x > previousX + (down ? 0 : 1) && y > previousY + (down ? 1 : 0)) {
        x--;
        y--;
        backwards.add(new Edit(' ', leftFrom + x, leftFrom + x, rightFrom + y));
      }
      x = previousX;
      y = previousY;
      backwards.add(new Edit(down ? '+' : '-', down ? rightFrom + y : leftFrom + x, leftFrom + x, rightFrom + y));
    }
    while (x > 0) { // what both begin with, when the first difference comes later
      x--;
      y--;
      backwards.add(new Edit(' ', leftFrom + x, leftFrom + x, rightFrom + y));
    }
    edits.addAll(backwards.reversed());
  }

  private String hunks() {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < edits.size()) {
      if (edits.get(i).sign() == ' ') {
        i++;
        continue;
      }
      int from = Math.max(0, i - AROUND);
      int to = endOfHunk(i);
      hunk(text, edits.subList(from, to));
      i = to;
    }
    return text.toString();
  }

  /** Behind the last difference that is near enough to the one before, and the lines around it. */
  private int endOfHunk(int first) {
    int last = first;
    for (int i = first; i < edits.size() && i - last <= 2 * AROUND; i++) {
      if (edits.get(i).sign() != ' ') {
        last = i;
      }
    }
    return Math.min(edits.size(), last + 1 + AROUND);
  }

  private void hunk(StringBuilder text, List<Edit> hunk) {
    long lefts = hunk.stream().filter(e -> e.sign() != '+').count();
    long rights = hunk.stream().filter(e -> e.sign() != '-').count();
    Edit first = hunk.getFirst();
    text.append("@@ -").append(range(first.leftBefore(), lefts));
    text.append(" +").append(range(first.rightBefore(), rights)).append(" @@\n");
    for (Edit edit : hunk) {
      text.append(edit.sign()).append((edit.sign() == '+' ? right : left).get(edit.at())).append('\n');
    }
  }

  private static String range(int before, long count) {
    long start = count == 0 ? before : before + 1L;
    return count == 1 ? Long.toString(start) : start + "," + count;
  }
}
