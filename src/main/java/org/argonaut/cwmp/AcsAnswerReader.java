package org.argonaut.cwmp;

/** Reads what an ACS answers (TR-069 A.3.1, A.3.3, A.4.2). */
final class AcsAnswerReader {
  private AcsAnswerReader() {}

  /** The answer the cursor is on; null, and the cursor not moved, when it is none of these. */
  static AcsAnswer read(XmlCursor xml) throws SoapException {
    switch (xml.name()) {
      case "GetRPCMethodsResponse" -> {
        return new AcsAnswer.GetRPCMethodsResponse(CpeAnswerReader.methodList(xml));
      }
      case "KickedResponse" -> {
        return kicked(xml);
      }
      default -> {
        // the others carry nothing
      }
    }
    AcsAnswer answer = switch (xml.name()) {
      case "InformResponse" -> new AcsAnswer.InformResponse();
      case "TransferCompleteResponse" -> new AcsAnswer.TransferCompleteResponse();
      case "AutonomousTransferCompleteResponse" -> new AcsAnswer.AutonomousTransferCompleteResponse();
      case "DUStateChangeCompleteResponse" -> new AcsAnswer.DUStateChangeCompleteResponse();
      case "AutonomousDUStateChangeCompleteResponse" -> new AcsAnswer.AutonomousDUStateChangeCompleteResponse();
      case "RequestDownloadResponse" -> new AcsAnswer.RequestDownloadResponse();
      default -> null;
    };
    if (answer != null) {
      xml.skip();
    }
    return answer;
  }

  private static AcsAnswer kicked(XmlCursor xml) throws SoapException {
    String nextUrl = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "NextURL" -> nextUrl = xml.text();
        default -> xml.skip();
      }
    }
    return new AcsAnswer.KickedResponse(nextUrl);
  }
}
