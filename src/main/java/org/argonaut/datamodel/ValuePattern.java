package org.argonaut.datamodel;

import org.argonaut.datamodel.regex.BadPattern;
import org.argonaut.datamodel.regex.LinearPattern;
import org.argonaut.datamodel.regex.XsdPatterns;

/**
 * A pattern a value must contain: an extended regular expression, not anchored unless it says so. Matching takes time
 * linear in the value, whatever the pattern.
 */
public final class ValuePattern {
  private final String text;

  /** Null: not needed so far. */
  private volatile LinearPattern compiled;

  private ValuePattern(String text, LinearPattern compiled) {
    this.text = text;
    this.compiled = compiled;
  }

  /** Of an extended regular expression. */
  public static ValuePattern of(String text) throws BadPattern {
    return new ValuePattern(text, LinearPattern.compile(text));
  }

  /** Of an expression that is known to be one, as those of the models that come with the program; compiled when first needed. */
  public static ValuePattern known(String text) {
    return new ValuePattern(text, null);
  }

  /** Of a pattern of XML Schema, which means the whole value. */
  public static ValuePattern ofXsd(String pattern) throws BadPattern {
    return of(XsdPatterns.anchored(pattern));
  }

  /** The expression, anchored if it came from XML. */
  public String text() {
    return text;
  }

  public boolean matches(String value) {
    LinearPattern pattern = compiled;
    if (pattern == null) {
      pattern = compile();
      compiled = pattern;
    }
    return pattern.find(value);
  }

  private LinearPattern compile() {
    try {
      return LinearPattern.compile(text);
    } catch (BadPattern e) {
      throw new IllegalStateException("the program's own pattern " + text + " is none", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValuePattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
