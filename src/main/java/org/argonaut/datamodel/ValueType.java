package org.argonaut.datamodel;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What values of a parameter or argument look like. With a {@link #list} everything but the list itself is about its
 * items.
 *
 * @param base the built-in type
 * @param dataType name of the TR-106 data type it came from; empty: none
 * @param sizes lengths, in characters, or bytes if binary; any may hold; empty: not limited
 * @param ranges values of numbers; any may hold; empty: not limited
 * @param enumerations the permitted values; empty: not enumerated
 * @param vendorValues besides, values that begin with {@code X_} are a vendor's own and permitted
 * @param patterns any must match; empty: none
 * @param units for people; empty: none
 * @param list null: a single value
 * @param references what the value names; any may hold
 * @param defaultValue null: none
 * @param traits what else is known
 */
public record ValueType(
    BaseType base,
    String dataType,
    List<Range> sizes,
    List<Range> ranges,
    List<Enumeration> enumerations,
    boolean vendorValues,
    List<ValuePattern> patterns,
    String units,
    ListShape list,
    List<Reference> references,
    DefaultValue defaultValue,
    Set<Trait> traits) {

  /** What else is known of a value. */
  public enum Trait {
    /** Reads as nothing. */
    SECURE("Secure"),
    /** Reads as nothing, older documents. */
    HIDDEN("Hidden"),
    /** Setting it does something; it reads as false or nothing. */
    COMMAND("Command"),
    /** Plugins: the value is the key other objects are referenced by. */
    LINKER("Linker"),
    /** Plugins: the value is a path, stored as the key of its target. */
    REFERENCE("Reference"),
    /** Plugins: the value differs between instances. */
    UNIQUE("Unique");

    private final String word;

    Trait(String word) {
      this.word = word;
    }

    /** The flag in JSON definitions. */
    public String word() {
      return word;
    }
  }

  public ValueType {
    sizes = List.copyOf(sizes);
    ranges = List.copyOf(ranges);
    enumerations = List.copyOf(enumerations);
    patterns = List.copyOf(patterns);
    references = List.copyOf(references);
    traits = traits.isEmpty() ? Set.of() : Set.copyOf(traits);
  }

  /** What differs most often first; spelled out because the one records have is slow until it is compiled. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ValueType type
        && base == type.base
        && vendorValues == type.vendorValues
        && dataType.equals(type.dataType)
        && units.equals(type.units)
        && enumerations.equals(type.enumerations)
        && ranges.equals(type.ranges)
        && sizes.equals(type.sizes)
        && Objects.equals(defaultValue, type.defaultValue)
        && references.equals(type.references)
        && Objects.equals(list, type.list)
        && patterns.equals(type.patterns)
        && traits.equals(type.traits);
  }

  /** Types are compared by the thousand when a schema is made, so what tells most of them apart is enough here. */
  @Override
  public int hashCode() {
    int hash = 31 * dataType.hashCode() + units.hashCode();
    hash = 31 * hash + (enumerations.isEmpty() ? 0 : enumerations.size() + enumerations.getFirst().value().hashCode());
    hash = 31 * hash + (sizes.isEmpty() || sizes.getFirst().max() == null ? 0 : sizes.getFirst().max().intValue());
    hash = 31 * hash + (ranges.isEmpty() || ranges.getFirst().max() == null ? ranges.size() : ranges.getFirst().max().intValue());
    hash = 31 * hash + (references.isEmpty() ? 0 : references.getFirst().hashCode());
    hash = 31 * hash + (list == null ? 0 : list.maxItems() + list.sizes().size());
    return 31 * hash + (defaultValue == null ? 0 : defaultValue.value().hashCode());
  }

  /** Any value of the built-in type. */
  public static ValueType of(BaseType base) {
    return new Builder(base).build();
  }

  /** The type as CWMP writes it; lists are strings. */
  public String xsd() {
    return list == null ? base.xsd() : BaseType.STRING.xsd();
  }

  /** A builder that starts from this. */
  public Builder toBuilder() {
    Builder builder = new Builder(base);
    builder.dataType = dataType;
    builder.sizes = sizes;
    builder.ranges = ranges;
    builder.enumerations = enumerations;
    builder.vendorValues = vendorValues;
    builder.patterns = patterns;
    builder.units = units;
    builder.list = list;
    builder.references = references;
    builder.defaultValue = defaultValue;
    builder.traits.addAll(traits);
    return builder;
  }

  /** Collects a type; used once. */
  public static final class Builder {
    private BaseType base;
    private String dataType = "";
    private List<Range> sizes = List.of();
    private List<Range> ranges = List.of();
    private List<Enumeration> enumerations = List.of();
    private boolean vendorValues;
    private List<ValuePattern> patterns = List.of();
    private String units = "";
    private ListShape list;
    private List<Reference> references = List.of();
    private DefaultValue defaultValue;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    public Builder(BaseType base) {
      this.base = base;
    }

    public Builder base(BaseType value) {
      base = value;
      return this;
    }

    public Builder dataType(String value) {
      dataType = value;
      return this;
    }

    public Builder sizes(List<Range> value) {
      sizes = value;
      return this;
    }

    public Builder ranges(List<Range> value) {
      ranges = value;
      return this;
    }

    public Builder enumerations(List<Enumeration> value) {
      enumerations = value;
      return this;
    }

    public Builder vendorValues(boolean value) {
      vendorValues = value;
      return this;
    }

    public Builder patterns(List<ValuePattern> value) {
      patterns = value;
      return this;
    }

    public Builder units(String value) {
      units = value;
      return this;
    }

    public Builder list(ListShape value) {
      list = value;
      return this;
    }

    public Builder references(List<Reference> value) {
      references = value;
      return this;
    }

    public Builder defaultValue(DefaultValue value) {
      defaultValue = value;
      return this;
    }

    public Builder trait(Trait trait) {
      traits.add(trait);
      return this;
    }

    public ValueType build() {
      return new ValueType(
          base, dataType, sizes, ranges, enumerations, vendorValues, patterns, units, list, references, defaultValue, traits);
    }
  }
}
