package org.argonaut.store;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Firmware, configuration and uploaded files, streamed in and out in pieces. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class FileRows {
  FileRows() {}

  /** One file without its content; null when unknown. */
  public CompletionStage<FileRow> stat(String name) {
    throw new UnsupportedOperationException();
  }

  /** Files by name. */
  public CompletionStage<Page<FileRow>> list(int limit, String cursor) {
    throw new UnsupportedOperationException();
  }

  /** False when it was unknown. Readers that have begun may finish. */
  public CompletionStage<Boolean> delete(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stores a file; replaces one of the same name at once when the last byte is in. Readers of the old content may finish.
   *
   * @return fails with {@link FileTooLarge} above {@code argonaut.store.max-file-size}
   */
  public CompletionStage<FileRow> put(
      String name, String type, String version, String model, Source<ByteString, ?> content) {
    throw new UnsupportedOperationException();
  }

  /**
   * The content from {@code offset} on, at most {@code length} bytes, read as the taker asks for it.
   *
   * @return fails with {@link java.nio.file.NoSuchFileException} when there is no such file
   */
  public Source<ByteString, NotUsed> read(String name, long offset, long length) {
    throw new UnsupportedOperationException();
  }

  /** More bytes came than a file may have. */
  public static final class FileTooLarge extends RuntimeException {
    public FileTooLarge(String message) {
      super(message);
    }
  }
}
