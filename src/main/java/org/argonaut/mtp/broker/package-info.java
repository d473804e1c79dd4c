/**
 * What MQTT and STOMP share: agents behind a broker. The address of a broker, the loop that keeps a connection to it, the
 * order of each agent's records, and {@code Brokers}, by which device actors send. May use {@code mtp}, {@code device} and
 * {@code usp}.
 */
package org.argonaut.mtp.broker;
