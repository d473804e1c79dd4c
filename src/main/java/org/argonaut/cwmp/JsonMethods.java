package org.argonaut.cwmp;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.argonaut.cwmp.CpeMethod.AttributeChange;
import org.argonaut.cwmp.CpeMethod.DuOperation;
import org.argonaut.cwmp.CpeMethod.DuOperationKind;
import org.argonaut.cwmp.CpeMethod.TimeWindow;

/** Makes an RPC of a request in JSON. */
final class JsonMethods {
  private final UnaryOperator<String> knownTypes;

  JsonMethods(UnaryOperator<String> knownTypes) {
    this.knownTypes = knownTypes;
  }

  CpeMethod read(JsonNode request) throws CwmpJsonException {
    JsonNode rpc = request.get("rpc");
    if (rpc == null || !rpc.isTextual()) {
      throw new CwmpJsonException("rpc", rpc == null ? "missing; expected the name of an RPC, for example"
          + " {\"rpc\":\"GetParameterValues\",\"names\":[\"Device.DeviceInfo.\"]}"
          : "given " + JsonForm.shown(rpc) + ", expected the name of an RPC");
    }
    JsonForm form = JsonForms.all().get(rpc.textValue());
    if (form == null) {
      throw new CwmpJsonException("rpc", "given " + JsonForm.shown(rpc) + ", expected one of "
          + String.join(", ", JsonForms.all().keySet()));
    }
    return method(form.name(), form.check(request, ""));
  }

  private CpeMethod method(String rpc, JsonArguments given) throws CwmpJsonException {
    return switch (rpc) {
      case "GetRPCMethods" -> new CpeMethod.GetRPCMethods();
      case "SetParameterValues" -> new CpeMethod.SetParameterValues(
          new JsonValues(knownTypes).read(given.node("values"), "values"), given.text("parameterKey"));
      case "GetParameterValues" -> new CpeMethod.GetParameterValues(given.texts("names"));
      case "GetParameterNames" ->
          new CpeMethod.GetParameterNames(given.text("parameterPath"), given.bool("nextLevel", true));
      case "SetParameterAttributes" -> new CpeMethod.SetParameterAttributes(attributes(given));
      case "GetParameterAttributes" -> new CpeMethod.GetParameterAttributes(given.texts("names"));
      case "AddObject" -> new CpeMethod.AddObject(given.text("objectName"), given.text("parameterKey"));
      case "DeleteObject" -> new CpeMethod.DeleteObject(given.text("objectName"), given.text("parameterKey"));
      case "Reboot" -> new CpeMethod.Reboot(given.text("commandKey"));
      case "FactoryReset" -> new CpeMethod.FactoryReset();
      case "Download" -> new CpeMethod.Download(
          given.text("commandKey"), given.text("fileType"), given.text("url"), given.text("username"),
          given.text("password"), given.number("fileSize"), given.text("targetFileName"),
          given.smallNumber("delaySeconds"), given.text("successUrl"), given.text("failureUrl"));
      case "Upload" -> new CpeMethod.Upload(
          given.text("commandKey"), given.text("fileType"), given.text("url"), given.text("username"),
          given.text("password"), given.smallNumber("delaySeconds"));
      case "ScheduleDownload" -> scheduleDownload(given);
      case "ScheduleInform" -> scheduleInform(given);
      case "CancelTransfer" -> new CpeMethod.CancelTransfer(given.text("commandKey"));
      case "GetQueuedTransfers" -> new CpeMethod.GetQueuedTransfers();
      case "GetAllQueuedTransfers" -> new CpeMethod.GetAllQueuedTransfers();
      case "ChangeDUState" -> new CpeMethod.ChangeDUState(operations(given), given.text("commandKey"));
      case "SetVouchers" -> new CpeMethod.SetVouchers(given.texts("voucherList"));
      case "GetOptions" -> new CpeMethod.GetOptions(given.text("optionName"));
      case "VendorMethod" -> vendorMethod(given);
      default -> throw new IllegalStateException("an RPC with a form and without a reader: " + rpc);
    };
  }

