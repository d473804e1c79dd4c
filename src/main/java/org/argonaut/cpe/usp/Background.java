package org.argonaut.cpe.usp;

import java.time.Duration;
import java.util.Map;
import org.argonaut.usp.UspErrors;

/** Carries out one command that takes its time, on a virtual thread of its own. */
final class Background {
  private final UspAgent agent;
  private final Shared shared;
  private final Commands.Call call;

  /**
   * How a command ended.
   *
   * @param output its output arguments
   * @param then what follows once the controller was told
   */
  record Outcome(Map<String, String> output, Runnable then) {
    static final Outcome NOTHING = new Outcome(Map.of(), () -> {});

    static Outcome of(Map<String, String> output) {
      return new Outcome(output, () -> {});
    }
  }

  Background(UspAgent agent, Shared shared, Commands.Call call) {
    this.agent = agent;
    this.shared = shared;
    this.call = call;
  }

  Outcome run() throws UspFault, InterruptedException {
    FileCommands files = new FileCommands(agent, shared, call);
    TestCommands tests = new TestCommands(agent, shared, call);
    return switch (call.name()) {
      case "ScheduleTimer()" -> {
        Thread.sleep(Duration.ofSeconds(call.number("DelaySeconds", 0)));
        yield Outcome.NOTHING;
      }
      case "Download()" -> files.downloadFirmware();
      case "Activate()" -> files.activate();
      case "Backup()" -> files.backup();
      case "Restore()" -> files.restore();
      case "Upload()" -> files.uploadLog();
      case "IPPing()" -> tests.ping();
      case "TraceRoute()" -> tests.trace();
      case "NSLookupDiagnostics()" -> tests.lookup();
      case "DownloadDiagnostics()" -> tests.transfer(true);
      case "UploadDiagnostics()" -> tests.transfer(false);
      case "NeighboringWiFiDiagnostic()" -> tests.neighbours();
      default -> throw new UspFault(UspErrors.COMMAND_FAILURE, call.path() + " cannot be done");
    };
  }
}
