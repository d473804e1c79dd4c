package org.argonaut.cpe.usp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.argonaut.cpe.FileTransfer;
import org.argonaut.cpe.Firmware;
import org.argonaut.cpe.TransferFault;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.usp.Background.Outcome;
import org.argonaut.usp.UspErrors;

/** Commands that move files: firmware, configurations, logs. Each ends with a TransferComplete! event, too. */
final class FileCommands {
  private static final String ACTIVE_IMAGE = "Device.DeviceInfo.ActiveFirmwareImage";

  private final UspAgent agent;
  private final Shared shared;
  private final Commands.Call call;

  FileCommands(UspAgent agent, Shared shared, Commands.Call call) {
    this.agent = agent;
    this.shared = shared;
    this.call = call;
  }

  /** The movement of one file. */
  @FunctionalInterface
  private interface Movement {
    void run() throws TransferFault, InterruptedException;
  }

  private FileTransfer transfer() throws TransferFault {
    HttpConnection.Terms terms =
        new HttpConnection.Terms(shared.times().connectTimeout(), shared.times().readTimeout(), shared.fileTls());
    return new FileTransfer(terms, shared.times(), call.text("URL"), call.text("Username"), call.text("Password"));
  }

  private void move(boolean download, Movement movement) throws UspFault, InterruptedException {
    Instant began = agent.instant();
    try {
      movement.run();
      shared.stats().transfers.increment();
      complete(download, began, 0, "");
    } catch (TransferFault e) {
      shared.stats().failedTransfers.increment();
      complete(download, began, UspErrors.COMMAND_FAILURE, e.getMessage());
      throw new UspFault(UspErrors.COMMAND_FAILURE, e.getMessage());
    }
  }

  private void complete(boolean download, Instant began, int code, String why) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("Command", call.path());
    arguments.put("CommandKey", call.key());
    arguments.put("Requestor", call.originator());
    arguments.put("TransferType", download ? "Download" : "Upload");
    arguments.put("Affected", call.object());
    arguments.put("TransferURL", call.text("URL"));
    arguments.put("StartTime", began.truncatedTo(ChronoUnit.SECONDS).toString());
    arguments.put("CompleteTime", agent.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    arguments.put("FaultCode", Integer.toString(code));
    arguments.put("FaultString", why);
    agent.event(LocalAgent.ROOT, "TransferComplete!", arguments);
  }

  // ---- firmware ----

  Outcome downloadFirmware() throws UspFault, InterruptedException {
    long size = call.number("FileSize", 0);
    MessageDigest digest = digest();
    agent.keep(Map.of(call.object() + "Status", "Downloading"));
    String[] version = new String[1];
    try {
      move(
          true,
          () -> {
            FileTransfer.File file = transfer().digesting(digest).download(size);
            checkSum(digest);
            version[0] = Firmware.version(call.text("URL"), "", file.start(), agent.softwareVersion());
          });
    } catch (UspFault e) {
      agent.keep(Map.of(call.object() + "Status", "DownloadFailed"));
      throw e;
    }
    agent.keep(
        Map.of(call.object() + "Version", version[0], call.object() + "Available", "true", call.object() + "Status", "Available"));
    return Boolean.parseBoolean(call.text("AutoActivate")) || call.text("AutoActivate").equals("1")
        ? new Outcome(Map.of(), () -> run(version[0]))
        : Outcome.NOTHING;
  }

  private MessageDigest digest() throws UspFault {
    String algorithm = call.text("CheckSumAlgorithm");
    try {
      return algorithm.isEmpty() ? null : MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new UspFault(UspErrors.INVALID_COMMAND_ARGUMENTS, "CheckSumAlgorithm " + algorithm + " is not supported");
    }
  }

  private void checkSum(MessageDigest digest) throws TransferFault {
    String wanted = call.text("CheckSum");
    if (digest != null && !wanted.isEmpty()) {
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equalsIgnoreCase(wanted)) {
        throw new TransferFault(UspErrors.COMMAND_FAILURE, "the file's checksum is " + found + ", not " + wanted);
      }
    }
  }

  /** Activates an image: now, or when its first time window begins. */
  Outcome activate() throws UspFault, InterruptedException {
    Thread.sleep(Duration.ofSeconds(call.number("TimeWindow.1.Start", 0)));
    String version = agent.value(call.object() + "Version");
    if (!"true".equals(agent.value(call.object() + "Available")) || version.isEmpty()) {
      throw new UspFault(UspErrors.COMMAND_FAILURE, call.object() + " holds no firmware that could be activated");
    }
    return new Outcome(Map.of(), () -> run(version));
  }

  private void run(String version) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(agent.value(ACTIVE_IMAGE) + "Status", "Available");
    values.put(agent.value(ACTIVE_IMAGE) + "Version", agent.softwareVersion());
    values.put(call.object() + "Status", "Active");
    values.put(call.object() + "Version", version);
    values.put(ACTIVE_IMAGE, call.object());
    values.put("Device.DeviceInfo.BootFirmwareImage", call.object());
    agent.keep(values);
    agent.runFirmware(version, call.key());
  }

  // ---- configurations and logs ----

  Outcome backup() throws UspFault, InterruptedException {
    return upload(agent.configuration());
  }

  Outcome uploadLog() throws UspFault, InterruptedException {
    String text =
        "%s uspd: %s, firmware %s, %s%n"
            .formatted(agent.instant(), agent.endpointId(), agent.softwareVersion(), shared.settings().url());
    return upload(text.getBytes(StandardCharsets.UTF_8));
  }

  private Outcome upload(byte[] content) throws UspFault, InterruptedException {
    move(false, () -> transfer().upload(content));
    return Outcome.NOTHING;
  }

  Outcome restore() throws UspFault, InterruptedException {
    long size = call.number("FileSize", 0);
    MessageDigest digest = digest();
    move(
        true,
        () -> {
          FileTransfer.File file = transfer().digesting(digest).download(size);
          checkSum(digest);
          agent.restore(file.start());
        });
    return Outcome.NOTHING;
  }
}
