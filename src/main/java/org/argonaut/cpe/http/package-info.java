/**
 * A blocking HTTP/1.1 client for virtual threads, as small as a CPE's: one connection at a time, in full view of its
 * owner, because a CWMP session may be tied to its TCP connection and because tests need a client that can misbehave.
 *
 * <p>Uses the JDK only.
 */
package org.argonaut.cpe.http;
