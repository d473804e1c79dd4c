/**
 * A real PostgreSQL server that lives in the data directory: unpacked from the class path, started, watched and stopped
 * by this process.
 *
 * <p>May use the JDK and the archive libraries only; knows no schema.
 */
package org.argonaut.store.embedded;
