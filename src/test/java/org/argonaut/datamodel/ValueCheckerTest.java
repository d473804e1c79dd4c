package org.argonaut.datamodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.argonaut.datamodel.Problem.Kind;
import org.argonaut.datamodel.regex.BadPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCheckerTest {
  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
    "boolean,true|false|1|0|TRUE,yes|on|''|2",
    "int,0|-1|+5|2147483647|-2147483648|007,2147483648|-2147483649|1.0|''|-|0x1| 1",
    "unsignedInt,0|4294967295,4294967296|-1|''",
    "long,9223372036854775807|-9223372036854775808,9223372036854775808|-9223372036854775809",
    "unsignedLong,18446744073709551615|0,18446744073709551616|-1",
    "decimal,1.5|-0.25|10|.5,1e3|''|.|1.2.3|abc",
    "hexBinary,''|00|AAbb09,0|0g|é0",
    "base64,''|AA==|QUJD,A|AA=A|====|A?==",
    "dateTime,2026-01-31T12:00:00Z|0001-01-01T00:00:00Z|2026-01-31T12:00:00|2026-01-31T12:00:00.123456Z|2026-01-31T12:00:00+01:00,"
        + "2026-13-01T00:00:00Z|2026-02-30T00:00:00Z|2026-01-31|2026-01-31 12:00:00Z|2026-01-31T25:00:00Z|2026-01-31T12:00:00.Z|2026-01-31T12:00:00ZZ",
    "string,''|anything,",
  })
  void valuesOfTheBuiltInTypesAreTold(String type, String good, String bad) {
    ValueChecker checker = new ValueChecker(ValueType.of(BaseType.of(type).orElseThrow()));
    for (String value : good.split("\\|")) {
      assertThat(checker.check(unquoted(value))).as(value).isEmpty();
    }
    for (String value : bad == null ? new String[0] : bad.split("\\|")) {
      assertThat(checker.check(unquoted(value))).as(value).isPresent();
    }
  }

  private static String unquoted(String value) {
    return value.equals("''") ? "" : value;
  }

  @Test
  void anyOfTheRangesMayHold() {
    ValueChecker checker = checker(type(BaseType.INT).ranges(List.of(Range.of(-1, -1), Range.of(10, 20))));
    assertThat(checker.check("-1")).isEmpty();
    assertThat(checker.check("20")).isEmpty();
    assertThat(checker.check("0")).get().extracting(Problem::text).isEqualTo("must be -1 or 10..20, not '0'");
  }

  @Test
  void oneSidedAndSteppedRangesHold() {
    BigDecimal two = BigDecimal.valueOf(2);
    ValueChecker stepped = checker(type(BaseType.INT).ranges(List.of(new Range(BigDecimal.ONE, null, two))));
    assertThat(stepped.check("7")).isEmpty();
    assertThat(stepped.check("8")).isPresent();
    assertThat(stepped.check("-1")).isPresent();
    assertThat(stepped.check("2147483649")).as("still an int").isPresent();
  }

  @Test
  void lengthsCountCharactersAndBytes() {
    assertThat(checker(type(BaseType.STRING).sizes(List.of(Range.of(2, 3)))).check("abcd")).get().extracting(Problem::kind).isEqualTo(Kind.LENGTH);
    assertThat(checker(type(BaseType.HEX_BINARY).sizes(List.of(Range.of(2, 2)))).check("AABB")).isEmpty();
    assertThat(checker(type(BaseType.BASE64).sizes(List.of(Range.of(1, 2)))).check("QUJD")).isPresent();
  }

  @Test
  void enumerationsAreExactAndMayBeExtendedByVendors() {
    ValueType.Builder type = type(BaseType.STRING).enumerations(List.of(Enumeration.of("Up"), new Enumeration("Error", true, Status.CURRENT)));
    ValueChecker exact = checker(type);
    assertThat(exact.check("Up")).isEmpty();
    assertThat(exact.check("up")).get().extracting(Problem::text).isEqualTo("must be one of Up, Error, not 'up'");
    assertThat(exact.check("X_ACME_Half")).isPresent();
    assertThat(checker(type.vendorValues(true)).check("X_ACME_Half")).isEmpty();
  }

  @Test
  void valuesOnlyTheDeviceReportsCannotBeSet() {
    ValueChecker checker = checker(type(BaseType.STRING).enumerations(List.of(new Enumeration("Error", true, Status.CURRENT))));
    assertThat(checker.check("Error")).isEmpty();
    assertThat(checker.checkSet("Error")).get().extracting(Problem::kind).isEqualTo(Kind.READ_ONLY_VALUE);
  }

  @Test
  void anyPatternIsEnoughAndThoseFromXmlMeanTheWholeValue() throws BadPattern {
    ValueChecker xsd = checker(type(BaseType.STRING).patterns(List.of(ValuePattern.ofXsd(""), ValuePattern.ofXsd("[0-9A-F]{6}"))));
    assertThat(xsd.check("")).isEmpty();
    assertThat(xsd.check("00AAFF")).isEmpty();
    assertThat(xsd.check("x00AAFFx")).get().extracting(Problem::kind).isEqualTo(Kind.PATTERN);
    ValueChecker posix = checker(type(BaseType.STRING).patterns(List.of(ValuePattern.of("[0-9A-F]{6}"))));
    assertThat(posix.check("x00AAFFx")).isEmpty();
  }

  @Test
  void listsAreCheckedItemByItemAndAsAWhole() {
    ValueType.Builder type =
        type(BaseType.UNSIGNED_INT)
            .ranges(List.of(Range.of(0, 9)))
            .list(new ListShape(1, 3, List.of(Range.of(0, 6)), false, false));
    ValueChecker checker = checker(type);
    assertThat(checker.type().xsd()).isEqualTo("xsd:string");
    assertThat(checker.check("1, 2")).isEmpty();
    assertThat(checker.check("1,10")).get().extracting(Problem::kind).isEqualTo(Kind.RANGE);
    assertThat(checker.check("")).get().extracting(Problem::kind).isEqualTo(Kind.ITEMS);
    assertThat(checker.check("1,2,3,4")).isPresent();
    assertThat(checker.check("1,  2, 3")).get().extracting(Problem::kind).isEqualTo(Kind.LENGTH);
    assertThat(checker.check("1,,2")).as("an empty item is no number").isPresent();
  }

  @Test
  void commasInsideBracketsDoNotPartItemsOfNestedLists() {
    ValueChecker checker = checker(type(BaseType.STRING).list(new ListShape(2, 2, List.of(), false, true)));
    assertThat(checker.check("[a,b],[c]")).isEmpty();
    assertThat(checker.check("[a,b")).isPresent();
  }

  @Test
  void hugeNumbersAreRefusedSoon() {
    ValueChecker checker = checker(type(BaseType.UNSIGNED_LONG));
    assertThat(checker.check("9".repeat(1_000_000))).get().extracting(p -> p.text().length() < 200).isEqualTo(true);
    assertThat(checker(type(BaseType.DECIMAL)).check("9".repeat(1_000_000))).isPresent();
  }

  private static ValueType.Builder type(BaseType base) {
    return new ValueType.Builder(base);
  }

  private static ValueChecker checker(ValueType.Builder type) {
    return new ValueChecker(type.build());
  }
}
