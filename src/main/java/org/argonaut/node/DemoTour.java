package org.argonaut.node;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.argonaut.store.DeviceFilter;
import org.argonaut.store.DeviceRow;

/** Shows what the demo started: a table of its devices, and commands to try. */
final class DemoTour {
  private static final int ROWS = 30;
  private static final int ONLINE = 2;
  private static final Duration TO_SHOW_UP = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String ROW = "  %-18s %-10s %-16s %-9s %-7s %s%n";

  private final Node node;
  private final int expected;

  DemoTour(Node node, int expected) {
    this.node = node;
    this.expected = expected;
  }

  void print(PrintStream out) throws InterruptedException {
    long online = awaitOnline();
    out.printf("%d of %d virtual CPEs are online:%n", online, expected);
    table(out, devices());
    var api = node.apiUrl().resolve("/api/v1");
    var sn = DemoCommand.SERIAL_PREFIX + "000001";
    out.println("Try in another terminal:");
    out.println("  A=" + api + "; H=\"Authorization: Bearer " + tokenWord() + "\"");
    out.println("  curl -H \"$H\" \"$A/devices?status=2&limit=3\"");
    out.println("  curl -H \"$H\" $A/devices/" + sn);
    out.println(
        "  curl -H \"$H\" -X POST $A/devices/" + sn
            + "/cwmp -d '{\"rpc\":\"GetParameterValues\",\"names\":[\"Device.DeviceInfo.\"]}'");
    if (expected > 1) {
      var agent = "proto::" + DemoCommand.SERIAL_PREFIX + String.format(Locale.ROOT, "%06d", expected);
      out.println(
          "  curl -H \"$H\" -X POST $A/devices/" + agent
              + "/usp -d '{\"get\":{\"paramPaths\":[\"Device.DeviceInfo.\"],\"maxDepth\":1}}'");
    }
    out.println("  curl -H \"$H\" -N -H 'Accept: text/event-stream' $A/events");
    for (var name : DemoScripts.NAMES) {
      out.println("  curl -H \"$H\" -N \"$A/scripts/" + name + "/log?follow=true\"");
    }
    out.println("  ./argonaut cpe --acs " + node.deviceUrl() + " --count 1000");
    out.println("Ctrl-C stops.");
    out.flush();
  }

  /** Contacts are written in batches, so the last ones show up a moment after their sessions. */
  private long awaitOnline() throws InterruptedException {
    var until = Instant.now().plus(TO_SHOW_UP);
    long online = count();
    while (online < expected && Instant.now().isBefore(until)) {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      online = count();
    }
    return online;
  }

  private long count() {
    var filter = new DeviceFilter(DemoCommand.SERIAL_PREFIX, ONLINE, null, null, null);
    return await(node.store().devices().count(filter).toCompletableFuture());
  }

  private List<DeviceRow> devices() {
    var filter = new DeviceFilter(DemoCommand.SERIAL_PREFIX, null, null, null, null);
    return await(node.store().devices().list(filter, ROWS, null).toCompletableFuture()).items();
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw new CommandFailed("the demo cannot read its devices: " + Configuration.oneLine(e.getCause()), e);
    }
  }

  private void table(PrintStream out, List<DeviceRow> rows) {
    out.printf(Locale.ROOT, ROW, "SN", "VENDOR", "MODEL", "SOFTWARE", "SPEAKS", "STATUS");
    var now = Instant.now();
    for (var row : rows) {
      var index = row.index();
      out.printf(
          Locale.ROOT,
          ROW,
          row.sn(),
          index.vendor(),
          index.model().isEmpty() ? index.productClass() : index.model(),
          index.version(),
          index.usp() ? "USP" : index.dataModel(),
          status(row, now));
    }
    if (expected > rows.size()) {
      out.println("  ... and " + (expected - rows.size()) + " more");
    }
    out.println();
  }

  private static String status(DeviceRow row, Instant now) {
    return switch (row.status(now)) {
      case 0 -> "offline";
      case 1 -> "associating";
      default -> "online";
    };
  }

  /** How a shell gets the token, without showing it. */
  private String tokenWord() {
    var file = node.adminToken().file();
    return file == null ? "$ARGONAUT_ADMIN_TOKEN" : "$(cat " + file + ")";
  }
}
