package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages travel between nodes and lie in the database as Jackson CBOR, with the modules that Pekko registers. */
class CborTest {
  private static final ObjectMapper CBOR = CBORMapper.builder()
      .addModule(new ParameterNamesModule())
      .addModule(new JavaTimeModule())
      .addModule(new Jdk8Module())
      .build();

  /** A field of each kind, as the device's own messages have them. */
  private record Carrier(CpeMethod method, CpeAnswer answer, AcsMethod call, AcsAnswer reply) {
    static Carrier of(Message message) {
      return new Carrier(
          message instanceof CpeMethod method ? method : null, message instanceof CpeAnswer answer ? answer : null,
          message instanceof AcsMethod call ? call : null, message instanceof AcsAnswer reply ? reply : null);
    }
  }

  @ParameterizedTest
  @MethodSource("org.argonaut.cwmp.Samples#messages")
  void aMessageComesBackAsItWent(Message message) throws IOException {
    Carrier carrier = Carrier.of(message);
    assertThat(CBOR.readValue(CBOR.writeValueAsBytes(carrier), Carrier.class)).isEqualTo(carrier);
  }
}
