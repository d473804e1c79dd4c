package org.argonaut.node.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.argonaut.node.bench.ClassHistogram.Row;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {
  private static final String BEFORE =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:             4            100  [B (java.base@25.0.1)
         2:             2             32  org.argonaut.Gone
      Total             6            132
      """;

  private static final String AFTER =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:            10            250  [B (java.base@25.0.1)
         2:             3            300  org.argonaut.New
         3:             1             10  org.argonaut.New
      Total            14            560
      """;

  @Test
  void whatGrewIsToldByBytesMostFirst() {
    var grown = ClassHistogram.parse(AFTER).since(ClassHistogram.parse(BEFORE));
    assertThat(grown.rows()).containsExactly(new Row("org.argonaut.New", 4, 310), new Row("[B", 6, 150));
  }
}