  private static List<AttributeChange> attributes(JsonArguments given) throws CwmpJsonException {
    List<AttributeChange> changes = new ArrayList<>();
    for (JsonArguments change : items("SetParameterAttributes", "attributes", given)) {
      Integer notification = change.optionalNumber("notification");
      if (notification != null && notification > 6) {
        throw new CwmpJsonException(
            "attributes[" + changes.size() + "].notification", "given " + notification + ", expected 0 to 6");
      }
      List<String> accessList = change.optionalTexts("accessList");
      changes.add(
          new AttributeChange(
              change.text("name"),
              change.bool("notificationChange", true) ? notification : null,
              change.bool("accessListChange", true) ? accessList : null));
    }
    return changes;
  }

  private static CpeMethod scheduleInform(JsonArguments given) throws CwmpJsonException {
    int delaySeconds = given.smallNumber("delaySeconds");
    if (delaySeconds < 1) {
      throw new CwmpJsonException("delaySeconds", "given 0, expected at least 1; for a session now, request a connection");
    }
    return new CpeMethod.ScheduleInform(delaySeconds, given.text("commandKey"));
  }

  private static CpeMethod scheduleDownload(JsonArguments given) throws CwmpJsonException {
    List<TimeWindow> windows = new ArrayList<>();
    for (JsonArguments window : items("ScheduleDownload", "timeWindowList", given)) {
      windows.add(new TimeWindow(
          window.number("windowStart"), window.number("windowEnd"), window.text("windowMode"),
          window.text("userMessage"), window.smallNumber("maxRetries")));
    }
    if (windows.size() > 2) {
      throw new CwmpJsonException("timeWindowList", "given " + windows.size() + " windows, expected one or two");
    }
    return new CpeMethod.ScheduleDownload(
        given.text("commandKey"), given.text("fileType"), given.text("url"), given.text("username"),
        given.text("password"), given.number("fileSize"), given.text("targetFileName"), windows);
  }

  private static List<DuOperation> operations(JsonArguments given) throws CwmpJsonException {
    List<DuOperation> operations = new ArrayList<>();
    for (JsonArguments one : items("ChangeDUState", "operations", given)) {
      DuOperationKind kind = DuOperationKind.valueOf(one.text("operation").toUpperCase(Locale.ROOT));
      String needed = kind == DuOperationKind.INSTALL ? "url" : "uuid";
      if (kind != DuOperationKind.UPDATE && one.text(needed).isEmpty()) {
        throw new CwmpJsonException(
            "operations[" + operations.size() + "]." + needed, "missing; " + one.text("operation") + " needs it");
      }
      operations.add(new DuOperation(
          kind, one.optionalText("url"), one.optionalText("uuid"), one.optionalText("username"),
          one.optionalText("password"), one.optionalText("executionEnvRef"), one.optionalText("version")));
    }
    return operations;
  }

  /** The objects of a list; they have been checked with the whole request. */
  private static List<JsonArguments> items(String rpc, String list, JsonArguments given) throws CwmpJsonException {
    JsonForm item = JsonForms.all().get(rpc).fields().stream()
        .filter(field -> field.name().equals(list)).findFirst().orElseThrow().item();
    List<JsonArguments> items = new ArrayList<>();
    for (JsonNode one : given.node(list)) {
      items.add(item.check(one, list + "[" + items.size() + "]"));
    }
    return items;
  }

  /** A vendor's method goes into an envelope as it is, so it must be one element that stands alone. */
  private static CpeMethod vendorMethod(JsonArguments given) throws CwmpJsonException {
    String name = given.text("name");
    String envelope = "<Envelope><Body>" + given.text("xml") + "</Body></Envelope>";
    try {
      Message read = SoapReader.read(
          envelope.getBytes(StandardCharsets.UTF_8), null, Limits.STANDARD, Direction.TO_CPE).message();
      if (!(read instanceof CpeMethod.VendorMethod vendor)) {
        throw new CwmpJsonException("xml", read.rpcName() + " is a method of CWMP; send it as {\"rpc\":\"" + read.rpcName() + "\"}");
      }
      if (!vendor.name().equals(name)) {
        throw new CwmpJsonException("xml", "the element is '" + vendor.name() + "', expected '" + name + "' as in name");
      }
      return vendor;
    } catch (SoapException e) {
      throw new CwmpJsonException("xml", "no element that stands alone: " + e.getMessage());
    }
  }
}
