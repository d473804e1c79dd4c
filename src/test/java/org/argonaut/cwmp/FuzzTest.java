package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is done to an envelope, reading it gives an envelope or the one exception, and soon. */
class FuzzTest {
  private static final int ROUNDS = 10_000;
  private static final long SLOWEST_NANOS = 2_000_000_000L;
  private static final List<String> SPICES = List.of(
      "&", "<", ">", "\"", "'", "&#0;", "&lt", "]]>", "<![CDATA[", "<!--", "-->", "<?", "?>", "<!DOCTYPE a>", "xmlns=",
      "\u0000", "\uFFFE", "</", "/>", "<a:b>", "<Value>", "<Fault>", "</Fault>", "FaultCode>9005<", "&amp;", "99999999999",
      "-1", "\uD83D\uDE00", "SOAP-ENV:", "cwmp:", "encoding=\"UTF-16\"");

  @Test
  @Timeout(120)
  void mutatedEnvelopesNeverDoMoreHarmThanToBeRefused() {
    List<byte[]> corpus = Stream.concat(Corpus.FROM_CPE.stream(), Corpus.TO_CPE.stream()).map(Corpus::bytes).toList();
    int read = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round); // a failure names the round, which is all it takes to see it again
      byte[] body = corpus.get(random.nextInt(corpus.size()));
      for (int times = random.nextInt(1, 5); times > 0; times--) {
        body = mutate(body, corpus, random);
      }
      if (isRead(body, random.nextBoolean() ? Direction.FROM_CPE : Direction.TO_CPE, round)) {
        read++;
      } else {
        refused++;
      }
    }
    assertThat(read).as("still read").isGreaterThan(ROUNDS / 20);
    assertThat(refused).as("refused").isGreaterThan(ROUNDS / 20);
  }

  private static boolean isRead(byte[] body, Direction direction, int round) {
    long started = System.nanoTime();
    try {
      Envelope envelope = SoapReader.read(body, null, Limits.STANDARD, direction);
      Envelope again = SoapReader.read(SoapWriter.write(envelope, Dialect.STANDARD), null, Limits.STANDARD, direction);
      assertThat(again.message().rpcName()).as("round " + round).isEqualTo(envelope.message().rpcName());
      return true;
    } catch (SoapException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("round " + round + ": " + e + " for " + HexFormat.of().formatHex(body), e);
    } finally {
      assertThat(System.nanoTime() - started).as("nanoseconds of round " + round).isLessThan(SLOWEST_NANOS);
    }
  }

  private static byte[] mutate(byte[] body, List<byte[]> corpus, Random random) {
    if (body.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(body.length);
    int end = Math.min(body.length, at + random.nextInt(200));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(body, at, random);
      case 1 -> Arrays.copyOf(body, at);
      case 2 -> joined(body, at, Arrays.copyOfRange(body, at, end), at); // duplicated
      case 3 -> joined(body, at, new byte[0], end); // cut out
      case 4 -> joined(body, at, SPICES.get(random.nextInt(SPICES.size())).getBytes(StandardCharsets.UTF_8), at);
      case 5 -> joined(body, at, SPICES.get(random.nextInt(SPICES.size())).getBytes(StandardCharsets.UTF_8), end);
      default -> {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int from = random.nextInt(other.length);
        yield joined(body, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + 300)), end);
      }
    };
  }

  private static byte[] flipped(byte[] body, int at, Random random) {
    byte[] flipped = body.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private static byte[] joined(byte[] body, int headEnd, byte[] middle, int tailStart) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + middle.length);
    out.write(body, 0, headEnd);
    out.writeBytes(middle);
    out.write(body, tailStart, body.length - tailStart);
    return out.toByteArray();
  }
}
