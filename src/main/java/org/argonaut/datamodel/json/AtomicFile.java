package org.argonaut.datamodel.json;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file as a whole or not at all: beside it first, then in its place. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What writes the content. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  /**
   * Replaces the file, or makes it.
   *
   * @throws IOException it could not be written; the old file is as it was
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    Path beside = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
    try {
      try (Writer writer = Files.newBufferedWriter(beside)) {
        content.writeTo(writer);
      }
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      keepPermissions(target, beside);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Files made beside others are private at first; the new one is to be read by whom the old one was. */
  private static void keepPermissions(Path target, Path beside) throws IOException {
    if (!Files.getFileStore(beside).supportsFileAttributeView("posix")) {
      return;
    }
    var usual = java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--");
    Files.setPosixFilePermissions(beside, Files.exists(target) ? Files.getPosixFilePermissions(target) : usual);
  }
}
