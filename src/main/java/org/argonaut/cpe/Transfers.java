package org.argonaut.cpe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cpe.http.HttpUrl;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Times;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue of file transfers of one CPE (TR-069 A.3.2.8, A.4.1.5, A.4.1.7 to A.4.1.9). */
final class Transfers {
  private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
  private static final int MOST_QUEUED = 16;
  private static final int MOST_WINDOWS = 2;
  private static final int WAITING = 1;
  private static final int RUNNING = 2;
  private static final int CLEANING_UP = 3;
  private static final int CANCEL_REFUSED = 9021;

  private final VirtualCpe cpe;
  private final Surroundings surroundings;
  private List<Transfer> queue = List.of();

  /** One transfer; its state is guarded by the CPE's lock. */
  private static final class Transfer {
    private final TransferOrder order;
    private int state = WAITING;
    private int attempts;

    Transfer(TransferOrder order) {
      this.order = order;
    }
  }

  Transfers(VirtualCpe cpe, Surroundings surroundings) {
    this.cpe = cpe;
    this.surroundings = surroundings;
  }

  CpeAnswer download(CpeMethod.Download call) {
    TransferOrder order =
        new TransferOrder(
            TransferOrder.Kind.DOWNLOAD,
            call.commandKey(),
            call.fileType(),
            call.url(),
            call.username(),
            call.password(),
            call.fileSize(),
            call.targetFileName(),
            List.of(),
            surroundings.clock().instant());
    return take(order, call.delaySeconds(), new CpeAnswer.DownloadResponse(1, Times.UNKNOWN, Times.UNKNOWN));
  }

  CpeAnswer upload(CpeMethod.Upload call) {
    TransferOrder order =
        new TransferOrder(
            TransferOrder.Kind.UPLOAD,
            call.commandKey(),
            call.fileType(),
            call.url(),
            call.username(),
            call.password(),
            0,
            "",
            List.of(),
            surroundings.clock().instant());
    return take(order, call.delaySeconds(), new CpeAnswer.UploadResponse(1, Times.UNKNOWN, Times.UNKNOWN));
  }

  private CpeAnswer take(TransferOrder order, int delaySeconds, CpeAnswer taken) {
    Fault refused = refuse(order, delaySeconds);
    if (refused != null) {
      return refused;
    }
    enqueue(order, delaySeconds);
    return taken;
  }

  CpeAnswer scheduleDownload(CpeMethod.ScheduleDownload call) {
    TransferOrder order =
        new TransferOrder(
            TransferOrder.Kind.SCHEDULED_DOWNLOAD,
            call.commandKey(),
            call.fileType(),
            call.url(),
            call.username(),
            call.password(),
            call.fileSize(),
            call.targetFileName(),
            call.timeWindowList(),
            surroundings.clock().instant());
    int windows = call.timeWindowList().size();
    if (windows < 1 || windows > MOST_WINDOWS || !order.windowsInOrder()) {
      return new Fault(Fault.CPE_INVALID_ARGUMENTS, "TimeWindowList takes one or two windows that do not overlap");
    }
    Fault refused = refuse(order, 0);
    if (refused != null) {
      return refused;
    }
    enqueue(order, call.timeWindowList().getFirst().windowStart());
    return new CpeAnswer.ScheduleDownloadResponse();
  }

  private Fault refuse(TransferOrder order, int delaySeconds) {
    if (delaySeconds < 0 || !order.knownFileType() || order.commandKey().length() > 32) {
      return new Fault(Fault.CPE_INVALID_ARGUMENTS, "Invalid arguments: " + order);
    }
    try {
      HttpUrl unused = FileTransfer.parse(order.url());
      LOG.debug("{}: {} from {}", cpe.serial(), order, unused.authority());
    } catch (TransferFault e) {
      return new Fault(e.code(), e.getMessage());
    }
    return queue.size() < MOST_QUEUED ? null : new Fault(Fault.CPE_RESOURCES_EXCEEDED, "too many transfers queued");
  }

  private void enqueue(TransferOrder order, long delaySeconds) {
    Transfer transfer = new Transfer(order);
    List<Transfer> longer = new ArrayList<>(queue);
    longer.add(transfer);
    queue = longer;
    // Never inside the session that asked for it (A.3.2.8: the response says 1, so the end comes in a later session).
    cpe.whenIdle(() -> surroundings.after(Duration.ofSeconds(delaySeconds), () -> start(transfer)));
  }

