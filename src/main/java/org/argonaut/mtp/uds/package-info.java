/**
 * The UNIX domain socket transfer protocol of TR-369, for agents on the same machine: the socket, its frames, its
 * connections. May use {@code mtp} and what that may use.
 */
package org.argonaut.mtp.uds;
