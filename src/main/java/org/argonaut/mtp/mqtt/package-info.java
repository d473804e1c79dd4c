/**
 * USP agents behind an MQTT broker (TR-369 section "MQTT Binding"): this node's client of the broker, for MQTT 5 and 3.1.1.
 * May use {@code mtp}, {@code mtp.broker}, {@code device} and {@code usp}.
 */
package org.argonaut.mtp.mqtt;
