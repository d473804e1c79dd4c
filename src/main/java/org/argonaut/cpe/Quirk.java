package org.argonaut.cpe;

import java.util.Locale;

/** One way in which real CPEs depart from the standard or from each other. */
public enum Quirk {
  /** Never returns a cookie: the session lives on its connection alone. */
  NO_COOKIES,
  /** Sends cookies of earlier sessions for ever. */
  KEEP_COOKIES,
  /** Returns cookies with their attributes ({@code ; Path=/}). */
  COOKIE_ATTRIBUTES,
  /** Opens a new connection for each POST. */
  NEW_CONNECTIONS,
  /** Speaks HTTP/1.0 without keep-alive. */
  HTTP10,
  /** Sends bodies chunked. */
  CHUNKED,
  /** Sends bodies gzipped. */
  GZIP,
  /** Sends a few bytes at a time. */
  SLOW_BYTES,
  /** Asks for 100 Continue before each body. */
  EXPECT_CONTINUE,
  /** Sends no Content-Type. */
  NO_CONTENT_TYPE,
  /** Sends {@code nc=00000001} with every request. */
  REUSED_NONCE_COUNT,
  /** SOAP prefix {@code soap}. */
  PREFIX_SOAP,
  /** SOAP prefix {@code soapenv}. */
  PREFIX_SOAPENV,
  /** Begins with an XML declaration, in ISO-8859-1. */
  ISO_8859_1,
  /** Leaves xsi:type out. */
  NO_XSI_TYPE,
  /** Leaves SOAP-ENC:arrayType out. */
  NO_ARRAY_TYPE,
  /** Sends event codes without their text: {@code 2}. */
  BARE_EVENTS,
  /** Sends times without a zone. */
  NO_TIME_ZONE,
  /** Answers with another cwmp:ID than it was asked with. */
  WRONG_ID,
  /** Answers each RPC with an empty POST. */
  EMPTY_ANSWERS,
  /** Answers GetParameterValues and GetParameterNames of more than 100 entries with fault 9004. */
  SMALL_ANSWERS,
  /** Asks the ACS for its methods before it lets it speak. */
  ASKS_METHODS,
  /** Its connection-request server offers Basic instead of Digest. */
  CR_BASIC,
  /** Its connection-request server offers Digest with SHA-256. */
  CR_SHA256;

  /** As written on the command line: {@code no-cookies}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
