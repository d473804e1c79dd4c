package org.argonaut.datamodel.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.DefaultValue;
import org.argonaut.datamodel.Enumeration;
import org.argonaut.datamodel.ListShape;
import org.argonaut.datamodel.Range;
import org.argonaut.datamodel.Reference;
import org.argonaut.datamodel.Status;
import org.argonaut.datamodel.ValuePattern;
import org.argonaut.datamodel.ValueType;
import org.argonaut.datamodel.ValueType.Trait;
import org.argonaut.datamodel.regex.BadPattern;

/** Reads the type of a parameter or argument from its JSON attributes, in definitions and plugins alike. */
public final class TypeReader {
  private final boolean vendorValues;
  private final boolean knownPatterns;
  private final Map<String, ValuePattern> patterns = new HashMap<>();

  /**
   * A reader.
   *
   * @param vendorValues whether enumerations may be extended by values that begin with {@code X_}
   */
  public TypeReader(boolean vendorValues) {
    this(vendorValues, false);
  }

  /**
   * A reader.
   *
   * @param knownPatterns patterns were checked before: they are not compiled until they are needed
   */
  TypeReader(boolean vendorValues, boolean knownPatterns) {
    this.vendorValues = vendorValues;
    this.knownPatterns = knownPatterns;
  }

  /** The type; attributes that make no sense are findings and left out. */
  public ValueType read(Attributes attributes) {
    String word = attributes.text("type", "string");
    Optional<BaseType> known = BaseType.of(word);
    if (known.isEmpty()) {
      attributes.error(
          attributes.get("type"),
          "type \"" + word + "\" is not known; taken for string. It is string, int, unsignedInt, long, unsignedLong, boolean,"
              + " dateTime, hexBinary, base64, decimal, object, command or event");
    }
    BaseType base = known.orElse(BaseType.STRING);
    Json.Obj list = attributes.objectAt("list");
    ValueType.Builder type = new ValueType.Builder(base).vendorValues(vendorValues);
    if (list == null) {
      type.dataType(dataType(attributes, base));
      constraints(attributes, base, type);
    } else {
      list(attributes, attributes.of(list), base, type);
    }
    if (attributes.has("default")) {
      type.defaultValue(new DefaultValue(attributes.text("default", ""), attributes.text("defaultType", "object")));
    }
    type.references(references(attributes));
    flags(attributes, type);
    return type.build();
  }

  private static String dataType(Attributes attributes, BaseType base) {
    String name = attributes.text("datatype", "");
    return name.equals(base.word()) ? "" : name;
  }

  private void list(Attributes leaf, Attributes list, BaseType leafType, ValueType.Builder type) {
    if (leafType != BaseType.STRING) {
      leaf.warn(list.object(), "a list of type " + leafType.word() + "; the value is text with commas, so \"type\" must be string");
    }
    String word = list.text("datatype", "string");
    BaseType item = BaseType.of(word).or(() -> BaseType.of(list.text("base", "string"))).orElse(BaseType.STRING);
    type.base(item).dataType(BaseType.of(word).isPresent() ? "" : word);
    constraints(list, item, type);
    BigDecimal least = list.number("minsize");
    BigDecimal most = list.number("maxsize");
    List<Range> sizes = least == null && most == null ? List.of() : List.of(new Range(zero(least), most, null));
    int min = 0;
    int max = ListShape.UNBOUNDED;
    Json.Obj items = list.objectAt("item");
    if (items != null) {
      Attributes bounds = list.of(items);
      min = count(bounds.number("min"), 0);
      max = count(bounds.number("max"), ListShape.UNBOUNDED);
    }
    type.list(new ListShape(min, max, sizes, list.bool("map", false), list.bool("nested", false)));
  }

  private static BigDecimal zero(BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }

  /** Zero stands for no limit, as in plugins. */
  private static int count(BigDecimal number, int otherwise) {
    return number == null || number.signum() <= 0 ? otherwise : Math.clamp(number.longValue(), 0, Integer.MAX_VALUE);
  }

  private void constraints(Attributes attributes, BaseType base, ValueType.Builder type) {
    List<Range> ranges = ranges(attributes);
    if (base.hasLength()) {
      type.sizes(ranges);
    } else if (base.isInteger() || base == BaseType.DECIMAL) {
      type.ranges(ranges);
    } else if (!ranges.isEmpty()) {
      attributes.warn(attributes.get("range"), "a " + base.word() + " has no range; left out");
    }
    type.units(attributes.text("unit", ""));
    type.enumerations(enumerations(attributes, base));
    type.patterns(patterns(attributes, base));
  }

