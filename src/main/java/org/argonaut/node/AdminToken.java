package org.argonaut.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;

/**
 * The bearer token of the HTTP API: from the settings; else from the file {@code admin-token} of the data directory;
 * else made from the cluster's secret, so that every node of a cluster comes to the same one, and kept in that file.
 *
 * @param file where it is kept; null when the settings gave it
 * @param fresh made by this start: to be shown once
 */
record AdminToken(String value, Path file, boolean fresh) {
  static final String FILE_NAME = "admin-token";

  /** The token that is known without the cluster's secret, if one is. */
  static Optional<AdminToken> known(NodeSettings settings) {
    if (!settings.adminToken().isEmpty()) {
      return Optional.of(new AdminToken(settings.adminToken(), null, false));
    }
    var file = settings.dataDir().resolve(FILE_NAME);
    return Files.exists(file) ? Optional.of(new AdminToken(read(file), file, false)) : Optional.empty();
  }

  /** Makes the token of this cluster from a key that all its nodes share, and keeps it for its owner's eyes only. */
  static AdminToken create(NodeSettings settings, byte[] clusterKey) {
    var file = settings.dataDir().resolve(FILE_NAME);
    var value = Base64.getUrlEncoder().withoutPadding().encodeToString(clusterKey);
    try {
      Files.createDirectories(settings.dataDir());
      var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(file, ownerOnly);
      Files.writeString(file, value + "\n", StandardCharsets.US_ASCII, StandardOpenOption.TRUNCATE_EXISTING);
      return new AdminToken(value, file, true);
    } catch (FileAlreadyExistsException e) {
      return new AdminToken(read(file), file, false);
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + " (argonaut.node.data-dir): " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      var token = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (token.isEmpty()) {
        throw new CommandFailed(file + " is empty: write the API's token into it, or remove it to get a new one");
      }
      return token;
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() { // never a token in a log
    return "AdminToken[" + (file == null ? "from the settings" : file) + "]";
  }
}
