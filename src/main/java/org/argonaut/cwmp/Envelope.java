package org.argonaut.cwmp;

/**
 * One SOAP envelope (TR-069 3.5).
 *
 * @param id the {@code cwmp:ID} header, echoed in the answer; null when absent
 * @param version of the namespace used; the newest we know not above it for versions we do not know; V1_0 when missing
 * @param message the body
 * @param rawBytes size of the envelope on the wire after content decoding; 0 for one of our own
 */
public record Envelope(String id, CwmpVersion version, Message message, int rawBytes) {
  public Envelope(String id, CwmpVersion version, Message message) {
    this(id, version, message, 0);
  }
}
