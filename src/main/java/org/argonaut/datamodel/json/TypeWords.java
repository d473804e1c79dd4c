package org.argonaut.datamodel.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.argonaut.datamodel.Enumeration;
import org.argonaut.datamodel.ListShape;
import org.argonaut.datamodel.Range;
import org.argonaut.datamodel.Reference;
import org.argonaut.datamodel.Status;
import org.argonaut.datamodel.ValuePattern;
import org.argonaut.datamodel.ValueType;

/** Writes the constraints of a type as members of the JSON object that is open. */
final class TypeWords {
  private final JsonGenerator out;

  TypeWords(JsonGenerator out) {
    this.out = out;
  }

  void write(ValueType type) throws IOException {
    if (type.defaultValue() != null) {
      out.writeStringField("default", type.defaultValue().value());
      out.writeStringField("defaultType", type.defaultValue().type());
    }
    if (type.list() == null) {
      constraints(type);
    } else {
      out.writeObjectFieldStart("list");
      list(type.list());
      constraints(type);
      out.writeEndObject();
    }
    references(type.references());
    if (!type.traits().isEmpty()) {
      out.writeArrayFieldStart("flags");
      for (ValueType.Trait trait : ValueType.Trait.values()) {
        if (type.traits().contains(trait)) {
          out.writeString(trait.word());
        }
      }
      out.writeEndArray();
    }
  }

  private void list(ListShape list) throws IOException {
    if (!list.sizes().isEmpty()) {
      Range size = list.sizes().getFirst();
      if (size.max() != null) {
        number("maxsize", size.max());
      }
      if (size.min() != null && size.min().signum() > 0) {
        number("minsize", size.min());
      }
    }
    if (list.minItems() > 0 || list.maxItems() != ListShape.UNBOUNDED) {
      out.writeObjectFieldStart("item");
      if (list.minItems() > 0) {
        out.writeNumberField("min", list.minItems());
      }
      if (list.maxItems() != ListShape.UNBOUNDED) {
        out.writeNumberField("max", list.maxItems());
      }
      out.writeEndObject();
    }
    if (list.map()) {
      out.writeBooleanField("map", true);
    }
    if (list.nestedBrackets()) {
      out.writeBooleanField("nested", true);
    }
  }

  private void constraints(ValueType type) throws IOException {
    String dataType = type.dataType().isEmpty() ? type.base().word() : type.dataType();
    out.writeStringField("datatype", dataType);
    if (type.list() != null && !type.dataType().isEmpty()) {
      out.writeStringField("base", type.base().word());
    }
    ranges(type.base().hasLength() ? type.sizes() : type.ranges());
    if (!type.units().isEmpty()) {
      out.writeStringField("unit", type.units());
    }
    values("enumerations", type.enumerations(), _ -> true);
    values("readOnlyValues", type.enumerations(), Enumeration::readOnly);
    values("deprecatedValues", type.enumerations(), value -> value.status() != Status.CURRENT);
    strings("pattern", type.patterns().stream().map(ValuePattern::text).toList());
  }

  private void ranges(List<Range> ranges) throws IOException {
    if (ranges.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("range");
    for (Range range : ranges) {
      out.writeStartObject();
      if (range.min() != null) {
        number("min", range.min());
      }
      if (range.max() != null) {
        number("max", range.max());
      }
      if (range.step() != null) {
        number("step", range.step());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void values(String name, List<Enumeration> values, Predicate<Enumeration> which) throws IOException {
    strings(name, values.stream().filter(which).map(Enumeration::value).toList());
  }

  private void references(List<Reference> references) throws IOException {
    if (references.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("references");
    for (Reference reference : references) {
      out.writeStartObject();
      switch (reference) {
        case Reference.ToPath to -> {
          out.writeStringField("to", "path");
          out.writeBooleanField("strong", to.strong());
          strings("parents", to.parents());
          out.writeStringField("target", to.target());
          if (!to.dataType().equals("any")) {
            out.writeStringField("datatype", to.dataType());
          }
        }
        case Reference.ToInstance to -> {
          out.writeStringField("to", "instance");
          out.writeBooleanField("strong", to.strong());
          out.writeStringField("parent", to.parent());
        }
        case Reference.ToEnumeration to -> {
          out.writeStringField("to", "enumeration");
          out.writeStringField("parameter", to.parameter());
          if (to.nullValue() != null) {
            out.writeStringField("nullValue", to.nullValue());
          }
        }
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void strings(String name, List<String> strings) throws IOException {
    if (strings.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart(name);
    for (String string : strings) {
      out.writeString(string);
    }
    out.writeEndArray();
  }

  private void number(String name, BigDecimal value) throws IOException {
    out.writeFieldName(name);
    out.writeNumber(value.toPlainString());
  }
}
