package org.argonaut.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How the server's programs are started: they refuse to run as root, so root needs a disguise (a user namespace in which
 * it is nobody) or, where that is forbidden, an unprivileged user.
 *
 * @param prefix put before each command
 * @param uid who owns the server's files
 */
record RunAs(List<String> prefix, int uid, int gid) {
  private static final List<String> USERS = List.of("postgres", "nobody");

  /** Finds the way for this process. */
  static RunAs find() throws IOException, InterruptedException {
    int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    int gid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
    if (uid != 0) {
      return new RunAs(List.of(), uid, gid);
    }
    if (succeeds("unshare", "-U", "true")) {
      return new RunAs(List.of("unshare", "-U"), uid, gid);
    }
    for (String user : USERS) {
      RunAs candidate = asUser(user);
      if (candidate != null) {
        return candidate;
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' as one of "
            + USERS
            + " works here: run Argonaut as another user, or name a server with ARGONAUT_DB_URL");
  }

  /** As another user by {@code setpriv}; null where that does not work. */
  static RunAs asUser(String user) throws IOException, InterruptedException {
    Integer uid = number("id", "-u", user);
    Integer gid = number("id", "-g", user);
    if (uid == null || gid == null) {
      return null;
    }
    List<String> prefix = List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--");
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    return succeeds(probe.toArray(String[]::new)) ? new RunAs(prefix, uid, gid) : null;
  }

  /** Gives the server its files, when they belong to somebody else (started another way before). */
  void own(Path root) throws IOException {
    if (owner(root) == uid) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            return chown(file);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException failure) throws IOException {
            if (failure != null) {
              throw failure;
            }
            return chown(dir); // the root last: a crash before it repeats all
          }
        });
  }

  private FileVisitResult chown(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    return FileVisitResult.CONTINUE;
  }

  private static int owner(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process = quiet(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  private static Integer number(String... command) throws InterruptedException {
    try {
      Process process = quiet(command).start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? Integer.valueOf(out) : null;
    } catch (IOException e) {
      return null; // no such program
    }
  }

  private static ProcessBuilder quiet(String... command) {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}
