/**
 * PostgreSQL: device rows and the durable-state plugin, parameters, events, commands, credentials, files, migrations,
 * and the embedded server that is the default.
 *
 * <p>The only package that speaks SQL. Knows no device, no protocol: rows in, rows out.
 */
package org.argonaut.store;
