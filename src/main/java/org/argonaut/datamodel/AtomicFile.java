package org.argonaut.datamodel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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

  private interface Bytes {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces the file, or makes it, in UTF-8.
   *
   * @throws IOException it could not be written; the old file is as it was
   */
  public static void write(Path file, Content content) throws IOException {
    replace(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          content.writeTo(writer);
          writer.flush();
        });
  }

  /**
   * Replaces the file, or makes it.
   *
   * @throws IOException it could not be written; the old file is as it was
   */
  public static void write(Path file, byte[] content) throws IOException {
    replace(file, out -> out.write(content));
  }

  private static void replace(Path file, Bytes content) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    Path beside = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
        content.writeTo(out);
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
