package org.argonaut.cwmp;

import java.nio.charset.StandardCharsets;

/** Writes what an ACS answers. */
final class AcsAnswerWriter {
  private static final byte[] INFORM_RESPONSE =
      "<cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse>".getBytes(StandardCharsets.US_ASCII);

  private AcsAnswerWriter() {}

  static void write(AcsAnswer answer, XmlBuffer out) {
    switch (answer) {
      case AcsAnswer.InformResponse _ -> out.raw(INFORM_RESPONSE);
      case AcsAnswer.GetRPCMethodsResponse(var methodList) -> SoapWriter.methodList(methodList, out);
      case AcsAnswer.KickedResponse(var nextUrl) ->
          out.open("cwmp:KickedResponse").element("NextURL", nextUrl).close("cwmp:KickedResponse");
      case AcsAnswer.TransferCompleteResponse _ -> out.element("cwmp:TransferCompleteResponse", "");
      case AcsAnswer.AutonomousTransferCompleteResponse _ ->
          out.element("cwmp:AutonomousTransferCompleteResponse", "");
      case AcsAnswer.DUStateChangeCompleteResponse _ -> out.element("cwmp:DUStateChangeCompleteResponse", "");
      case AcsAnswer.AutonomousDUStateChangeCompleteResponse _ ->
          out.element("cwmp:AutonomousDUStateChangeCompleteResponse", "");
      case AcsAnswer.RequestDownloadResponse _ -> out.element("cwmp:RequestDownloadResponse", "");
      case Fault _ -> throw new IllegalArgumentException("a fault is not written as an answer of its own kind");
    }
  }
}
