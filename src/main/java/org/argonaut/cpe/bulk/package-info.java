/**
 * Bulk data of a virtual CPE (TR-157, TR-369 Annex A): which reports are due, what is in them, and their way over HTTP.
 *
 * <p>May use {@code tree} and {@code http} of {@code cpe}.
 */
package org.argonaut.cpe.bulk;
