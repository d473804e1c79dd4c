package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final Dialect OLD = new Dialect(true, true, false, true, 16);

  @ParameterizedTest
  @MethodSource("org.argonaut.cwmp.Samples#messages")
  void whatIsWrittenIsReadAsItWas(Message message) throws SoapException {
    Direction direction = message instanceof CpeMethod || message instanceof AcsAnswer ? Direction.TO_CPE : Direction.FROM_CPE;
    for (Dialect dialect : new Dialect[] {Dialect.STANDARD, OLD}) {
      Envelope envelope = new Envelope("id <&> 1", CwmpVersion.V1_3, message);
      byte[] xml = SoapWriter.write(envelope, dialect);
      Envelope read = SoapReader.read(xml, null, Limits.STANDARD, direction);

      assertThat(read.id()).isEqualTo("id <&> 1");
      assertThat(read.version()).isEqualTo(CwmpVersion.V1_3);
      assertThat(comparable(read.message())).isEqualTo(message);
    }
  }

  /** A message as it was before it had been on the wire. */
  static Message comparable(Message read) {
    return switch (read) {
      case Fault fault -> new Fault(fault.code(), fault.message(), fault.parameterFaults(), null);
      case CpeMethod.VendorMethod vendor -> new CpeMethod.VendorMethod(vendor.name(), withoutDeclarations(vendor.xml()));
      case CpeAnswer.VendorAnswer vendor -> new CpeAnswer.VendorAnswer(vendor.name(), withoutDeclarations(vendor.xml()));
      default -> read;
    };
  }

  private static String withoutDeclarations(String xml) {
    return xml.replaceAll(" xmlns:[\\w-]+=\"[^\"]*\"", "");
  }

  @Test
  void theSamplesLeaveOutNoKindOfMessage() {
    Set<Class<?>> kinds = Stream.of(CpeMethod.class, CpeAnswer.class, AcsMethod.class, AcsAnswer.class)
        .flatMap(group -> Arrays.stream(group.getPermittedSubclasses())).collect(Collectors.toSet());

    assertThat(Samples.messages().map(Object::getClass).collect(Collectors.toSet())).isEqualTo(kinds);
  }
}
