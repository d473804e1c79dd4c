package org.argonaut.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.catalog.RpcGuard;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.Devices;
import org.argonaut.usp.proto.UspMsg;

/** What requests that send a device a command say of its delivery: {@code when, timeout, priority, wake, block_queue}. */
final class CommandRequests {
  static final Parameter PRIORITY =
      Parameter.oneOf("priority", "Order of delivery", "interactive", "script", "service", "bulk").initially("interactive");
  static final Parameter BLOCK_QUEUE =
      Parameter.flag("block_queue", false, "While it is outstanding nothing else of the queue is delivered");
  static final String ORIGIN = "api";
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final ApiSettings settings;

  CommandRequests(ApiSettings settings) {
    this.settings = settings;
  }

  /**
   * The parameter {@code when}.
   *
   * @param text what its two values mean
   */
  static Parameter when(String text) {
    return Parameter.oneOf("when", text, "now", "next").initially("now");
  }

  Parameter timeout() {
    return Parameter.whole(
        "timeout",
        1,
        settings.maxQueuedLifetime().toSeconds(),
        "Seconds until it expires; with when=now at most " + settings.maxCommandTimeout().toSeconds());
  }

  /** Whether it is to be kept for later. */
  static boolean isNext(Request request) {
    return "next".equals(request.text("when"));
  }

  /** How long the route may take. */
  Duration deadline(Request request) {
    return isNext(request) ? settings.requestTimeout() : timeout(request).plus(MARGIN);
  }

  /** Until the command expires. */
  Duration timeout(Request request) {
    Long seconds = request.whole("timeout");
    if (seconds != null) {
      return Duration.ofSeconds(seconds);
    }
    return isNext(request) ? settings.queuedLifetime() : settings.commandTimeout();
  }

  /** Refuses what nobody may wait for. */
  void check(Request request) throws Problem {
    if (!isNext(request) && timeout(request).compareTo(settings.maxCommandTimeout()) > 0) {
      throw Problem.badField(
          "timeout",
          "timeout is at most " + settings.maxCommandTimeout().toSeconds() + " seconds while waiting; ?when=next takes more");
    }
  }

  static Command.Priority priority(Request request) {
    return Command.Priority.valueOf(request.text("priority").toUpperCase(Locale.ROOT));
  }

  /** An RPC of TR-069. */
  Command command(Request request, CpeMethod rpc) {
    return command(request, new org.argonaut.device.Request.Rpc(rpc));
  }

  /**
   * A message of TR-369.
   *
   * @param complete whether an Operate that runs on is waited for to its end
   */
  Command command(Request request, UspMsg.Request message, boolean complete) {
    return command(request, new org.argonaut.device.Request.Message(message, complete));
  }

  /** Keeps a command for later, durably; the answer says under which id. */
  static Response enqueue(Request request, Devices devices, String sn, Command command, RpcGuard.Verdict verdict)
      throws Problem, InterruptedException {
    Devices.Accepted accepted = request.await(devices.enqueue(sn, command));
    if (accepted.refused() != null) {
      throw Outcomes.refused(sn, accepted.refused().reason(), accepted.refused().detail());
    }
    return Response.json(202, Objections.into(Json.object().put("id", accepted.id()), verdict))
        .withHeader("Location", Links.command(sn, accepted.id()));
  }

  private Command command(Request request, org.argonaut.device.Request body) {
    Instant now = Instant.now();
    boolean next = isNext(request);
    return new Command(
        CommandId.next(),
        body,
        priority(request),
        now,
        now.plus(timeout(request)),
        next,
        request.flag("block_queue"),
        !next && request.flag("wake"),
        ORIGIN);
  }
}
