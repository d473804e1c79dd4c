package org.argonaut.mtp.mqtt;

import java.util.Optional;

/**
 * A message that the broker delivered.
 *
 * @param acknowledge tells the broker that it may forget it; in any order; nothing with QoS 0
 */
record MqttArrival(
    String topic,
    Optional<String> responseTopic,
    Optional<String> contentType,
    byte[] payload,
    boolean retained,
    Runnable acknowledge) {}
