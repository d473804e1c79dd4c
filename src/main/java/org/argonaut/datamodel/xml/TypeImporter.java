package org.argonaut.datamodel.xml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.DefaultValue;
import org.argonaut.datamodel.Enumeration;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.ListShape;
import org.argonaut.datamodel.Range;
import org.argonaut.datamodel.Reference;
import org.argonaut.datamodel.Status;
import org.argonaut.datamodel.ValuePattern;
import org.argonaut.datamodel.ValueType;
import org.argonaut.datamodel.ValueType.Trait;
import org.argonaut.datamodel.regex.BadPattern;

/** Reads {@code syntax} and {@code dataType} elements into types. */
final class TypeImporter {
  private static final int MAX_DERIVATIONS = 32;

  private final Findings findings;
  private final DocumentLoader documents;
  private final Set<String> told = new HashSet<>();

  TypeImporter(DocumentLoader documents, Findings findings) {
    this.documents = documents;
    this.findings = findings;
  }

  /**
   * The type a syntax describes. Without a type of its own, or with one but without certain facets, those of
   * {@code inherited} hold on.
   *
   * @param inherited the type of the parameter this one changes; null: a new parameter
   */
  ValueType read(Document document, Element syntax, ValueType inherited) {
    ValueType type = null;
    ListShape list = null;
    DefaultValue defaultValue = null;
    for (Element child : syntax.children()) {
      switch (child.name()) {
        case "list", "map" -> list = list(document, child);
        case "default" -> {
          if (!isDeleted(child)) {
            defaultValue = new DefaultValue(child.attribute("value", ""), child.attribute("type", "object"));
          }
        }
        case "dataType" -> type = reference(document, child);
        default -> {
          Optional<BaseType> base = BaseType.of(child.name());
          if (base.isPresent()) {
            type = facets(document, child, ValueType.of(base.get()), inherited);
          } else {
            findings.warning(document.name(), child.line(), "<" + child.name() + "> in a syntax is not known and left out");
          }
        }
      }
    }
    if (type == null) {
      if (inherited == null) {
        findings.error(document.name(), syntax.line(), "a syntax without a type; taken for a string");
      }
      type = inherited == null ? ValueType.of(BaseType.STRING) : inherited;
    }
    ValueType.Builder builder = type.toBuilder().vendorValues(true);
    ListShape shape = list != null || inherited == null ? list : inherited.list();
    if (shape != null) {
      builder.list(shape);
    }
    builder.defaultValue(defaultValue != null || inherited == null ? defaultValue : inherited.defaultValue());
    if (inherited != null) {
      inherited.traits().forEach(builder::trait);
    }
    addTrait(syntax, "secured", Trait.SECURE, builder);
    addTrait(syntax, "hidden", Trait.HIDDEN, builder);
    addTrait(syntax, "command", Trait.COMMAND, builder);
    return builder.build();
  }

  private static void addTrait(Element syntax, String attribute, Trait trait, ValueType.Builder builder) {
    if (syntax.isTrue(attribute)) {
      builder.trait(trait);
    }
  }

  private ValueType reference(Document document, Element reference) {
    String name = reference.attribute("ref", reference.attribute("base", ""));
    ValueType type = named(document, name, reference, 0);
    // The protocols' own kinds of alias are internal names of one type.
    String shown = name.startsWith("_Alias") ? "Alias" : name;
    return facets(document, reference, type.toBuilder().dataType(shown).build(), null);
  }

  private ValueType named(Document document, String name, Element user, int depth) {
    Document.Definition definition = definition(document, name, user);
    if (definition == null || depth > MAX_DERIVATIONS) {
      if (definition != null) {
        findings.error(document.name(), user.line(), "data type '" + name + "' is derived from itself; taken for a string");
      }
      return ValueType.of(BaseType.STRING).toBuilder().dataType(name).build();
    }
    return define(definition.document(), definition.element(), depth + 1).toBuilder().dataType(name).build();
  }

  /** Published documents sometimes use types they do not import: those are looked for elsewhere. Null: there is none. */
  private Document.Definition definition(Document document, String name, Element user) {
    Document.Definition definition = document.definition("dataType", name);
    if (definition != null) {
      return definition;
    }
    Document.Definition elsewhere = documents.anywhere(name);
    boolean first = told.add(document.name() + " " + name);
    if (elsewhere != null && first) {
      findings.warning(
          document.name(), user.line(), "data type '" + name + "' is not imported; took that of " + elsewhere.document().file().getFileName());
    } else if (first && !document.isMissing("dataType", name)) {
      findings.error(document.name(), user.line(), "data type '" + name + "' is neither defined nor imported; taken for a string");
    }
    return elsewhere;
  }

  private ValueType define(Document document, Element definition, int depth) {
    ValueType type = null;
    String base = definition.attribute("base");
    if (base != null) {
      type = facets(document, definition, named(document, base, definition, depth), null);
    }
    for (Element child : definition.children()) {
      Optional<BaseType> builtin = BaseType.of(child.name());
      if (builtin.isPresent()) {
        type = facets(document, child, ValueType.of(builtin.get()), null);
      }
    }
    if (type == null) {
      findings.error(document.name(), definition.line(), "a data type without a type; taken for a string");
      type = ValueType.of(BaseType.STRING);
    }
    Element list = definition.child("list");
    return list == null ? type : type.toBuilder().list(list(document, list)).build();
  }

