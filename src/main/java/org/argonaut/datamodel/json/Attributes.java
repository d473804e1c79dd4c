package org.argonaut.datamodel.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.datamodel.Findings;

/**
 * The attributes of one JSON object, read leniently: what is of the wrong type is a finding and counts as missing. Most of what is
 * asked for is not there, so that is found out first.
 */
public final class Attributes {
  private static final int MAX_NUMBER = 40;

  private final Json.Obj object;
  private final String file;
  private final Findings findings;

  public Attributes(Json.Obj object, String file, Findings findings) {
    this.object = object;
    this.file = file;
    this.findings = findings;
  }

  public Json.Obj object() {
    return object;
  }

  /** The same file's findings for another object of it. */
  public Attributes of(Json.Obj other) {
    return new Attributes(other, file, findings);
  }

  /** Null: not there. */
  public Json get(String key) {
    return object.get(key);
  }

  public boolean has(String key) {
    return object.get(key) != null;
  }

  /** True or false; {@code otherwise} if missing. The words in quotes are taken, with a warning. */
  public boolean bool(String key, boolean otherwise) {
    Json value = object.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Json.Bool bool) {
      return bool.value();
    }
    if (value instanceof Json.Text text && (text.value().equals("true") || text.value().equals("false"))) {
      warn(value, "\"" + key + "\" is the text \"" + text.value() + "\"; write " + text.value() + " without quotes");
      return text.value().equals("true");
    }
    wrong(key, value, "true or false", String.valueOf(otherwise));
    return otherwise;
  }

  /** A text; {@code otherwise} if missing. */
  public String text(String key, String otherwise) {
    Json value = object.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Json.Text text) {
      return text.value();
    }
    wrong(key, value, "text", otherwise == null || otherwise.isEmpty() ? "nothing" : "\"" + otherwise + "\"");
    return otherwise;
  }

  /** The object of that name; null if missing. */
  public Json.Obj objectAt(String key) {
    Json value = object.get(key);
    if (value == null || value instanceof Json.Obj) {
      return (Json.Obj) value;
    }
    wrong(key, value, "an object", "nothing");
    return null;
  }

  /** The items of an array; none if missing. */
  public List<Json> array(String key) {
    Json value = object.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Json.Arr array) {
      return array.items();
    }
    wrong(key, value, "an array", "nothing");
    return List.of();
  }

  /** The texts of an array; a lone text is taken as an array of one, with a warning. */
  public List<String> texts(String key) {
    Json value = object.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Json.Text lone) {
      warn(lone, "\"" + key + "\" is text, not an array; taken for [\"" + lone.value() + "\"]");
      return List.of(lone.value());
    }
    List<String> texts = new ArrayList<>();
    for (Json item : array(key)) {
      if (item instanceof Json.Text text) {
        texts.add(text.value());
      } else {
        warn(item, "\"" + key + "\" holds " + item.kind() + " where text is expected; left out");
      }
    }
    return texts;
  }

  /** A number, which may stand in quotes; null if missing. */
  public BigDecimal number(String key) {
    Json value = object.get(key);
    if (value == null) {
      return null;
    }
    String text = value instanceof Json.Num num ? num.value() : value instanceof Json.Text quoted ? quoted.value() : null;
    try {
      if (text != null && text.length() <= MAX_NUMBER && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    wrong(key, value, "a number", "no limit");
    return null;
  }

  private void wrong(String key, Json value, String expected, String taken) {
    findings.error(
        file, value.line(), "\"" + key + "\" is " + value.kind() + " where " + expected + " is expected; taken for " + taken);
  }

  public void warn(Json at, String text) {
    findings.warning(file, at.line(), text);
  }

  public void error(Json at, String text) {
    findings.error(file, at.line(), text);
  }

  public void warn(int line, String text) {
    findings.warning(file, line, text);
  }

  public void error(int line, String text) {
    findings.error(file, line, text);
  }

  public void info(int line, String text) {
    findings.info(file, line, text);
  }
}
