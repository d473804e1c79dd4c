package org.argonaut.usp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord.PayloadSARState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, nothing is thrown but what says so, and nothing grows beyond its limit. */
class FuzzTest {
  private static final int INPUTS = 6_000;
  private static final String SIGNS = ".[]{}\"=&+#*()! \\\u0000é\uD83D0123abc:,";

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void bytesFromStrangersAreRefusedOrRead(long seed) {
    var random = new Random(seed);
    var valid = valid();
    var conversation = Sides.controller(ConversationSettings.CONTROLLER);
    var read = 0;
    for (int i = 0; i < INPUTS; i++) {
      var bytes = random.nextInt(4) == 0 ? noise(random) : mutated(valid.get(random.nextInt(valid.size())), random);
      message(ByteString.copyFrom(bytes));
      try {
        var record = Records.parse(bytes);
        read++;
        conversation.receive(record, i).messages().forEach(m -> message(m.bytes()));
        Answers.to(record, 7104, "bad", Sides.CONTROLLER);
      } catch (BadRecord e) {
        assertThat(e.getMessage()).isNotEmpty();
        assertThat(e.code()).isBetween(7100, 7199);
      }
    }
    assertThat(read).isGreaterThan(INPUTS / 20);
  }

  private static void message(ByteString bytes) {
    try {
      var msg = Messages.parse(bytes, new MessageLimits(4_000, 200));
      assertThat(msg.getHeader().getMsgId()).isNotEmpty();
      UspJson.write(msg, UspJson.Naming.CAMEL);
      Versions.trim(msg, "1.0");
      Paths.check(msg);
    } catch (BadMessage e) {
      assertThat(e.code()).isBetween(7000, 7099);
      assertThat(Answers.to(e).isPresent()).isEqualTo(e.answerable());
    } catch (TooNewForPeer | BadPath e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  /** Session records with any numbers, against a peer that answers: bounded, and both still talk at the end. */
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  void sessionsSurviveRecordsWithAnyNumbers(long seed) {
    var random = new Random(seed);
    var small = new ConversationSettings(SessionUse.ALWAYS, true, 256, 200, 8, 2_000, 5_000, 3, 1_000);
    var conversation = Sides.controller(small);
    var numbers = new long[] {0, 1, 2, 3, 4, 5, 7, 77, 1001, 1002, -1, -10_001, Long.MAX_VALUE, Long.MIN_VALUE};
    for (int i = 0; i < INPUTS; i++) {
      var record =
          Sides.session(
                  numbers[random.nextInt(numbers.length)],
                  numbers[random.nextInt(numbers.length)],
                  numbers[random.nextInt(numbers.length)],
                  PayloadSARState.forNumber(random.nextInt(4)),
                  "x".repeat(random.nextInt(100)))
              .toBuilder();
      record.getSessionContextBuilder().setRetransmitId(random.nextInt(3) > 0 ? 0 : numbers[random.nextInt(numbers.length)]);
      assertThat(conversation.receive(record.build(), i * 10L).replies()).hasSizeLessThan(4);
      if (random.nextInt(3) == 0) {
        conversation.send(ByteString.copyFrom(noise(random)), true, i * 10L);
      }
      assertThat(conversation.tick(i * 10L).replies()).hasSizeLessThan(4);
    }
    var later = INPUTS * 10L + 10_000;
    conversation.receive(Records.webSocketConnect("1.3", Sides.CONTROLLER, Sides.AGENT), later);
    var hello = conversation.receive(Sides.session(123_456, 1, 1, "hello"), later);
    assertThat(Sides.texts(hello)).containsExactly("hello");
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void pathsAndJsonFromStrangersAreRefusedOrRead(long seed) {
    var random = new Random(seed);
    var paths = List.of("Device.WiFi.SSID.[A==\"x\"&&B.C+.D~=1].Ref#2+.Name", "Device.IP.*.{i}.Reset()", "Device.Boot!");
    var jsons = Samples.all().stream().map(m -> UspJson.write(m, UspJson.Naming.SNAKE)).toList();
    var read = 0;
    for (int i = 0; i < INPUTS; i++) {
      read += path(scrambled(paths.get(random.nextInt(paths.size())), random)) ? 1 : 0;
      json(scrambled(jsons.get(random.nextInt(jsons.size())), random));
    }
    assertThat(read).isGreaterThan(INPUTS / 50);
  }

  private static boolean path(String text) {
    try {
      assertThat(SearchPath.parse(text).segments()).isNotEmpty();
      return true;
    } catch (BadPath e) {
      assertThat(e.position()).isBetween(0, text.length());
      return false;
    }
  }

  private static void json(String text) {
    try {
      Messages.check(UspJson.read(text, "1").msg());
    } catch (UspJsonException e) {
      assertThat(e.getMessage()).isNotEmpty();
    } catch (BadMessage e) {
      throw new AssertionError("read from JSON but no message: " + text, e);
    }
  }

  private static List<byte[]> valid() {
    var valid = new ArrayList<byte[]>();
    for (var message : Samples.all()) {
      valid.add(message.toByteArray());
      valid.add(Records.plain("1.3", Sides.CONTROLLER, Sides.AGENT, message.toByteString()).toByteArray());
      valid.add(Sides.session(77, valid.size(), 1, PayloadSARState.BEGIN, "abc").toByteArray());
    }
    valid.add(Records.disconnect("1.3", Sides.CONTROLLER, Sides.AGENT, 7106, "x").toByteArray());
    valid.add(Records.stompConnect("1.3", Sides.CONTROLLER, Sides.AGENT, "x").toByteArray());
    return valid;
  }

  private static byte[] noise(Random random) {
    var bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] mutated(byte[] valid, Random random) {
    var bytes = valid.clone();
    for (int n = random.nextInt(4); n > 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 10)) : bytes;
  }

  private static String scrambled(String text, Random random) {
    var out = new StringBuilder(text);
    for (int n = random.nextInt(3); n > 0; n--) {
      var c = SIGNS.charAt(random.nextInt(SIGNS.length()));
      if (random.nextBoolean()) {
        out.setCharAt(random.nextInt(out.length()), c);
      } else {
        out.insert(random.nextInt(out.length()), c);
      }
    }
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 10_000})
  void manyFieldsAreRefusedBeforeTheyBecomeObjects(int times) throws InvalidProtocolBufferException {
    var fields = ByteString.copyFrom(new byte[] {0x3A, 0}.clone());
    var bytes = Records.envelope("1.3", Sides.CONTROLLER, Sides.AGENT).build().toByteString();
    for (int i = 0; i < times; i++) {
      bytes = bytes.concat(fields);
    }
    assertThat(Record.parseFrom(bytes).hasNoSessionContext()).isTrue();
    try {
      Records.parse(bytes.toByteArray(), new MessageLimits(100_000, 50));
      assertThat(times).isEqualTo(1);
    } catch (BadRecord e) {
      assertThat(times).isGreaterThan(1);
    }
  }
}
