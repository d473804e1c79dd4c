package org.argonaut.mtp.mqtt;

import java.time.Duration;

/**
 * Who connects.
 *
 * @param endpointId the controller's
 * @param clientId this node's; the same after a restart, so that the broker finds its session again
 * @param maxPacketSize bytes that a message to us may have, all told
 * @param sessionExpiry how long the broker keeps our session when we vanish
 */
record MqttIdentity(String endpointId, String clientId, int maxPacketSize, Duration sessionExpiry) {}
