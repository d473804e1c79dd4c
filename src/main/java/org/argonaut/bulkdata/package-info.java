/**
 * Bulk data reports (TR-157, TR-369 Annex A): reading them, finding out whose they are, keeping them, telling of them.
 *
 * <p>May use {@code event}, {@code store} and {@code cwmp}; {@code acs}, {@code mtp} and {@code device} hand reports over.
 */
package org.argonaut.bulkdata;
