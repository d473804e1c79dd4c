package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** Frames in all sizes and pieces, and what is none. */
class FrameReaderTest {
  private static final int LIMIT = 100_000;

  @Test
  void whatWasWrittenIsReadWhateverPiecesItComesIn() throws Exception {
    Random random = new Random(1);
    for (boolean client : new boolean[] {true, false}) {
      for (int size : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, LIMIT}) {
        byte[] payload = bytes(random, size);
        byte[] written = new Frames(client).binary(payload).toArray();
        for (int piece : new int[] {1, 3, 1000, written.length}) {
          if (written.length / piece > 10_000) {
            continue;
          }
          List<FrameReader.Event> events = read(new FrameReader(client, LIMIT), written, piece);
          assertThat(events).hasSize(1);
          assertThat(((FrameReader.Event.Message) events.getFirst()).bytes()).isEqualTo(payload);
        }
      }
    }
  }

  @Test
  void fragmentsAreOneMessageWithControlFramesBetween() throws Exception {
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    in.writeBytes(frame(0x02, "ab".getBytes(UTF_8)));
    in.writeBytes(frame(0x89, "p".getBytes(UTF_8)));
    in.writeBytes(frame(0x00, new byte[0]));
    in.writeBytes(frame(0x8A, new byte[0]));
    in.writeBytes(frame(0x80, "cd".getBytes(UTF_8)));
    in.writeBytes(frame(0x88, new byte[] {0x03, (byte) 0xE8, 'x'}));
    for (int piece = 1; piece < 50; piece++) {
      List<FrameReader.Event> events = read(new FrameReader(true, LIMIT), in.toByteArray(), piece);
      assertThat(events).hasSize(4);
      assertThat(((FrameReader.Event.Ping) events.get(0)).payload()).isEqualTo("p".getBytes(UTF_8));
      assertThat(events.get(1)).isInstanceOf(FrameReader.Event.Pong.class);
      assertThat(((FrameReader.Event.Message) events.get(2)).bytes()).isEqualTo("abcd".getBytes(UTF_8));
      assertThat(events.get(3)).isEqualTo(new FrameReader.Event.Close(1000, "x"));
    }
  }

  @Test
  void manyTinyFragmentsTakeNoMoreThanLinearTime() throws Exception {
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    in.writeBytes(frame(0x02, new byte[1]));
    for (int i = 0; i < LIMIT - 2; i++) {
      in.writeBytes(frame(0x00, new byte[1]));
    }
    in.writeBytes(frame(0x80, new byte[1]));
    List<FrameReader.Event> events = read(new FrameReader(true, LIMIT), in.toByteArray(), 10_000);
    assertThat(((FrameReader.Event.Message) events.getFirst()).bytes()).hasSize(LIMIT);
  }

  @Test
  void brokenFramesAreNamedWithTheCloseCodeOfTheStandard() {
    assertViolates(1002, frame(0xC2, new byte[1])); // a reserved bit
    assertViolates(1002, frame(0x83, new byte[1])); // an unknown kind
    assertViolates(1002, frame(0x80, new byte[1])); // a continuation of nothing
    assertViolates(1002, frame(0x09, new byte[0])); // a ping in fragments
    assertViolates(1002, frame(0x89, new byte[126])); // a ping that is too long
    assertViolates(1002, new byte[] {(byte) 0x82, 0x01, 0x00}); // not masked
    assertViolates(1002, frame(0x88, new byte[1])); // half a close code
    assertViolates(1002, frame(0x88, new byte[] {0x03, (byte) 0xED})); // 1005 may not be sent
    assertViolates(1007, frame(0x88, new byte[] {0x03, (byte) 0xE8, (byte) 0xFF}));
    assertViolates(1003, frame(0x81, "text".getBytes(UTF_8)));
    assertViolates(1002, concat(frame(0x02, new byte[1]), frame(0x82, new byte[1]))); // a message within another
  }

  @Test
  void aMessageAboveTheLimitIsRefusedBeforeItsBytesCome() {
    assertViolates(1009, Arrays.copyOf(frame(0x82, new byte[LIMIT + 1]), 14));
    assertViolates(1009, concat(frame(0x02, new byte[LIMIT]), frame(0x80, new byte[1])));
    byte[] huge = ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xFF).putLong(Long.MAX_VALUE).array();
    assertViolates(1009, huge);
    byte[] negative = ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xFF).putLong(-1).array();
    assertViolates(1009, negative);
  }

  @Test
  void anAnnouncedLengthTakesNoMemoryBeforeItsBytesCome() throws Exception {
    FrameReader reader = new FrameReader(true, 1 << 30);
    byte[] head = ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xFF).putLong(1 << 30).putInt(7).array();
    assertThat(read(reader, concat(head, new byte[100]), 1000)).isEmpty();
    assertThat(reader.held()).isEqualTo(100);
    assertThat(reader.midMessage()).isTrue();
  }

  @Test
  void garbageEndsInEventsOrAViolationAndNothingElse() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = bytes(random, 1 + random.nextInt(60));
      if (random.nextBoolean()) {
        garbage[0] = (byte) (0x80 | (new int[] {0, 2, 8, 9, 10})[random.nextInt(5)]);
      }
      try {
        read(new FrameReader(random.nextBoolean(), 50), garbage, 1 + random.nextInt(20));
      } catch (Violation violation) {
        assertThat(CloseCodes.valid(violation.closeCode())).isTrue();
        assertThat(violation.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void aCloseReasonThatIsTooLongIsCutBetweenCharacters() throws Exception {
    byte[] frame = new Frames(true).close(1008, "ä".repeat(100)).toArray();
    FrameReader.Event event = read(new FrameReader(true, LIMIT), frame, 1000).getFirst();
    assertThat(((FrameReader.Event.Close) event).reason()).isEqualTo("ä".repeat(61));
  }

  private static void assertViolates(int code, byte[] bytes) {
    assertThatThrownBy(() -> read(new FrameReader(true, LIMIT), bytes, 100_000))
        .isInstanceOfSatisfying(Violation.class, v -> assertThat(v.closeCode()).isEqualTo(code));
  }

  private static List<FrameReader.Event> read(FrameReader reader, byte[] bytes, int piece) throws Violation {
    List<FrameReader.Event> events = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += piece) {
      reader.feed(ByteString.fromArray(bytes, from, Math.min(piece, bytes.length - from)));
      for (FrameReader.Event event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
    }
    return events;
  }

  /** One masked frame. */
  static byte[] frame(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
    frame.put((byte) first);
    if (payload.length <= 125) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length <= 65_535) {
      frame.put((byte) 0xFE).putShort((short) payload.length);
    } else {
      frame.put((byte) 0xFF).putLong(payload.length);
    }
    byte[] key = {1, 2, 3, 4};
    frame.put(key);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ key[i & 3]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
