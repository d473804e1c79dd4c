/**
 * Logs of Lua programs, scripts and profiles alike: what they print is written in batches, read back and followed.
 *
 * <p>May use {@code store}.
 */
package org.argonaut.lualog;
