package org.argonaut.store.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The server's programs, unpacked once per version from the archive on the class path. */
final class ServerBinaries {
  private static final Pattern VERSION_IN_JAR = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar!");

  private ServerBinaries() {}

  /** Unpacks under {@code root} unless done before; returns the directory with {@code bin}, {@code lib}, {@code share}. */
  static Path unpack(Path root) throws IOException {
    URL archive = archive();
    Matcher version = VERSION_IN_JAR.matcher(archive.toString());
    Path home = root.resolve(version.find() ? version.group(1) : "unknown");
    if (Files.isExecutable(home.resolve("bin/postgres"))) {
      return home;
    }
    Files.createDirectories(root);
    Directories.deleteChildren(root, "unpacking-"); // what a crash left
    Path fresh = Files.createDirectory(root.resolve("unpacking-" + ProcessHandle.current().pid()));
    try (InputStream in = archive.openStream();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, fresh);
      }
    }
    // Whole or not at all: a crash half-way leaves no directory that looks complete.
    Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    return home;
  }

  private static URL archive() throws IOException {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        switch (arch) {
          case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
          case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
          default -> null;
        };
    URL url = name == null ? null : ServerBinaries.class.getResource("/" + name);
    if (url == null) {
      throw new IOException(
          "no embedded PostgreSQL for "
              + System.getProperty("os.name")
              + " "
              + arch
              + ": name a server with ARGONAUT_DB_URL");
    }
    return url;
  }

  private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path root) throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("the server archive names a file outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    boolean executable = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
