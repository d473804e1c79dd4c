package org.argonaut.device;

import org.argonaut.cwmp.CpeMethod;

/** CommandKeys tie the end of a transfer, told in a later session, to the command that started it (TR-069 A.3.3.2). */
public final class CommandKeys {
  private CommandKeys() {}

  /** The key of a method whose end comes later; null for all others. */
  public static String of(CpeMethod rpc) {
    return switch (rpc) {
      case CpeMethod.Download download -> download.commandKey();
      case CpeMethod.Upload upload -> upload.commandKey();
      case CpeMethod.ScheduleDownload download -> download.commandKey();
      case CpeMethod.ChangeDUState change -> change.commandKey();
      default -> null;
    };
  }

  /** Whether the request's end comes after its answer. */
  static boolean endsLater(Request request) {
    return switch (request) {
      case Request.Rpc(CpeMethod method) -> endsLater(method);
      case Request.Message message -> message.endsLater();
    };
  }

  private static boolean endsLater(CpeMethod rpc) {
    return rpc instanceof CpeMethod.Download
        || rpc instanceof CpeMethod.Upload
        || rpc instanceof CpeMethod.ScheduleDownload
        || rpc instanceof CpeMethod.ChangeDUState;
  }

  /** The method with {@code id} as its CommandKey where the caller gave none. */
  public static CpeMethod fill(CpeMethod rpc, String id) {
    String key = of(rpc);
    if (!endsLater(rpc) || (key != null && !key.isEmpty())) {
      return rpc;
    }
    return switch (rpc) {
      case CpeMethod.Download d ->
          new CpeMethod.Download(
              id, d.fileType(), d.url(), d.username(), d.password(), d.fileSize(), d.targetFileName(),
              d.delaySeconds(), d.successUrl(), d.failureUrl());
      case CpeMethod.Upload u ->
          new CpeMethod.Upload(id, u.fileType(), u.url(), u.username(), u.password(), u.delaySeconds());
      case CpeMethod.ScheduleDownload d ->
          new CpeMethod.ScheduleDownload(
              id, d.fileType(), d.url(), d.username(), d.password(), d.fileSize(), d.targetFileName(),
              d.timeWindowList());
      case CpeMethod.ChangeDUState c -> new CpeMethod.ChangeDUState(c.operations(), id);
      default -> rpc;
    };
  }
}
