package org.argonaut.script.functions;

import java.nio.charset.StandardCharsets;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Direction;
import org.argonaut.cwmp.SoapException;
import org.argonaut.cwmp.SoapReader;

/**
 * Reads the XML that scripts send. It is taken for what it means, not passed on: the device gets an envelope of our own with
 * its CWMP version, true counts and types. So blanks before it, missing or wrong {@code arrayType} and {@code xsi:type},
 * missing keys, undeclared prefixes and a bare {@code &} in a value do no harm.
 */
final class CwmpPayload {
  private CwmpPayload() {}

  /**
   * The RPC in an envelope.
   *
   * @throws FunctionFailure says where and what is wrong
   */
  static CpeMethod read(String xml) throws FunctionFailure {
    try {
      byte[] bytes = xml.strip().getBytes(StandardCharsets.UTF_8);
      if (!(SoapReader.read(bytes, "utf-8", Direction.TO_CPE).message() instanceof CpeMethod method)) {
        throw bad("it holds no method of a CPE");
      }
      checkComplete(method);
      return method;
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

  /** An RPC that asks for nothing is a mistake in the XML, not a wish. */
  private static void checkComplete(CpeMethod method) throws FunctionFailure {
    switch (method) {
      case CpeMethod.GetParameterValues get when get.names().isEmpty() -> throw missing(method, "ParameterNames");
      case CpeMethod.GetParameterAttributes get when get.names().isEmpty() -> throw missing(method, "ParameterNames");
      case CpeMethod.SetParameterValues set -> {
        if (set.values().isEmpty() || set.values().stream().anyMatch(value -> value.name().isEmpty())) {
          throw missing(method, "ParameterList");
        }
      }
      case CpeMethod.SetParameterAttributes set when set.attributes().isEmpty() -> throw missing(method, "ParameterList");
      case CpeMethod.AddObject add when add.objectName().isEmpty() -> throw missing(method, "ObjectName");
      case CpeMethod.DeleteObject delete when delete.objectName().isEmpty() -> throw missing(method, "ObjectName");
      case CpeMethod.Download download when download.url().isEmpty() -> throw missing(method, "URL");
      case CpeMethod.Upload upload when upload.url().isEmpty() -> throw missing(method, "URL");
      default -> {
        // the others mean something without arguments
      }
    }
  }

  private static FunctionFailure missing(CpeMethod method, String field) {
    return bad(method.rpcName() + " has nothing in " + field);
  }

  private static FunctionFailure bad(String what) {
    return new FunctionFailure(FunctionFailure.BAD_REQUEST, "the XML cannot be sent: " + what);
  }
}
