package org.argonaut.datamodel.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTreeTest {
  /** Somebody else's reader, to be held against. */
  private static final ObjectMapper OTHER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String SEED =
      """
      {"a": [1, -2.5e+3, 0, "x\\u00e9\\n\\"\\\\/", true, false, null], "b": {"c": {}, "d": [], "e": [[{"f": "g"}]]},
        "h": "\u00fc \ud83d\ude00", "i": -0.1E-2 }
      """;
  private static final String SPICES = "{}[]\",:\\u0e-+.123tfn \n\tabc\u00e9";

  @Test
  void whateverTheTextItIsReadAsOthersReadItOrNotAtAll() {
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      Random random = new Random(round);
      StringBuilder text = new StringBuilder(SEED);
      for (int times = random.nextInt(1, 4); times > 0 && !text.isEmpty(); times--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, SPICES.charAt(random.nextInt(SPICES.length())));
          default -> text.setLength(Math.max(1, at));
        }
      }
      String theirs = theirs(text.toString());
      String ours = ours(text.toString());
      assertThat(ours).as("round %d: %s", round, text).isEqualTo(theirs);
      read += ours == null ? 0 : 1;
    }
    assertThat(read).as("some are still JSON").isGreaterThan(500);
  }

  /** Null: no JSON. */
  private static String theirs(String text) {
    try {
      JsonNode node = OTHER.readTree(text);
      return node.isMissingNode() ? null : node.toString();
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** As they print it: of members with one name the last, numbers as they understand them. */
  private static String ours(String text) {
    try {
      return theirs(JsonText.of(JsonTree.read(text, _ -> {})));
    } catch (BadJson e) {
      return null;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{\"a\": tru}            | 1 | no JSON: 'tru' where a value is expected",
        "{\"a\" 1}               | 1 | no JSON: '1' where a colon is expected",
        "{a: 1}                  | 1 | no JSON: 'a' where a name in quotes is expected",
        "[1 2]                   | 1 | no JSON: '2' where a comma or ] is expected",
        "[01]                    | 1 | no JSON: a number that begins with 0",
        "[1.]                    | 1 | no JSON: ']' where a digit behind the point is expected",
        "[\"\\x\"]               | 1 | no JSON: there is no \\x; a backslash itself is \\\\",
        "[\"\\u12g4\"]           | 1 | no JSON: \\u takes four hexadecimal digits",
        "{\"a\": 1               | 1 | ends too early: a closing bracket or quote is missing; the text may be cut off",
        "{\"a\": \"              | 1 | ends too early: a closing bracket or quote is missing; the text may be cut off",
        "{\"a\": fal             | 1 | ends too early: a closing bracket or quote is missing; the text may be cut off",
        "{} {}                   | 1 | goes on behind its end: one closing bracket too many above, or two files in one",
      })
  void whatIsWrongIsToldAtItsLine(String text, int line, String why) {
    assertThatThrownBy(() -> JsonTree.read(text, _ -> {}))
        .isInstanceOfSatisfying(BadJson.class, e -> assertThat(e.line()).isEqualTo(line))
        .hasMessage(why);
    assertThatThrownBy(() -> JsonTree.read("\n\n" + text, _ -> {}))
        .isInstanceOfSatisfying(BadJson.class, e -> assertThat(e.line()).isEqualTo(line + 2));
  }

  @Test
  void whatIsTooMuchIsRefused() throws BadJson {
    assertThatThrownBy(() -> JsonTree.read("[".repeat(101) + "]".repeat(101), _ -> {})).hasMessageContaining("more than 100 deep");
    assertThat(JsonTree.read("[".repeat(100) + "]".repeat(100), _ -> {})).isInstanceOf(Json.Arr.class);
    assertThatThrownBy(() -> JsonTree.read("\"" + "x".repeat((1 << 20) + 2) + "\"", _ -> {})).hasMessageContaining("more than 1048576 characters");
    assertThatThrownBy(() -> JsonTree.read("1".repeat(101), _ -> {})).hasMessageContaining("a number of more than 100");
    assertThatThrownBy(() -> JsonTree.read("[\"a\nb\"]", _ -> {})).hasMessageContaining("its closing quote is missing");
    assertThatThrownBy(() -> JsonTree.read("", _ -> {})).hasMessageContaining("empty");
  }

  @Test
  void linesAreThoseOfTheTextAndCommasBeforeBracketsAreTold() throws BadJson {
    List<Integer> commas = new ArrayList<>();
    Json.Obj tree = (Json.Obj) JsonTree.read("\uFEFF{\n\"a\":\n[1,\n],\r\n\"b\": {\"c\": 1,}\n}", commas::add);
    assertThat(commas).containsExactly(4, 5);
    assertThat(tree.members()).extracting(Json.Member::line).containsExactly(2, 5);
    assertThat(tree.get("a").line()).isEqualTo(3);
  }
}
