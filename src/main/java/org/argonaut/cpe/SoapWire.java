package org.argonaut.cpe;

import java.nio.charset.StandardCharsets;
import org.argonaut.cpe.http.HttpReply;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Direction;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.Limits;
import org.argonaut.cwmp.SoapException;
import org.argonaut.cwmp.SoapReader;
import org.argonaut.cwmp.SoapWriter;

/** Between envelopes and bytes: the shared codec, and behind it what a quirky CPE makes of it. */
final class SoapWire {
  private final Quirks quirks;

  SoapWire(Quirks quirks) {
    this.quirks = quirks;
  }

  byte[] write(Envelope envelope) {
    byte[] plain = SoapWriter.write(envelope, Dialect.STANDARD);
    return quirks.all().isEmpty() ? plain : distort(plain);
  }

  Envelope read(HttpReply reply) throws SoapException {
    return SoapReader.read(reply.body(), reply.charset(), Limits.STANDARD, Direction.TO_CPE);
  }

  String contentType() {
    if (quirks.has(Quirk.NO_CONTENT_TYPE)) {
      return null;
    }
    return quirks.has(Quirk.ISO_8859_1) ? "text/xml; charset=iso-8859-1" : "text/xml; charset=utf-8";
  }

  private byte[] distort(byte[] plain) {
    String xml = new String(plain, StandardCharsets.UTF_8);
    if (quirks.has(Quirk.NO_XSI_TYPE)) {
      xml = xml.replaceAll(" xsi:type=\"[^\"]*\"", "");
    }
    if (quirks.has(Quirk.NO_ARRAY_TYPE)) {
      xml = xml.replaceAll(" SOAP-ENC:arrayType=\"[^\"]*\"", "");
    }
    if (quirks.has(Quirk.BARE_EVENTS)) {
      xml = xml.replaceAll("<EventCode>(\\d+) [^<]*</EventCode>", "<EventCode>$1</EventCode>");
    }
    if (quirks.has(Quirk.NO_TIME_ZONE)) {
      xml = xml.replaceAll("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)Z", "$1");
    }
    if (quirks.has(Quirk.PREFIX_SOAP)) {
      xml = xml.replace("SOAP-ENV", "soap").replace("SOAP-ENC", "soapenc");
    }
    if (quirks.has(Quirk.PREFIX_SOAPENV)) {
      xml = xml.replace("SOAP-ENV", "soapenv").replace("SOAP-ENC", "encoding");
    }
    return quirks.has(Quirk.ISO_8859_1)
        ? ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" + xml).getBytes(StandardCharsets.ISO_8859_1)
        : xml.getBytes(StandardCharsets.UTF_8);
  }
}
