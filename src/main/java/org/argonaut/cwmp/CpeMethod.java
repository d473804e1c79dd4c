package org.argonaut.cwmp;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A method the ACS calls on a CPE (TR-069 A.3 and A.4.1). Lists are immutable and never null. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rpc")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CpeMethod.GetRPCMethods.class, name = "GetRPCMethods"),
  @JsonSubTypes.Type(value = CpeMethod.SetParameterValues.class, name = "SetParameterValues"),
  @JsonSubTypes.Type(value = CpeMethod.GetParameterValues.class, name = "GetParameterValues"),
  @JsonSubTypes.Type(value = CpeMethod.GetParameterNames.class, name = "GetParameterNames"),
  @JsonSubTypes.Type(value = CpeMethod.SetParameterAttributes.class, name = "SetParameterAttributes"),
  @JsonSubTypes.Type(value = CpeMethod.GetParameterAttributes.class, name = "GetParameterAttributes"),
  @JsonSubTypes.Type(value = CpeMethod.AddObject.class, name = "AddObject"),
  @JsonSubTypes.Type(value = CpeMethod.DeleteObject.class, name = "DeleteObject"),
  @JsonSubTypes.Type(value = CpeMethod.Reboot.class, name = "Reboot"),
  @JsonSubTypes.Type(value = CpeMethod.FactoryReset.class, name = "FactoryReset"),
  @JsonSubTypes.Type(value = CpeMethod.Download.class, name = "Download"),
  @JsonSubTypes.Type(value = CpeMethod.Upload.class, name = "Upload"),
  @JsonSubTypes.Type(value = CpeMethod.ScheduleInform.class, name = "ScheduleInform"),
  @JsonSubTypes.Type(value = CpeMethod.ScheduleDownload.class, name = "ScheduleDownload"),
  @JsonSubTypes.Type(value = CpeMethod.CancelTransfer.class, name = "CancelTransfer"),
  @JsonSubTypes.Type(value = CpeMethod.GetQueuedTransfers.class, name = "GetQueuedTransfers"),
  @JsonSubTypes.Type(value = CpeMethod.GetAllQueuedTransfers.class, name = "GetAllQueuedTransfers"),
  @JsonSubTypes.Type(value = CpeMethod.ChangeDUState.class, name = "ChangeDUState"),
  @JsonSubTypes.Type(value = CpeMethod.SetVouchers.class, name = "SetVouchers"),
  @JsonSubTypes.Type(value = CpeMethod.GetOptions.class, name = "GetOptions"),
  @JsonSubTypes.Type(value = CpeMethod.VendorMethod.class, name = "VendorMethod")
})
public sealed interface CpeMethod extends Message {

  /** A.3.1.1. */
  record GetRPCMethods() implements CpeMethod {}

  /**
   * A.3.2.1.
   *
   * @param parameterKey stored by the CPE as its ParameterKey when the set succeeds; may be empty, at most 32 characters
   */
  record SetParameterValues(List<ParameterValue> values, String parameterKey) implements CpeMethod {
    public SetParameterValues {
      values = List.copyOf(values);
      parameterKey = parameterKey == null ? "" : parameterKey;
    }
  }

  /** A.3.2.2: full parameter names, or partial paths that end with a dot. */
  record GetParameterValues(List<String> names) implements CpeMethod {
    public GetParameterValues {
      names = List.copyOf(names);
    }
  }

  /** A.3.2.3. */
  record GetParameterNames(String parameterPath, boolean nextLevel) implements CpeMethod {}

  /** A.3.2.4. */
  record SetParameterAttributes(List<AttributeChange> attributes) implements CpeMethod {
    public SetParameterAttributes {
      attributes = List.copyOf(attributes);
    }
  }

  /**
   * One SetParameterAttributesStruct; a null field is left as it is on the CPE.
   *
   * @param notification 0 off, 1 passive, 2 active, 3 to 6 lightweight forms; null: unchanged
   * @param accessList null: unchanged
   */
  record AttributeChange(String name, Integer notification, List<String> accessList) {
    public AttributeChange {
      accessList = accessList == null ? null : List.copyOf(accessList);
    }
  }

  /** A.3.2.5. */
  record GetParameterAttributes(List<String> names) implements CpeMethod {
    public GetParameterAttributes {
      names = List.copyOf(names);
    }
  }

  /** A.3.2.6: {@code objectName} ends with a dot and has no trailing instance number. */
  record AddObject(String objectName, String parameterKey) implements CpeMethod {
    public AddObject {
      parameterKey = parameterKey == null ? "" : parameterKey;
    }
  }

