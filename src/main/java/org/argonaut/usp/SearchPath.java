package org.argonaut.usp;

import java.util.List;

/**
 * A path into a data model, with all that TR-369 "Path Names" lets it have: instance numbers, wildcards, search expressions
 * and unique keys in brackets, references to follow, commands and events. Only the syntax is known here, not whether the
 * data model has such a thing.
 *
 * @param text the path as it was given
 * @param segments its parts between the dots, at least one
 * @param kind what it names, as far as the syntax tells
 */
public record SearchPath(String text, List<Segment> segments, Kind kind) {
  /** Longest path that is read, in characters. */
  public static final int MAX_LENGTH = 4096;

  public SearchPath {
    segments = List.copyOf(segments);
  }

  /** What a path names. */
  public enum Kind {
    /** An object, a table or an instance: ends with a dot, or with an instance. */
    OBJECT,
    /** A parameter, or an object whose dot was left out. */
    PARAMETER,
    /** A command: ends with {@code ()}. */
    COMMAND,
    /** An event: ends with {@code !}. */
    EVENT
  }

  /** One part between two dots. */
  public sealed interface Segment {
    /** The name of an object, table, parameter, command or event; without {@code ()} and {@code !}. */
    record Name(String name) implements Segment {}

    /**
     * The instance with this number.
     *
     * @param number at least 1
     */
    record Instance(int number) implements Segment {}

    /** Every instance: {@code *}. */
    record Wildcard() implements Segment {}

    /** The instances for which every condition holds, or the one with this unique key: {@code [...]}. */
    record Search(List<Condition> conditions) implements Segment {
      public Search {
        conditions = List.copyOf(conditions);
      }
    }

    /** The object that a parameter refers to: {@code name+}, {@code name#2+}, {@code name#*+}. */
    record Reference(String name, Item item) implements Segment {}

    /** Any instance, in a path of the supported data model: {@code {i}}. */
    record Placeholder() implements Segment {}
  }

  /** Which of the references of a list to follow. */
  public sealed interface Item {
    /**
     * The one at this place of the list; {@code name+} is place 1.
     *
     * @param place at least 1
     */
    record At(int place) implements Item {}

    /** All of them: {@code #*}. */
    record All() implements Item {}
  }

  /**
   * One comparison in a search expression.
   *
   * @param path the parameter, relative to the instance: names and references only
   * @param value what to compare with, without quotes and with %22 and %25 decoded
   * @param quoted whether it stood in quotes, as values of type string must
   */
  public record Condition(List<Segment> path, Operator operator, String value, boolean quoted) {
    public Condition {
      path = List.copyOf(path);
    }

    /** Whether a parameter with this value fulfils the comparison; see {@link Comparison}. */
    public boolean matches(String actual) {
      return Comparison.holds(actual, operator, value, quoted);
    }
  }

  /** How to compare. */
  public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    GREATER(">"),
    /** The parameter is a list and has the value as one of its items. */
    CONTAINS("~=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }
  }

  /**
   * Reads a path from the root ({@code Device.}).
   *
   * @throws BadPath when it breaks the syntax (7008)
   */
  public static SearchPath parse(String text) throws BadPath {
    return new PathParser(text).read(false);
  }

  /**
   * Reads a path relative to an object, such as the parameter in a Set: it may begin with an instance.
   *
   * @throws BadPath when it breaks the syntax (7008)
   */
  public static SearchPath parseRelative(String text) throws BadPath {
    return new PathParser(text).read(true);
  }

  /** Whether it ends with a dot. */
  public boolean endsWithDot() {
    return text.endsWith(".");
  }

  /** Whether it may come to none or many: it has a wildcard, a search expression, or follows all of a list. */
  public boolean isSearch() {
    return segments.stream()
        .anyMatch(
            s ->
                s instanceof Segment.Wildcard
                    || s instanceof Segment.Search
                    || s instanceof Segment.Reference(var _, Item.All _));
  }

  /** Whether nothing in it needs the data model to be resolved: names and instance numbers only. */
  public boolean isConcrete() {
    return segments.stream().allMatch(s -> s instanceof Segment.Name || s instanceof Segment.Instance);
  }

  /** Whether it has {@code {i}}, so belongs into GetSupportedDM only. */
  public boolean hasPlaceholder() {
    return segments.stream().anyMatch(Segment.Placeholder.class::isInstance);
  }
}
