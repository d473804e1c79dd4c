package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FileRowsTest {
  private static final TestStore TEST = TestStore.fresh("argonaut.store { max-file-size = 4 MiB, file-grace = 0s }");
  private static final FileRows FILES = TEST.store().files();

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void aFileComesBackAsItWasStored() throws Exception {
    byte[] content = random(3 * FileRows.CHUNK + 12345);
    FileRow row = put("fw.bin", content);

    assertThat(row.size()).isEqualTo(content.length);
    assertThat(row.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    FileRow stat = get(FILES.stat("fw.bin"));
    assertThat(stat.sha256()).isEqualTo(row.sha256());
    assertThat(stat.type()).isEqualTo("1 Firmware Upgrade Image");
    assertThat(read("fw.bin", 0, Long.MAX_VALUE)).isEqualTo(content);
  }

  @Test
  void rangesAreExactAcrossPieces() {
    byte[] content = random(2 * FileRows.CHUNK + 100);
    put("range.bin", content);
    for (long[] range : new long[][] {
        {0, 1}, {FileRows.CHUNK - 1, 2}, {FileRows.CHUNK, 1}, {5, FileRows.CHUNK}, {2L * FileRows.CHUNK + 99, 1},
        {2L * FileRows.CHUNK + 99, 500}, {0, 0}, {3L * FileRows.CHUNK, 10}}) {
      int from = (int) Math.min(range[0], content.length);
      int to = (int) Math.min(range[0] + range[1], content.length);
      assertThat(read("range.bin", range[0], range[1])).isEqualTo(java.util.Arrays.copyOfRange(content, from, to));
    }
  }

  @Test
  void anEmptyFileIsAFile() {
    assertThat(put("empty", new byte[0]).size()).isZero();
    assertThat(read("empty", 0, 100)).isEmpty();
  }

  @Test
  void aReaderThatHasBegunFinishesTheOldContentAfterReplacement() {
    byte[] old = random(3 * FileRows.CHUNK);
    put("live.bin", old);
    var queue =
        FILES
            .read("live.bin", 0, Long.MAX_VALUE)
            .runWith(Sink.<ByteString>queue().withAttributes(Attributes.inputBuffer(1, 1)), TEST.system());
    ByteString got = get(queue.pull()).orElseThrow();
    put("live.bin", random(500));

    for (var piece = get(queue.pull()); piece.isPresent(); piece = get(queue.pull())) {
      got = got.concat(piece.get());
    }
    assertThat(got.toArray()).isEqualTo(old);
    assertThat(get(FILES.stat("live.bin")).size()).isEqualTo(500);
  }

  @Test
  void aBrokenUploadLeavesTheOldFile() {
    byte[] content = random(1000);
    put("keep.bin", content);
    Source<ByteString, ?> broken =
        Source.single(ByteString.fromArray(random(2 * FileRows.CHUNK)))
            .concat(Source.failed(new IllegalStateException("connection lost")));
    assertThatThrownBy(() -> get(FILES.put("keep.bin", null, null, null, broken))).hasMessageContaining("connection lost");
    assertThat(read("keep.bin", 0, 5000)).isEqualTo(content);
  }

  @Test
  void aFileAboveTheLimitIsRefused() {
    assertThatThrownBy(() -> put("huge.bin", new byte[4 * FileRows.CHUNK + 1]))
        .isInstanceOf(FileRows.FileTooLarge.class)
        .hasMessageContaining("huge.bin");
    assertThat(get(FILES.stat("huge.bin"))).isNull();
  }

  @Test
  void aMissingFileSaysSo() {
    assertThat(get(FILES.stat("none"))).isNull();
    assertThat(get(FILES.delete("none"))).isFalse();
    assertThatThrownBy(() -> read("none", 0, 1)).hasRootCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void filesAreListedByNameAndDeleted() {
    for (int i = 0; i < 5; i++) {
      put("list-" + i, new byte[] {1});
    }
    List<String> names = new ArrayList<>();
    String cursor = "list-";
    do {
      Page<FileRow> page = get(FILES.list(2, cursor));
      page.items().forEach(row -> names.add(row.name()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(names).startsWith("list-0", "list-1", "list-2", "list-3", "list-4");
    assertThat(get(FILES.delete("list-0"))).isTrue();
    assertThat(get(FILES.stat("list-0"))).isNull();
  }

  private static FileRow put(String name, byte[] content) {
    List<ByteString> parts = new ArrayList<>();
    for (int at = 0; at < content.length; at += 70_001) { // not a divisor of a piece
      parts.add(ByteString.fromArray(content, at, Math.min(70_001, content.length - at)));
    }
    return get(FILES.put(name, "1 Firmware Upgrade Image", "1.0", "HG8245", Source.from(parts)));
  }

  private static byte[] read(String name, long offset, long length) {
    return get(FILES.read(name, offset, length).runWith(Sink.fold(ByteString.emptyByteString(), ByteString::concat), TEST.system()))
        .toArray();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
