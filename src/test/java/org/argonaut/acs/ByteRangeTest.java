package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import org.argonaut.acs.ByteRange.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-99, 0, 100",
    "bytes=0-, 0, 100",
    "bytes=90-, 90, 10",
    "bytes=90-1000, 90, 10",
    "bytes=-10, 90, 10",
    "bytes=-1000, 0, 100",
    "'Bytes = 10 - 19', 10, 10",
    "bytes=10-99999999999999999999, 10, 90"
  })
  void onePartIsServedAsAskedFor(String header, long offset, long length) {
    assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange(offset, length, Kind.PART));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
  void aPartBeyondTheEndIsUnsatisfiable(String header) {
    assertThat(ByteRange.of(header, 100).kind()).isEqualTo(Kind.UNSATISFIABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "lines=0-1", "bytes=0-1,5-6", "bytes=--5"})
  void severalPartsAndGarbageGetTheWholeFile(String header) {
    assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange(0, 100, Kind.WHOLE));
  }

  @Test
  void withoutAHeaderTheWholeFileIsMeant() {
    assertThat(ByteRange.of(null, 0)).isEqualTo(new ByteRange(0, 0, Kind.WHOLE));
  }
}
