package org.argonaut.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.pekko.util.ByteString;

/** Cuts an upload into pieces of equal size, counts and digests it. Used by one stream, one element at a time. */
final class FileIntake {
  private final String name;
  private final long maxSize;
  private final MessageDigest digest = sha256Digest();
  private byte[] buffer = new byte[64 * 1024];
  private int filled;
  private int parts;
  private long size;

  /** What goes into one row. */
  record Piece(int part, byte[] bytes) {}

  FileIntake(String name, long maxSize) {
    this.name = name;
    this.maxSize = maxSize;
  }

  /** The pieces that are complete with these bytes. */
  List<Piece> pieces(ByteString bytes) {
    size += bytes.size();
    if (size > maxSize) {
      throw new FileRows.FileTooLarge("file " + name + " has more than " + maxSize + " bytes");
    }
    List<Piece> complete = new ArrayList<>();
    byte[] input = bytes.toArrayUnsafe();
    for (int at = 0; at < input.length; ) {
      int n = Math.min(input.length - at, FileRows.CHUNK - filled);
      ensureRoom(filled + n);
      System.arraycopy(input, at, buffer, filled, n);
      filled += n;
      at += n;
      if (filled == FileRows.CHUNK) {
        complete.add(cut());
      }
    }
    return complete;
  }

  /** The last piece, when all bytes are in; none if nothing is left. */
  List<Piece> rest() {
    return filled == 0 ? List.of() : List.of(cut());
  }

  long size() {
    return size;
  }

  /** In hex; once, after the last piece. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void ensureRoom(int needed) {
    if (needed > buffer.length) { // small files stay small
      buffer = Arrays.copyOf(buffer, Math.min(FileRows.CHUNK, Math.max(needed, buffer.length * 2)));
    }
  }

  private Piece cut() {
    byte[] bytes = Arrays.copyOf(buffer, filled);
    digest.update(bytes);
    filled = 0;
    return new Piece(parts++, bytes);
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
