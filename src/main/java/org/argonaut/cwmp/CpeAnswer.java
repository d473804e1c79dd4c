package org.argonaut.cwmp;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** What a CPE answers to a {@link CpeMethod}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rpc")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CpeAnswer.GetRPCMethodsResponse.class, name = "GetRPCMethodsResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.SetParameterValuesResponse.class, name = "SetParameterValuesResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.GetParameterValuesResponse.class, name = "GetParameterValuesResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.GetParameterNamesResponse.class, name = "GetParameterNamesResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.SetParameterAttributesResponse.class, name = "SetParameterAttributesResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.GetParameterAttributesResponse.class, name = "GetParameterAttributesResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.AddObjectResponse.class, name = "AddObjectResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.DeleteObjectResponse.class, name = "DeleteObjectResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.RebootResponse.class, name = "RebootResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.FactoryResetResponse.class, name = "FactoryResetResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.DownloadResponse.class, name = "DownloadResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.UploadResponse.class, name = "UploadResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.ScheduleInformResponse.class, name = "ScheduleInformResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.ScheduleDownloadResponse.class, name = "ScheduleDownloadResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.CancelTransferResponse.class, name = "CancelTransferResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.GetQueuedTransfersResponse.class, name = "GetQueuedTransfersResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.GetAllQueuedTransfersResponse.class, name = "GetAllQueuedTransfersResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.ChangeDUStateResponse.class, name = "ChangeDUStateResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.SetVouchersResponse.class, name = "SetVouchersResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.GetOptionsResponse.class, name = "GetOptionsResponse"),
  @JsonSubTypes.Type(value = CpeAnswer.VendorAnswer.class, name = "VendorAnswer"),
  @JsonSubTypes.Type(value = Fault.class, name = "Fault")
})
public sealed interface CpeAnswer extends Message
    permits CpeAnswer.GetRPCMethodsResponse,
        CpeAnswer.SetParameterValuesResponse,
        CpeAnswer.GetParameterValuesResponse,
        CpeAnswer.GetParameterNamesResponse,
        CpeAnswer.SetParameterAttributesResponse,
        CpeAnswer.GetParameterAttributesResponse,
        CpeAnswer.AddObjectResponse,
        CpeAnswer.DeleteObjectResponse,
        CpeAnswer.RebootResponse,
        CpeAnswer.FactoryResetResponse,
        CpeAnswer.DownloadResponse,
        CpeAnswer.UploadResponse,
        CpeAnswer.ScheduleInformResponse,
        CpeAnswer.ScheduleDownloadResponse,
        CpeAnswer.CancelTransferResponse,
        CpeAnswer.GetQueuedTransfersResponse,
        CpeAnswer.GetAllQueuedTransfersResponse,
        CpeAnswer.ChangeDUStateResponse,
        CpeAnswer.SetVouchersResponse,
        CpeAnswer.GetOptionsResponse,
        CpeAnswer.VendorAnswer,
        Fault {

  record GetRPCMethodsResponse(List<String> methodList) implements CpeAnswer {
    public GetRPCMethodsResponse {
      methodList = List.copyOf(methodList);
    }
  }

  /**
   * @param status 0 applied, 1 accepted and applied after a reboot
   */
  record SetParameterValuesResponse(int status) implements CpeAnswer {}

  record GetParameterValuesResponse(List<ParameterValue> values) implements CpeAnswer {
    public GetParameterValuesResponse {
      values = List.copyOf(values);
    }
  }

  record GetParameterNamesResponse(List<ParameterInfo> names) implements CpeAnswer {
    public GetParameterNamesResponse {
      names = List.copyOf(names);
    }
  }

  /** ParameterInfoStruct: objects end with a dot. */
  record ParameterInfo(String name, boolean writable) {}

  record SetParameterAttributesResponse() implements CpeAnswer {}

  record GetParameterAttributesResponse(List<ParameterAttributes> attributes) implements CpeAnswer {
    public GetParameterAttributesResponse {
      attributes = List.copyOf(attributes);
    }
  }

  /** ParameterAttributeStruct. */
  record ParameterAttributes(String name, int notification, List<String> accessList) {
    public ParameterAttributes {
      accessList = List.copyOf(accessList);
    }
  }

  /**
   * @param status 0 applied, 1 applied after a reboot; some CPEs report failure here as a fault code (9xxx)
   */
  record AddObjectResponse(long instanceNumber, int status) implements CpeAnswer {}

  record DeleteObjectResponse(int status) implements CpeAnswer {}

  record RebootResponse() implements CpeAnswer {}

  record FactoryResetResponse() implements CpeAnswer {}

  /**
   * @param status 0 done, 1 still to be done: a TransferComplete follows in a later session
   * @param startTime {@link Times#UNKNOWN} when the transfer has not begun
   */
  record DownloadResponse(int status, Instant startTime, Instant completeTime) implements CpeAnswer {}

  /** As {@link DownloadResponse}. */
  record UploadResponse(int status, Instant startTime, Instant completeTime) implements CpeAnswer {}

  record ScheduleInformResponse() implements CpeAnswer {}

  record ScheduleDownloadResponse() implements CpeAnswer {}

  record CancelTransferResponse() implements CpeAnswer {}

  record GetQueuedTransfersResponse(List<QueuedTransfer> transferList) implements CpeAnswer {
    public GetQueuedTransfersResponse {
      transferList = List.copyOf(transferList);
    }
  }

  record GetAllQueuedTransfersResponse(List<QueuedTransfer> transferList) implements CpeAnswer {
    public GetAllQueuedTransfersResponse {
      transferList = List.copyOf(transferList);
    }
  }

  /**
   * QueuedTransferStruct and AllQueuedTransferStruct; the latter's fields are null in the former.
   *
   * @param state 1 not yet started, 2 in progress, 3 completed, finishing clean-up
   */
  record QueuedTransfer(
      String commandKey, int state, Boolean isDownload, String fileType, Long fileSize, String targetFileName) {}

  record ChangeDUStateResponse() implements CpeAnswer {}

  record SetVouchersResponse() implements CpeAnswer {}

  record GetOptionsResponse(List<Option> optionList) implements CpeAnswer {
    public GetOptionsResponse {
      optionList = List.copyOf(optionList);
    }
  }

  /**
   * OptionStruct (A.4.1.4, deprecated).
   *
   * @param voucherSn serial number of the voucher
   * @param state bit 0: enabled, bit 1: set up
   * @param mode 0 disabled, 1 enabled with an expiration, 2 enabled without one
   * @param expirationDate null unless the mode has one
   */
  record Option(
      String optionName,
      long voucherSn,
      int state,
      int mode,
      Instant startDate,
      Instant expirationDate,
      boolean isTransferable) {}

  /** The answer to a vendor's own method, as the XML of its body element. */
  record VendorAnswer(String name, String xml) implements CpeAnswer {
    @Override
    public String rpcName() {
      return name;
    }
  }
}