  CpeAnswer cancel(CpeMethod.CancelTransfer call) {
    boolean underWay =
        queue.stream().anyMatch(one -> one.order.commandKey().equals(call.commandKey()) && one.state != WAITING);
    if (underWay) {
      return new Fault(CANCEL_REFUSED, "the transfer is under way: " + call.commandKey());
    }
    queue = queue.stream().filter(one -> !one.order.commandKey().equals(call.commandKey())).toList();
    return new CpeAnswer.CancelTransferResponse();
  }

  CpeAnswer queued() {
    return new CpeAnswer.GetQueuedTransfersResponse(
        queue.stream()
            .map(one -> new CpeAnswer.QueuedTransfer(one.order.commandKey(), one.state, null, null, null, null))
            .toList());
  }

  CpeAnswer allQueued() {
    return new CpeAnswer.GetAllQueuedTransfersResponse(
        queue.stream()
            .map(
                one ->
                    new CpeAnswer.QueuedTransfer(
                        one.order.commandKey(),
                        one.state,
                        one.order.kind() != TransferOrder.Kind.UPLOAD,
                        one.order.fileType(),
                        one.order.fileSize(),
                        one.order.targetFileName()))
            .toList());
  }

  void reset() {
    queue = List.of();
  }

  private void start(Transfer transfer) {
    synchronized (cpe) {
      if (!queue.contains(transfer) || transfer.state != WAITING) {
        return; // cancelled, or forgotten by a factory reset
      }
      transfer.state = RUNNING;
      transfer.attempts++;
    }
    surroundings.runConnected(() -> run(transfer));
  }

  private void run(Transfer transfer) {
    TransferOrder order = transfer.order;
    Instant began = surroundings.clock().instant();
    try {
      String firmware = order.kind() == TransferOrder.Kind.UPLOAD ? send(order) : fetch(order);
      surroundings.stats().transfers.increment();
      complete(transfer, 0, "", began, firmware);
    } catch (TransferFault e) {
      surroundings.stats().failedTransfers.increment();
      LOG.info("{}: {} failed: {} {}", cpe.serial(), order, e.code(), e.getMessage());
      failed(transfer, e, began);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void failed(Transfer transfer, TransferFault fault, Instant began) {
    long seconds = Duration.between(transfer.order.received(), surroundings.clock().instant()).toSeconds();
    long next = transfer.order.nextAttemptSeconds(seconds, transfer.attempts);
    if (next < 0) {
      complete(transfer, fault.code(), fault.getMessage(), began, null);
      return;
    }
    synchronized (cpe) {
      transfer.state = WAITING;
    }
    surroundings.after(Duration.ofSeconds(next), () -> start(transfer));
  }

  /** Gives the version of new firmware, or null when the file was something else. */
  private String fetch(TransferOrder order) throws TransferFault, InterruptedException {
    FileTransfer.File file =
        new FileTransfer(surroundings, order.url(), order.username(), order.password()).download(order.fileSize());
    LOG.debug("{}: {} fetched, {} bytes", cpe.serial(), order, file.size());
    switch (order.fileType().charAt(0)) {
      case '1' -> {
        return Firmware.version(order, file.start(), cpe.softwareVersion());
      }
      case '3' -> cpe.restoreConfiguration(file.start());
      default -> LOG.debug("{}: {} kept", cpe.serial(), order);
    }
    return null;
  }

  private String send(TransferOrder order) throws TransferFault {
    byte[] content = order.log() ? cpe.log() : cpe.saveConfiguration();
    new FileTransfer(surroundings, order.url(), order.username(), order.password()).upload(content);
    return null;
  }

  private void complete(Transfer transfer, int faultCode, String faultString, Instant began, String firmware) {
    TransferOrder order = transfer.order;
    Instant ended = faultCode == 0 ? surroundings.clock().instant() : Times.UNKNOWN;
    AcsMethod.TransferComplete call =
        new AcsMethod.TransferComplete(order.commandKey(), faultCode, limited(faultString), began, ended);
    Outbox.Call report =
        new Outbox.Call(call, Outbox.TRANSFER_COMPLETE, order.kind().event(), order.commandKey());
    synchronized (cpe) {
      transfer.state = CLEANING_UP;
    }
    cpe.whenIdle(
        () -> {
          synchronized (cpe) {
            queue = queue.stream().filter(one -> one != transfer).toList();
            if (firmware == null) {
              cpe.report(report);
            } else {
              cpe.flash(firmware, report);
            }
          }
        });
  }

  private static String limited(String text) {
    return text.length() <= 256 ? text : text.substring(0, 256);
  }
}
