package org.argonaut.script.functions;

import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.RequestXml;
import org.argonaut.cwmp.SoapException;

/** Reads the XML that scripts send: what {@link RequestXml} takes, with failures that scripts see. */
final class CwmpPayload {
  private CwmpPayload() {}

  /**
   * The RPC in an envelope.
   *
   * @throws FunctionFailure says where and what is wrong
   */
  static CpeMethod read(String xml) throws FunctionFailure {
    try {
      return RequestXml.read(xml);
    } catch (SoapException e) {
      throw bad(e.getMessage());
    }
  }

  /**
   * The RPC in an envelope, which must be of that type.
   *
   * @throws FunctionFailure also when it is another RPC than the type says
   */
  static CpeMethod read(String xml, MessageType type) throws FunctionFailure {
    CpeMethod method = read(xml);
    MessageType actual = MessageType.ofRpc(method.rpcName());
    if (actual != type) {
      throw bad(
          "it is " + method.rpcName() + " (type " + actual.number() + "), but type " + type.number() + " says " + type.rpc());
    }
    return method;
  }

  private static FunctionFailure bad(String what) {
    return new FunctionFailure(FunctionFailure.BAD_REQUEST, "the XML cannot be sent: " + what);
  }
}
