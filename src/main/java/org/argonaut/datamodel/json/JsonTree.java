package org.argonaut.datamodel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Reads JSON into a tree with lines. Commas before a closing bracket are accepted and told. */
public final class JsonTree {
  /** Objects and arrays inside each other, at most. */
  public static final int MAX_DEPTH = 100;

  private static final int MAX_TEXT = 1 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_TEXT).maxNumberLength(100).build())
          .build();

  private final String text;
  private final JsonParser parser;
  private final IntConsumer trailingComma;

  private JsonTree(String text, JsonParser parser, IntConsumer trailingComma) {
    this.text = text;
    this.parser = parser;
    this.trailingComma = trailingComma;
  }

  /**
   * The tree of a text.
   *
   * @param trailingComma told the line of each comma before a closing bracket
   * @throws BadJson it is no JSON, has no end, goes on behind its end, or is too deep
   */
  public static Json read(String text, IntConsumer trailingComma) throws BadJson {
    String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new BadJson(1, "empty; a JSON object is expected");
      }
      Json tree = new JsonTree(json, parser, trailingComma).value();
      if (parser.nextToken() != null) {
        throw new BadJson(line(parser), "goes on behind its end: one closing bracket too many above, or two files in one");
      }
      return tree;
    } catch (JsonEOFException e) {
      throw cutOff(e);
    } catch (JsonProcessingException e) {
      // The parser has another exception for an end right after a colon or comma.
      throw plain(e.getOriginalMessage()).startsWith("Unexpected end-of-input") ? cutOff(e) : new BadJson(line(e), "no JSON: " + plain(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new BadJson(1, "no JSON: " + e.getMessage());
    }
  }

  private static BadJson cutOff(JsonProcessingException e) {
    return new BadJson(line(e), "ends too early: a closing bracket or quote is missing; the text may be cut off");
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Jackson's words without its own advice. */
  private static String plain(String message) {
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    int advice = first.indexOf(" (`");
    return advice < 0 ? first : first.substring(0, advice);
  }

  private Json value() throws IOException {
    int line = line(parser);
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(line);
      case START_ARRAY -> array(line);
      case VALUE_STRING -> new Json.Text(parser.getText(), line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText(), line);
      case VALUE_TRUE, VALUE_FALSE -> new Json.Bool(token == JsonToken.VALUE_TRUE, line);
      default -> new Json.Null(line);
    };
  }

  private Json object(int line) throws IOException {
    List<Json.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line(parser);
      parser.nextToken();
      members.add(new Json.Member(key, value(), keyLine));
    }
    checkComma();
    return new Json.Obj(members, line);
  }

  private Json array(int line) throws IOException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    checkComma();
    return new Json.Arr(items, line);
  }

  /** The parser does not tell commas it lets pass, so the text before the bracket is looked at. */
  private void checkComma() {
    int at = (int) parser.currentTokenLocation().getCharOffset() - 1;
    while (at >= 0 && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    if (at >= 0 && text.charAt(at) == ',') {
      trailingComma.accept(line(parser));
    }
  }
}
