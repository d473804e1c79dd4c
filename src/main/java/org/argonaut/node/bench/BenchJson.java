package org.argonaut.node.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;

/** How the benchmark's processes write JSON to each other and to the user. */
final class BenchJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .registerModule(new ParameterNamesModule())
          .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

  private BenchJson() {}

  static ObjectMapper mapper() {
    return MAPPER;
  }
}
