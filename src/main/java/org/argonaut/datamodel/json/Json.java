package org.argonaut.datamodel.json;

import java.util.List;

/** A JSON value that knows its line, from 1. Members keep their order, and all of those with one name. */
public sealed interface Json {
  int line();

  /** What kind of value it is, for messages: {@code an object}, {@code text} ... */
  default String kind() {
    return switch (this) {
      case Obj _ -> "an object";
      case Arr _ -> "an array";
      case Text _ -> "text";
      case Num _ -> "a number";
      case Bool _ -> "true or false";
      case Null _ -> "null";
    };
  }

  /** One member of an object. */
  record Member(String key, Json value, int line) {}

  /** An object. */
  final class Obj implements Json {
    private final List<Member> members;
    private final int line;
    // One bit a name: most questions are about members that are not there.
    private final long names;

    public Obj(List<Member> members, int line) {
      this.members = members;
      this.line = line;
      long bits = 0;
      for (int i = 0; i < members.size(); i++) {
        bits |= bit(members.get(i).key());
      }
      this.names = bits;
    }

    private static long bit(String name) {
      int hash = name.hashCode();
      return 1L << ((hash ^ (hash >>> 6)) & 63);
    }

    public List<Member> members() {
      return members;
    }

    @Override
    public int line() {
      return line;
    }

    /** The last member of that name, null if there is none. */
    public Json get(String key) {
      if ((names & bit(key)) == 0) {
        return null;
      }
      for (int i = members.size() - 1; i >= 0; i--) {
        if (members.get(i).key().equals(key)) {
          return members.get(i).value();
        }
      }
      return null;
    }

    /** The text of that member; {@code otherwise} if there is none or it is no text. */
    public String text(String key, String otherwise) {
      return get(key) instanceof Text text ? text.value() : otherwise;
    }
  }

  /** An array. */
  record Arr(List<Json> items, int line) implements Json {}

  /** A string. */
  record Text(String value, int line) implements Json {}

  /** A number as it is written. */
  record Num(String value, int line) implements Json {
    /** Whether it is a whole number that fits an int. */
    public boolean isInt() {
      return value.matches("-?[0-9]{1,9}");
    }
  }

  /** True or false. */
  record Bool(boolean value, int line) implements Json {}

  /** Null. */
  record Null(int line) implements Json {}
}
