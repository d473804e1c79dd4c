package org.argonaut.cwmp;

/**
 * One SOAP envelope (TR-069 3.5).
 *
 * @param id the {@code cwmp:ID} header, echoed in the answer; null when absent
 * @param version of the namespace used; the newest we know not above it for versions we do not know; V1_0 when missing
 * @param message the body
 * @param rawBytes size of the envelope on the wire after content decoding; 0 for one of our own
 * @param negotiated read: the newest version that both the SupportedCWMPVersions header and we name, null without that
 *     header; written with an InformResponse as its UseCWMPVersion header unless null (CWMP 1.4)
 */
public record Envelope(String id, CwmpVersion version, Message message, int rawBytes, CwmpVersion negotiated) {
  public Envelope(String id, CwmpVersion version, Message message) {
    this(id, version, message, 0, null);
  }

  public Envelope(String id, CwmpVersion version, Message message, int rawBytes) {
    this(id, version, message, rawBytes, null);
  }
}
