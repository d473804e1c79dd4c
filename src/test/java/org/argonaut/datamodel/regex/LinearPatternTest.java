package org.argonaut.datamodel.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {
  @Test
  void aPartThatMatchesIsEnoughUnlessAnchored() throws BadPattern {
    assertThat(finds("b+", "abbc")).isTrue();
    assertThat(finds("^b+$", "abbc")).isFalse();
    assertThat(finds("^b+$", "bb")).isTrue();
    assertThat(finds("^$", "")).isTrue();
    assertThat(finds("", "anything")).isTrue();
    assertThat(finds("a$|^b", "ba")).isTrue();
    assertThat(finds("a$|^b", "cab")).isFalse();
  }

  @Test
  void bracketsCountsAndClassesMeanWhatPosixSays() throws BadPattern {
    assertThat(finds("^[[:xdigit:]]{2}(:[[:xdigit:]]{2}){5}$", "00:1A:2b:3c:4d:5e")).isTrue();
    assertThat(finds("^[]a-]+$", "]-a")).isTrue();
    assertThat(finds("^[^a-c]$", "d")).isTrue();
    assertThat(finds("^x{2,3}$", "xxxx")).isFalse();
    assertThat(finds("^\\d{4}\\.\\w+\\s$", "1234.a_b ")).isTrue();
    assertThat(finds("^.$", "😀")).isTrue();
    assertThat(finds("^[0-9]{1,15}?[BK]$", "12B")).isTrue();
  }

  @Test
  void patternsOfXmlMeanTheWholeValueAndHaveNoAnchors() throws BadPattern {
    assertThat(XsdPatterns.anchored("\\d+|[\\dA-F]^$")).isEqualTo("^([0-9]+|[0-9A-F]\\^\\$)$");
    assertThat(finds(XsdPatterns.anchored("a|b"), "ab")).isFalse();
  }

  @Test
  @Timeout(60)
  void patternsThatBacktrackForEverElsewhereTakeLinearTime() throws BadPattern {
    String value = "a".repeat(100_000);
    for (String evil : List.of("^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*a){20}$", "^([a-zA-Z]+)*$", "(x+x+)+y", "^((a*)*)*$")) {
      LinearPattern.compile(evil).find(value + "!");
    }
    assertThat(finds("^(a+)+$", value)).isTrue();
    assertThat(finds("^(a+)+$", value + "!")).isFalse();
  }

  @Test
  @Timeout(60)
  void patternsWithMoreStatesThanAreKeptStillAnswer() throws BadPattern {
    LinearPattern pattern = LinearPattern.compile("a.{18}b");
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    random.ints(20_000, 0, 2).forEach(bit -> text.append(bit == 0 ? 'a' : 'c'));
    assertThat(pattern.find(text.toString())).isFalse();
    assertThat(pattern.find(text + "a" + "c".repeat(18) + "b")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", ")", "[", "[a", "*", "a**", "a{", "a{2", "a{3,2}", "a{9999}", "\\", "(a)\\1", "(?=a)", "[z-a]", "[[:no:]]",
        "((((a{100}){100}){100}){100})", "(((((){4096}){4096}){4096}){4096})", "[a-z-[b]]", "[[.a.]]"})
  void whatIsNoPatternOrTooLargeIsRefused(String pattern) {
    assertThatThrownBy(() -> LinearPattern.compile(pattern)).isInstanceOf(BadPattern.class).hasMessageMatching(".+");
  }

  @Test
  void itAgreesWithTheJdkOnPatternsBothUnderstand() throws BadPattern {
    Random random = new Random(7);
    int matched = 0;
    for (int round = 0; round < 4000; round++) {
      // Anchors at the ends only: inside repeated groups the JDK does not find all that matches.
      String regex = (random.nextInt(3) == 0 ? "^" : "") + expression(random, 3) + (random.nextInt(3) == 0 ? "$" : "");
      LinearPattern ours = LinearPattern.compile(regex);
      Pattern theirs = Pattern.compile(regex, Pattern.DOTALL);
      for (int i = 0; i < 10; i++) {
        String text = text(random);
        boolean found = ours.find(text);
        assertThat(found).as("round %d: %s in %s", round, regex, text).isEqualTo(theirs.matcher(text).find());
        matched += found ? 1 : 0;
      }
    }
    assertThat(matched).isBetween(1000, 39_000);
  }

  private static String expression(Random random, int depth) {
    if (depth == 0) {
      return List.of("a", "b", "[ab]", "[^a]", ".", "c").get(random.nextInt(6));
    }
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      parts.add(expression(random, depth - 1));
    }
    String joined = String.join(random.nextInt(3) == 0 ? "|" : "", parts);
    return "(" + joined + ")" + List.of("", "*", "+", "?", "{2}", "{0,2}").get(random.nextInt(6));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    random.ints(random.nextInt(8), 0, 3).forEach(c -> text.append("abc".charAt(c)));
    return text.toString();
  }

  private static boolean finds(String pattern, String text) throws BadPattern {
    return LinearPattern.compile(pattern).find(text);
  }
}
