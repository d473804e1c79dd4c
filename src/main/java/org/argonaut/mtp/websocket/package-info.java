/**
 * The WebSocket transfer protocol of TR-369: agents that connect to {@code /usp} on the device port, and agents that listen and
 * are dialed. RFC 6455 framing is our own, because close codes, pongs and limits matter here and Pekko HTTP keeps them to
 * itself. May use {@code mtp} and what that may use.
 */
package org.argonaut.mtp.websocket;
