package org.argonaut.cwmp;

import java.util.List;
import org.argonaut.cwmp.CpeMethod.AttributeChange;
import org.argonaut.cwmp.CpeMethod.DuOperation;
import org.argonaut.cwmp.CpeMethod.TimeWindow;

/** Writes what an ACS calls on a CPE. */
final class CpeMethodWriter {
  private CpeMethodWriter() {}

  static void write(CpeMethod method, XmlBuffer out) {
    if (method instanceof CpeMethod.VendorMethod vendor) {
      out.fragment(vendor.xml());
      return;
    }
    String element = "cwmp:" + method.rpcName();
    out.open(element);
    switch (method) {
      case CpeMethod.GetRPCMethods _, CpeMethod.FactoryReset _, CpeMethod.GetQueuedTransfers _,
          CpeMethod.GetAllQueuedTransfers _, CpeMethod.VendorMethod _ -> {
        // nothing inside
      }
      case CpeMethod.GetParameterValues get -> out.strings("ParameterNames", get.names());
      case CpeMethod.GetParameterAttributes get -> out.strings("ParameterNames", get.names());
      case CpeMethod.SetParameterValues set ->
          out.values(set.values()).element("ParameterKey", set.parameterKey());
      case CpeMethod.GetParameterNames get ->
          out.element("ParameterPath", get.parameterPath()).element("NextLevel", get.nextLevel());
      case CpeMethod.SetParameterAttributes set -> attributeChanges(set.attributes(), out);
      case CpeMethod.AddObject add ->
          out.element("ObjectName", add.objectName()).element("ParameterKey", add.parameterKey());
      case CpeMethod.DeleteObject delete ->
          out.element("ObjectName", delete.objectName()).element("ParameterKey", delete.parameterKey());
      case CpeMethod.Reboot reboot -> out.element("CommandKey", reboot.commandKey());
      case CpeMethod.CancelTransfer cancel -> out.element("CommandKey", cancel.commandKey());
      case CpeMethod.GetOptions get -> out.element("OptionName", get.optionName());
      case CpeMethod.ScheduleInform schedule ->
          out.element("DelaySeconds", schedule.delaySeconds()).element("CommandKey", schedule.commandKey());
      case CpeMethod.Download download -> download(download, out);
      case CpeMethod.Upload upload -> upload(upload, out);
      case CpeMethod.ScheduleDownload schedule -> scheduleDownload(schedule, out);
      case CpeMethod.ChangeDUState change -> changeDuState(change, out);
      case CpeMethod.SetVouchers set -> vouchers(set.voucherList(), out);
    }
    out.close(element);
  }

  private static void attributeChanges(List<AttributeChange> changes, XmlBuffer out) {
    out.openArray("ParameterList", "cwmp:SetParameterAttributesStruct", changes.size());
    changes.forEach(out::attributeChange);
    out.close("ParameterList");
  }

  private static void download(CpeMethod.Download download, XmlBuffer out) {
    out.element("CommandKey", download.commandKey())
        .element("FileType", download.fileType())
        .element("URL", download.url())
        .element("Username", download.username())
        .element("Password", download.password())
        .element("FileSize", download.fileSize())
        .element("TargetFileName", download.targetFileName())
        .element("DelaySeconds", download.delaySeconds())
        .element("SuccessURL", download.successUrl())
        .element("FailureURL", download.failureUrl());
  }

  private static void upload(CpeMethod.Upload upload, XmlBuffer out) {
    out.element("CommandKey", upload.commandKey())
        .element("FileType", upload.fileType())
        .element("URL", upload.url())
        .element("Username", upload.username())
        .element("Password", upload.password())
        .element("DelaySeconds", upload.delaySeconds());
  }

  private static void scheduleDownload(CpeMethod.ScheduleDownload schedule, XmlBuffer out) {
    out.element("CommandKey", schedule.commandKey())
        .element("FileType", schedule.fileType())
        .element("URL", schedule.url())
        .element("Username", schedule.username())
        .element("Password", schedule.password())
        .element("FileSize", schedule.fileSize())
        .element("TargetFileName", schedule.targetFileName())
        .openArray("TimeWindowList", "cwmp:TimeWindowStruct", schedule.timeWindowList().size());
    for (TimeWindow window : schedule.timeWindowList()) {
      out.open("TimeWindowStruct")
          .element("WindowStart", window.windowStart())
          .element("WindowEnd", window.windowEnd())
          .element("WindowMode", window.windowMode())
          .element("UserMessage", window.userMessage())
          .element("MaxRetries", window.maxRetries())
          .close("TimeWindowStruct");
    }
    out.close("TimeWindowList");
  }

  private static void changeDuState(CpeMethod.ChangeDUState change, XmlBuffer out) {
    for (DuOperation operation : change.operations()) {
      switch (operation.operation()) {
        case INSTALL -> out.raw("<Operations xsi:type=\"cwmp:InstallOpStruct\">")
            .element("URL", operation.url())
            .optional("UUID", operation.uuid())
            .optional("Username", operation.username())
            .optional("Password", operation.password())
            .optional("ExecutionEnvRef", operation.executionEnvRef());
        case UPDATE -> out.raw("<Operations xsi:type=\"cwmp:UpdateOpStruct\">")
            .optional("UUID", operation.uuid())
            .optional("Version", operation.version())
            .optional("URL", operation.url())
            .optional("Username", operation.username())
            .optional("Password", operation.password());
        case UNINSTALL -> out.raw("<Operations xsi:type=\"cwmp:UninstallOpStruct\">")
            .element("UUID", operation.uuid())
            .optional("Version", operation.version())
            .optional("ExecutionEnvRef", operation.executionEnvRef());
      }
      out.close("Operations");
    }
    out.element("CommandKey", change.commandKey());
  }

  private static void vouchers(List<String> vouchers, XmlBuffer out) {
    out.openArray("VoucherList", XsdTypes.SOAP_BASE64, vouchers.size());
    vouchers.forEach(voucher -> out.element("base64", voucher));
    out.close("VoucherList");
  }
}
