package org.argonaut.cwmp;

import java.util.List;

/** The elements inside CWMP messages, for the tokenizer to know beforehand. */
final class FieldNames {
  static final List<String> ALL = List.of(
      "Envelope", "Header", "Body", "ID", "DeviceId", "Manufacturer", "OUI", "ProductClass", "SerialNumber", "Event",
      "EventStruct", "EventCode", "CommandKey", "MaxEnvelopes", "CurrentTime", "RetryCount", "ParameterList",
      "ParameterValueStruct", "Name", "Value", "ParameterInfoStruct", "Writable", "ParameterAttributeStruct",
      "Notification", "AccessList", "SetParameterAttributesStruct", "NotificationChange", "AccessListChange",
      "MethodList", "ParameterNames", "ParameterPath", "NextLevel", "ParameterKey", "ObjectName", "InstanceNumber",
      "Status", "StartTime", "CompleteTime", "FaultStruct", "FaultCode", "FaultString", "faultcode", "faultstring",
      "detail", "Fault", "SetParameterValuesFault", "ParameterName", "TransferList", "QueuedTransferStruct",
      "AllQueuedTransferStruct", "State", "IsDownload", "FileType", "FileSize", "TargetFileName", "URL", "Username",
      "Password", "DelaySeconds", "SuccessURL", "FailureURL", "TimeWindowList", "TimeWindowStruct", "WindowStart",
      "WindowEnd", "WindowMode", "UserMessage", "MaxRetries", "AnnounceURL", "TransferURL", "Results", "UUID",
      "DeploymentUnitRef", "Version", "CurrentState", "Resolved", "ExecutionUnitRefList", "OperationPerformed",
      "Operations", "ExecutionEnvRef", "FileTypeArg", "ArgStruct", "Command", "Referer", "Arg", "Next", "NextURL",
      "VoucherList", "OptionName", "OptionList", "OptionStruct", "VoucherSN", "Mode", "StartDate", "ExpirationDate",
      "IsTransferable", "string", "type", "arrayType", "mustUnderstand", "encodingStyle");

  private FieldNames() {}
}
