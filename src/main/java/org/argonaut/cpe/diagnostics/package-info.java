/**
 * Tests a CPE runs for its controller: ping, trace, name lookup, transfers (TR-143). Really measured, each a plain call that
 * blocks its (virtual) thread, ends by a deadline and stops when the thread is interrupted.
 *
 * <p>Knows no protocol and no tree: CWMP sessions and USP commands both use it. Uses {@code cpe.http}.
 */
package org.argonaut.cpe.diagnostics;
