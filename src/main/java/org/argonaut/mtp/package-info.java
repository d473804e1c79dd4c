/**
 * Where USP agents come in: what every message transfer protocol (TR-369 "MTP") shares. Who may speak for an endpoint id,
 * which records are let in, which connections this node holds; the transports themselves live in sub-packages.
 *
 * <p>Holds no state of an agent beyond its connection: the device actor does. May use {@code bulkdata}, {@code device},
 * {@code event}, {@code store} and {@code usp}.
 */
package org.argonaut.mtp;
