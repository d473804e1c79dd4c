package org.argonaut.device;

import java.util.function.Consumer;

/**
 * What the device actors of a node share for USP.
 *
 * @param search asks all nodes for the connection of an agent; the one that has it attaches it
 */
record UspEnvironment(UspSettings settings, BrokerSender brokers, Consumer<String> search) {}