  private static List<Range> ranges(Attributes attributes) {
    List<Range> ranges = new ArrayList<>();
    List<Json> items = attributes.get("range") instanceof Json.Obj lone ? List.of(lone) : attributes.array("range");
    if (attributes.get("range") instanceof Json.Obj lone) {
      attributes.warn(lone, "\"range\" is an object; write an array of them: [{\"min\": ..., \"max\": ...}]");
    }
    for (Json item : items) {
      if (!(item instanceof Json.Obj bounds)) {
        attributes.error(item, "\"range\" holds " + item.kind() + " where {\"min\": ..., \"max\": ...} is expected; left out");
        continue;
      }
      Attributes pair = attributes.of(bounds);
      BigDecimal min = pair.number("min");
      BigDecimal max = pair.number("max");
      if (min != null && max != null && min.compareTo(max) > 0) {
        attributes.error(bounds, "a range from " + min.toPlainString() + " to " + max.toPlainString() + " holds nothing; left out");
      } else if (min != null || max != null) {
        ranges.add(new Range(min, max, pair.number("step")));
      }
    }
    return ranges;
  }

  private static List<Enumeration> enumerations(Attributes attributes, BaseType base) {
    List<String> values = attributes.texts("enumerations");
    if (values.isEmpty()) {
      return List.of();
    }
    if (base != BaseType.STRING) {
      attributes.warn(attributes.get("enumerations"), "only strings are enumerated, not " + base.word() + "; left out");
      return List.of();
    }
    List<String> readOnly = attributes.texts("readOnlyValues");
    List<String> deprecated = attributes.texts("deprecatedValues");
    List<Enumeration> found = new ArrayList<>();
    for (String value : new LinkedHashSet<>(values)) {
      Status status = deprecated.contains(value) ? Status.DEPRECATED : Status.CURRENT;
      found.add(new Enumeration(value, readOnly.contains(value), status));
    }
    return found;
  }

  private List<ValuePattern> patterns(Attributes attributes, BaseType base) {
    List<String> texts = attributes.texts("pattern");
    if (!texts.isEmpty() && base != BaseType.STRING) {
      attributes.warn(attributes.get("pattern"), "only strings have patterns, not " + base.word() + "; left out");
      return List.of();
    }
    List<ValuePattern> found = new ArrayList<>();
    for (String text : texts) {
      ValuePattern known = patterns.get(text);
      try {
        found.add(known != null ? known : knownPatterns ? ValuePattern.known(text) : ValuePattern.of(text));
        patterns.putIfAbsent(text, found.getLast());
      } catch (BadPattern e) {
        attributes.error(attributes.get("pattern"), "pattern \"" + text + "\" is not checked: " + e.getMessage());
      }
    }
    return found;
  }

  private static List<Reference> references(Attributes attributes) {
    List<Reference> references = new ArrayList<>();
    for (Json item : attributes.array("references")) {
      if (!(item instanceof Json.Obj object)) {
        attributes.error(item, "\"references\" holds " + item.kind() + " where an object is expected; left out");
        continue;
      }
      Attributes reference = attributes.of(object);
      switch (reference.text("to", "")) {
        case "path" ->
            references.add(
                new Reference.ToPath(
                    reference.bool("strong", false),
                    reference.texts("parents"),
                    reference.text("target", "any"),
                    reference.text("datatype", "any")));
        case "instance" ->
            references.add(new Reference.ToInstance(reference.bool("strong", false), reference.text("parent", "")));
        case "enumeration" ->
            references.add(new Reference.ToEnumeration(reference.text("parameter", ""), reference.text("nullValue", null)));
        default -> attributes.error(item, "a reference is \"to\": path, instance or enumeration; left out");
      }
    }
    return references;
  }

  private static void flags(Attributes attributes, ValueType.Builder type) {
    for (String flag : attributes.texts("flags")) {
      Optional<Trait> trait = trait(flag);
      if (trait.isPresent()) {
        type.trait(trait.get());
      } else {
        attributes.error(
            attributes.get("flags"),
            "flag \"" + flag + "\" is not known and does nothing; it is Linker, Reference, Unique or Secure, written like that");
      }
    }
  }

  private static Optional<Trait> trait(String flag) {
    for (Trait trait : Trait.values()) {
      if (trait.word().equals(flag)) {
        return Optional.of(trait);
      }
    }
    return Optional.empty();
  }
}
