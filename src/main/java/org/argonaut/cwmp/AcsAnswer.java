package org.argonaut.cwmp;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What the ACS answers to an {@link AcsMethod}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rpc")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AcsAnswer.InformResponse.class, name = "InformResponse"),
  @JsonSubTypes.Type(value = AcsAnswer.GetRPCMethodsResponse.class, name = "GetRPCMethodsResponse"),
  @JsonSubTypes.Type(value = AcsAnswer.TransferCompleteResponse.class, name = "TransferCompleteResponse"),
  @JsonSubTypes.Type(value = AcsAnswer.AutonomousTransferCompleteResponse.class, name = "AutonomousTransferCompleteResponse"),
  @JsonSubTypes.Type(value = AcsAnswer.DUStateChangeCompleteResponse.class, name = "DUStateChangeCompleteResponse"),
  @JsonSubTypes.Type(
      value = AcsAnswer.AutonomousDUStateChangeCompleteResponse.class,
      name = "AutonomousDUStateChangeCompleteResponse"),
  @JsonSubTypes.Type(value = AcsAnswer.RequestDownloadResponse.class, name = "RequestDownloadResponse"),
  @JsonSubTypes.Type(value = AcsAnswer.KickedResponse.class, name = "KickedResponse"),
  @JsonSubTypes.Type(value = Fault.class, name = "Fault")
})
public sealed interface AcsAnswer extends Message
    permits AcsAnswer.InformResponse,
        AcsAnswer.GetRPCMethodsResponse,
        AcsAnswer.TransferCompleteResponse,
        AcsAnswer.AutonomousTransferCompleteResponse,
        AcsAnswer.DUStateChangeCompleteResponse,
        AcsAnswer.AutonomousDUStateChangeCompleteResponse,
        AcsAnswer.RequestDownloadResponse,
        AcsAnswer.KickedResponse,
        Fault {

  /** MaxEnvelopes is always 1 (TR-069 A.3.3.1). */
  record InformResponse() implements AcsAnswer {}

  record GetRPCMethodsResponse(List<String> methodList) implements AcsAnswer {
    public GetRPCMethodsResponse {
      methodList = List.copyOf(methodList);
    }
  }

  record TransferCompleteResponse() implements AcsAnswer {}

  record AutonomousTransferCompleteResponse() implements AcsAnswer {}

  record DUStateChangeCompleteResponse() implements AcsAnswer {}

  record AutonomousDUStateChangeCompleteResponse() implements AcsAnswer {}

  record RequestDownloadResponse() implements AcsAnswer {}

  record KickedResponse(String nextUrl) implements AcsAnswer {}
}
