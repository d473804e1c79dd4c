/**
 * USP agents behind a STOMP broker (TR-369 section "STOMP Binding"): a client of STOMP 1.2 and this node's link over it. May use
 * {@code mtp}, {@code mtp.broker}, {@code device} and {@code usp}.
 */
package org.argonaut.mtp.stomp;
