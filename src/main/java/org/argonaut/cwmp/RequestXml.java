package org.argonaut.cwmp;

import java.nio.charset.StandardCharsets;

/**
 * Reads requests to CPEs that people wrote, in scripts and profiles. They are taken for what they mean, not passed on: the
 * device gets an envelope of our own with its CWMP version, true counts and types. So blanks before it, missing or wrong
 * {@code arrayType} and {@code xsi:type}, missing keys, undeclared prefixes and a bare {@code &} in a value do no harm.
 */
public final class RequestXml {
  private RequestXml() {}

  /**
   * The method in an envelope.
   *
   * @throws SoapException says where and what is wrong; also when the method asks for nothing
   */
  public static CpeMethod read(String xml) throws SoapException {
    byte[] bytes = xml.strip().getBytes(StandardCharsets.UTF_8);
    if (!(SoapReader.read(bytes, "utf-8", Direction.TO_CPE).message() instanceof CpeMethod method)) {
      throw new SoapException(SoapException.Kind.NOT_SOAP, "it holds no method of a CPE");
    }
    checkComplete(method);
    return method;
  }

  /** A method that asks for nothing is a mistake in the XML, not a wish. */
  private static void checkComplete(CpeMethod method) throws SoapException {
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

  private static SoapException missing(CpeMethod method, String field) {
    return new SoapException(SoapException.Kind.INVALID, method.rpcName() + " has nothing in " + field);
  }
}