  /** A.3.2.7: {@code objectName} ends with the instance number and a dot. */
  record DeleteObject(String objectName, String parameterKey) implements CpeMethod {
    public DeleteObject {
      parameterKey = parameterKey == null ? "" : parameterKey;
    }
  }

  /** A.3.2.9. */
  record Reboot(String commandKey) implements CpeMethod {
    public Reboot {
      commandKey = commandKey == null ? "" : commandKey;
    }
  }

  /** A.4.1.6. */
  record FactoryReset() implements CpeMethod {}

  /**
   * A.3.2.8.
   *
   * @param fileType for example {@code 1 Firmware Upgrade Image}
   * @param fileSize bytes; 0 when unknown
   * @param delaySeconds 0: at once
   */
  record Download(
      String commandKey,
      String fileType,
      String url,
      String username,
      String password,
      long fileSize,
      String targetFileName,
      int delaySeconds,
      String successUrl,
      String failureUrl)
      implements CpeMethod {
    @Override
    public String toString() { // never a password in a log
      return "Download[" + commandKey + ", " + fileType + ", " + url + "]";
    }
  }

  /** A.4.1.5. */
  record Upload(
      String commandKey, String fileType, String url, String username, String password, int delaySeconds)
      implements CpeMethod {
    @Override
    public String toString() { // never a password in a log
      return "Upload[" + commandKey + ", " + fileType + ", " + url + "]";
    }
  }

  /** A.4.1.2. */
  record ScheduleInform(int delaySeconds, String commandKey) implements CpeMethod {}

  /** A.4.1.8. At most two windows. */
  record ScheduleDownload(
      String commandKey,
      String fileType,
      String url,
      String username,
      String password,
      long fileSize,
      String targetFileName,
      List<TimeWindow> timeWindowList)
      implements CpeMethod {
    public ScheduleDownload {
      timeWindowList = List.copyOf(timeWindowList);
    }

    @Override
    public String toString() { // never a password in a log
      return "ScheduleDownload[" + commandKey + ", " + fileType + ", " + url + "]";
    }
  }

  /** TimeWindowStruct (A.4.1.8): offsets in seconds from the reception of the request. */
  record TimeWindow(
      long windowStart, long windowEnd, String windowMode, String userMessage, int maxRetries) {}

  /** A.4.1.9. */
  record CancelTransfer(String commandKey) implements CpeMethod {}

  /** A.4.1.1, deprecated by GetAllQueuedTransfers. */
  record GetQueuedTransfers() implements CpeMethod {}

  /** A.4.1.7. */
  record GetAllQueuedTransfers() implements CpeMethod {}

  /** A.4.1.10. */
  record ChangeDUState(List<DuOperation> operations, String commandKey) implements CpeMethod {
    public ChangeDUState {
      operations = List.copyOf(operations);
    }
  }

  /** One operation of ChangeDUState; fields that do not belong to its kind are null. */
  record DuOperation(
      DuOperationKind operation,
      String url,
      String uuid,
      String username,
      String password,
      String executionEnvRef,
      String version) {
    @Override
    public String toString() { // never a password in a log
      return operation + "[" + url + ", " + uuid + "]";
    }
  }

  /** The three operations on a deployment unit. */
  enum DuOperationKind {
    @JsonProperty("Install")
    INSTALL,
    @JsonProperty("Update")
    UPDATE,
    @JsonProperty("Uninstall")
    UNINSTALL
  }

  /** A.4.1.3, deprecated: vouchers are opaque base64. */
  record SetVouchers(List<String> voucherList) implements CpeMethod {
    public SetVouchers {
      voucherList = List.copyOf(voucherList);
    }
  }

  /** A.4.1.4, deprecated. */
  record GetOptions(String optionName) implements CpeMethod {}

  /** A method of a vendor's own, carried as the XML of its body element (well-formed, namespaces declared). */
  record VendorMethod(String name, String xml) implements CpeMethod {
    @Override
    public String rpcName() {
      return name;
    }
  }

  /**
   * Whether sending the method twice does no more than sending it once. The others are delivered at most once: when a
   * crash leaves their fate open they end as unknown instead of being repeated.
   */
  default boolean idempotent() {
    return switch (this) {
      case GetRPCMethods _, GetParameterValues _, GetParameterNames _, GetParameterAttributes _ -> true;
      case SetParameterValues _, SetParameterAttributes _ -> true;
      case GetQueuedTransfers _, GetAllQueuedTransfers _, GetOptions _, CancelTransfer _ -> true;
      case AddObject _, DeleteObject _, Reboot _, FactoryReset _, Download _, Upload _ -> false;
      case ScheduleInform _, ScheduleDownload _, ChangeDUState _, SetVouchers _, VendorMethod _ -> false;
    };
  }
}
