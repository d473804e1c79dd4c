package org.argonaut.datamodel.mapping.uci;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.argonaut.datamodel.AtomicFile;
import org.argonaut.datamodel.Findings;

/**
 * A folder of UCI files, such as {@code /etc/config}. Files are written as a whole or not at all, and not over changes
 * somebody else made meanwhile.
 */
public final class UciFolder {
  private static final long MAX_BYTES = 64L << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

  private final Path folder;

  public UciFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A file as it was when it was read.
   *
   * @param content changed as one likes, then saved
   * @param bytes what was read; null: there was no file
   */
  public record Opened(String name, UciFile content, byte[] bytes, Charset charset) {}

  /** The file on disk is not what was read any more: nothing was written, read it again. */
  public static final class ChangedOnDisk extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedOnDisk(Path file) {
      super(file + " was changed by somebody else since it was read");
    }
  }

  /**
   * Reads a file; one that does not exist is empty.
   *
   * @throws IOException the name is no name of a file in the folder, or it cannot be read
   */
  public Opened open(String name, Findings findings) throws IOException {
    Path file = place(name);
    byte[] bytes = bytes(file);
    byte[] read = bytes == null ? new byte[0] : bytes;
    Charset charset = charsetOf(read);
    return new Opened(name, UciFile.parse(new String(read, charset), file.toString(), findings), bytes, charset);
  }

  /**
   * Writes a file if it is still as it was read, and only if something changed.
   *
   * @return as it is now
   * @throws ChangedOnDisk it is not
   * @throws IOException it cannot be written; it is as it was
   */
  public Opened save(Opened opened) throws IOException {
    Path file = place(opened.name());
    byte[] written = opened.content().text().getBytes(opened.charset());
    if (Arrays.equals(written, opened.bytes())) {
      return opened;
    }
    if (!Arrays.equals(bytes(file), opened.bytes())) {
      throw new ChangedOnDisk(file);
    }
    Files.createDirectories(folder);
    AtomicFile.write(file, written);
    return new Opened(opened.name(), opened.content(), written, opened.charset());
  }

  /**
   * Makes a file what it was when it was read.
   *
   * @throws IOException it cannot be written
   */
  void restore(Opened opened) throws IOException {
    if (opened.bytes() == null) {
      Files.deleteIfExists(place(opened.name()));
    } else {
      AtomicFile.write(place(opened.name()), opened.bytes());
    }
  }

  /** Whether the file is not as it was read any more. */
  public boolean isChanged(Opened opened) throws IOException {
    return !Arrays.equals(bytes(place(opened.name())), opened.bytes());
  }

  /**
   * What tells cheaply that a file was changed. A change within the clock's grain that keeps the size is not told.
   *
   * @param modified nanoseconds since 1970; -1: there is no file
   * @param key of the file in its file system; null: not known
   */
  public record Stamp(long modified, long size, Object key) {
    static final Stamp NO_FILE = new Stamp(-1, 0, null);
  }

  /** The stamp of a file as it is now. */
  public Stamp stamp(String name) throws IOException {
    try {
      BasicFileAttributes facts = Files.readAttributes(place(name), BasicFileAttributes.class);
      return new Stamp(facts.lastModifiedTime().to(TimeUnit.NANOSECONDS), facts.size(), facts.fileKey());
    } catch (NoSuchFileException e) {
      return Stamp.NO_FILE;
    }
  }

  private Path place(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("\"" + name + "\" is no name of a UCI file: letters, digits, _ - . and no folders");
    }
    return folder.resolve(name);
  }

  /** Null: there is no such file. */
  private static byte[] bytes(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + " is larger than " + (MAX_BYTES >> 20) + " MB");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** What is no UTF-8 is taken byte by byte, so that it can be written back as it was. */
  private static Charset charsetOf(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }
}