  private ListShape list(Document document, Element list) {
    List<Range> sizes = new ArrayList<>();
    list.children("size").stream().filter(size -> !isDeleted(size)).forEach(size -> sizes.add(size(document, size)));
    return new ListShape(
        (int) number(document, list, "minItems", 0),
        "unbounded".equals(list.attribute("maxItems")) ? ListShape.UNBOUNDED : (int) number(document, list, "maxItems", ListShape.UNBOUNDED),
        sizes,
        list.name().equals("map"),
        list.attribute("nestedBrackets", "legacy").equals("required"));
  }

  /** The type with the facets of an element; kinds of facets it does not have stay as they are in the type, or as inherited. */
  private ValueType facets(Document document, Element holder, ValueType type, ValueType inherited) {
    Facets facets = new Facets();
    for (Element facet : holder.children()) {
      if (!isDeleted(facet)) {
        facet(document, facet, facets);
      }
    }
    ValueType old = inherited != null && inherited.base() == type.base() ? inherited : type;
    ValueType.Builder builder = type.toBuilder();
    builder.sizes(facets.sizes.isEmpty() ? old.sizes() : facets.sizes);
    builder.ranges(facets.ranges.isEmpty() ? old.ranges() : facets.ranges);
    builder.enumerations(facets.enumerations.isEmpty() ? old.enumerations() : facets.enumerations);
    builder.patterns(facets.patterns.isEmpty() ? old.patterns() : facets.patterns);
    builder.units(facets.units == null ? old.units() : facets.units);
    builder.references(facets.references.isEmpty() ? old.references() : facets.references);
    return builder.build();
  }

  private static final class Facets {
    final List<Range> sizes = new ArrayList<>();
    final List<Range> ranges = new ArrayList<>();
    final List<Enumeration> enumerations = new ArrayList<>();
    final List<ValuePattern> patterns = new ArrayList<>();
    final List<Reference> references = new ArrayList<>();
    String units;
  }

  private void facet(Document document, Element facet, Facets facets) {
    switch (facet.name()) {
      case "size" -> facets.sizes.add(size(document, facet));
      case "range" ->
          facets.ranges.add(
              new Range(
                  decimal(document, facet, "minInclusive"), decimal(document, facet, "maxInclusive"), decimal(document, facet, "step")));
      case "enumeration" ->
          facets.enumerations.add(
              new Enumeration(
                  facet.attribute("value", ""),
                  facet.attribute("access", "readWrite").equals("readOnly"),
                  Status.of(facet.attribute("status", "current")).orElse(Status.CURRENT)));
      case "pattern" -> pattern(document, facet, facets);
      case "units" -> facets.units = facet.attribute("value", "");
      case "pathRef" ->
          facets.references.add(
              new Reference.ToPath(
                  facet.attribute("refType", "weak").equals("strong"),
                  RelativePaths.scoped(facet.attribute("targetParent", ""), facet.attribute("targetParentScope", "normal")),
                  facet.attribute("targetType", "any"),
                  facet.attribute("targetDataType", "any")));
      case "instanceRef" ->
          facets.references.add(
              new Reference.ToInstance(
                  facet.attribute("refType", "weak").equals("strong"),
                  String.join("", RelativePaths.scoped(facet.attribute("targetParent", ""), facet.attribute("targetParentScope", "normal")))));
      case "enumerationRef" ->
          facets.references.add(
              new Reference.ToEnumeration(
                  String.join("", RelativePaths.scoped(facet.attribute("targetParam", ""), facet.attribute("targetParamScope", "normal"))),
                  facet.attribute("nullValue")));
      default -> {
        // Built-in types and lists inside a data type are read elsewhere; facets of later standards limit nothing here.
      }
    }
  }

  private void pattern(Document document, Element facet, Facets facets) {
    String value = facet.attribute("value", "");
    try {
      facets.patterns.add(ValuePattern.ofXsd(value));
    } catch (BadPattern e) {
      findings.warning(document.name(), facet.line(), "pattern '" + value + "' is not checked: " + e.getMessage());
    }
  }

  private Range size(Document document, Element size) {
    BigDecimal least = decimal(document, size, "minLength");
    return new Range(least == null ? BigDecimal.ZERO : least, decimal(document, size, "maxLength"), null);
  }

  private static boolean isDeleted(Element element) {
    return "deleted".equals(element.attribute("status"));
  }

  private BigDecimal decimal(Document document, Element element, String attribute) {
    String value = element.attribute(attribute);
    if (value == null) {
      return null;
    }
    try {
      if (value.length() <= 40) {
        return new BigDecimal(value.strip());
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    findings.error(document.name(), element.line(), attribute + " of <" + element.name() + "> is no number: '" + value + "'; left out");
    return null;
  }

  private long number(Document document, Element element, String attribute, long otherwise) {
    BigDecimal value = decimal(document, element, attribute);
    return value == null ? otherwise : Math.clamp(value.longValue(), 0, Integer.MAX_VALUE);
  }
}
