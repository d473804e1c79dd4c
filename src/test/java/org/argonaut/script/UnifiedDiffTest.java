package org.argonaut.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+\\d+(?:,\\d+)? @@");

  @Test
  void equalTextsHaveNoDifference() {
    assertThat(UnifiedDiff.between("a", "x\ny\n", "b", "x\ny\n")).isEmpty();
  }

  @Test
  void aNewTextIsAllPlus() {
    assertThat(UnifiedDiff.between("a", "", "b", "x\ny\n")).isEqualTo("--- a\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n");
  }

  @Test
  void distantDifferencesAreHunksOfTheirOwn() {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      lines.add("line " + i);
    }
    String left = String.join("\n", lines) + "\n";
    lines.set(4, "five");
    lines.remove(24);
    String diff = UnifiedDiff.between("a", left, "b", String.join("\n", lines) + "\n");
    assertThat(diff).contains("@@ -2,7 +2,7 @@\n", "-line 5\n+five\n", "@@ -22,7 +22,6 @@\n", "-line 25\n");
  }

  @Test
  void appliedToTheOldTextItGivesTheNewOne() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      String left = text(random);
      String right = round == 0 ? "q\n".repeat(3000) : edited(left, random);
      String diff = UnifiedDiff.between("old", left, "new", right);
      assertThat(applied(diff, left)).as(diff).isEqualTo(right);
    }
  }

  private static String applied(String diff, String text) {
    List<String> old = text.lines().toList();
    List<String> made = new ArrayList<>();
    int at = 0;
    for (String line : diff.lines().skip(2).toList()) {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.matches()) {
        int start = Integer.parseInt(hunk.group(1)) - ("0".equals(hunk.group(2)) ? 0 : 1);
        made.addAll(old.subList(at, start));
        at = start;
      } else {
        if (line.charAt(0) != '+') {
          assertThat(old.get(at++)).isEqualTo(line.substring(1));
        }
        if (line.charAt(0) != '-') {
          made.add(line.substring(1));
        }
      }
    }
    made.addAll(old.subList(at, old.size()));
    return made.isEmpty() ? "" : String.join("\n", made) + "\n";
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      text.append("line ").append(random.nextInt(8)).append('\n');
    }
    return text.toString();
  }

  private static String edited(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = random.nextInt(12); i > 0; i--) {
      int at = random.nextInt(lines.size() + 1);
      if (random.nextBoolean() || at >= lines.size()) {
        lines.add(at, "new " + random.nextInt(5));
      } else {
        lines.remove(at);
      }
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
