package org.argonaut.device;

/**
 * Names an open session to any node: what the cookie carries.
 *
 * @param deviceId the actor's id: the serial number, or {@code OUI-serial} after a clash
 * @param sessionId random, chosen by the HTTP layer when the Inform came
 * @param version so that a node that takes the session over knows how to speak
 */
public record SessionRef(String deviceId, String sessionId, org.argonaut.cwmp.CwmpVersion version) implements Wire {}
