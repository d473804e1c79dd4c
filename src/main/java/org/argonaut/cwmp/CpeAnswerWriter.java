package org.argonaut.cwmp;

import java.time.Instant;
import java.util.List;
import org.argonaut.cwmp.CpeAnswer.Option;
import org.argonaut.cwmp.CpeAnswer.ParameterAttributes;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeAnswer.QueuedTransfer;

/** Writes what a CPE answers. */
final class CpeAnswerWriter {
  private CpeAnswerWriter() {}

  static void write(CpeAnswer answer, XmlBuffer out) {
    if (answer instanceof CpeAnswer.VendorAnswer vendor) {
      out.fragment(vendor.xml());
      return;
    }
    String element = "cwmp:" + answer.rpcName();
    out.open(element);
    switch (answer) {
      case CpeAnswer.SetParameterAttributesResponse _, CpeAnswer.RebootResponse _, CpeAnswer.FactoryResetResponse _,
          CpeAnswer.ScheduleInformResponse _, CpeAnswer.ScheduleDownloadResponse _,
          CpeAnswer.CancelTransferResponse _, CpeAnswer.ChangeDUStateResponse _, CpeAnswer.SetVouchersResponse _,
          CpeAnswer.VendorAnswer _ -> {
        // nothing inside
      }
      case CpeAnswer.GetRPCMethodsResponse methods -> out.strings("MethodList", methods.methodList());
      case CpeAnswer.SetParameterValuesResponse set -> out.element("Status", set.status());
      case CpeAnswer.GetParameterValuesResponse get -> out.values(get.values());
      case CpeAnswer.GetParameterNamesResponse get -> names(get.names(), out);
      case CpeAnswer.GetParameterAttributesResponse get -> attributes(get.attributes(), out);
      case CpeAnswer.AddObjectResponse add ->
          out.element("InstanceNumber", add.instanceNumber()).element("Status", add.status());
      case CpeAnswer.DeleteObjectResponse delete -> out.element("Status", delete.status());
      case CpeAnswer.DownloadResponse download ->
          transfer(download.status(), download.startTime(), download.completeTime(), out);
      case CpeAnswer.UploadResponse upload ->
          transfer(upload.status(), upload.startTime(), upload.completeTime(), out);
      case CpeAnswer.GetQueuedTransfersResponse queued -> queued(queued.transferList(), out);
      case CpeAnswer.GetAllQueuedTransfersResponse queued -> allQueued(queued.transferList(), out);
      case CpeAnswer.GetOptionsResponse options -> options(options.optionList(), out);
      case Fault _ -> throw new IllegalArgumentException("a fault is not written as an answer of its own kind");
    }
    out.close(element);
  }

  private static void names(List<ParameterInfo> names, XmlBuffer out) {
    out.openArray("ParameterList", "cwmp:ParameterInfoStruct", names.size());
    for (ParameterInfo info : names) {
      out.open("ParameterInfoStruct").element("Name", info.name()).element("Writable", info.writable());
      out.close("ParameterInfoStruct");
    }
    out.close("ParameterList");
  }

  private static void attributes(List<ParameterAttributes> attributes, XmlBuffer out) {
    out.openArray("ParameterList", "cwmp:ParameterAttributeStruct", attributes.size());
    for (ParameterAttributes one : attributes) {
      out.open("ParameterAttributeStruct").element("Name", one.name()).element("Notification", one.notification());
      out.strings("AccessList", one.accessList()).close("ParameterAttributeStruct");
    }
    out.close("ParameterList");
  }

  private static void transfer(int status, Instant startTime, Instant completeTime, XmlBuffer out) {
    out.element("Status", status).element("StartTime", startTime).element("CompleteTime", completeTime);
  }

  private static void queued(List<QueuedTransfer> transfers, XmlBuffer out) {
    out.openArray("TransferList", "cwmp:QueuedTransferStruct", transfers.size());
    for (QueuedTransfer one : transfers) {
      out.open("QueuedTransferStruct").element("CommandKey", one.commandKey()).element("State", one.state());
      out.close("QueuedTransferStruct");
    }
    out.close("TransferList");
  }

  private static void allQueued(List<QueuedTransfer> transfers, XmlBuffer out) {
    out.openArray("TransferList", "cwmp:AllQueuedTransferStruct", transfers.size());
    for (QueuedTransfer one : transfers) {
      out.open("AllQueuedTransferStruct").element("CommandKey", one.commandKey()).element("State", one.state())
          .element("IsDownload", Boolean.TRUE.equals(one.isDownload()))
          .element("FileType", one.fileType())
          .element("FileSize", one.fileSize() == null ? 0 : one.fileSize())
          .element("TargetFileName", one.targetFileName())
          .close("AllQueuedTransferStruct");
    }
    out.close("TransferList");
  }

  private static void options(List<Option> options, XmlBuffer out) {
    out.openArray("OptionList", "cwmp:OptionStruct", options.size());
    for (Option option : options) {
      out.open("OptionStruct")
          .element("OptionName", option.optionName())
          .element("VoucherSN", option.voucherSn())
          .element("State", option.state())
          .element("Mode", option.mode())
          .element("StartDate", option.startDate());
      if (option.expirationDate() != null) {
        out.element("ExpirationDate", option.expirationDate());
      }
      out.element("IsTransferable", option.isTransferable() ? 1 : 0).close("OptionStruct"); // an int in the schema
    }
    out.close("OptionList");
  }
}
