package org.argonaut.mtp.mqtt;

/**
 * Who connects.
 *
 * @param endpointId the controller's
 * @param clientId this node's; the same after a restart, so that the broker finds its session again
 * @param maxPacketSize bytes that a message to us may have, all told
 */
record MqttIdentity(String endpointId, String clientId, int maxPacketSize) {}
