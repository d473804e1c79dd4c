/**
 * Where CPEs come in over CWMP: the HTTP endpoint on the device port, authentication, TLS, connection requests and file
 * transfers.
 *
 * <p>Holds no session state: the device actor does. May use {@code bulkdata}, {@code device}, {@code event}, {@code store}, {@code cwmp}.
 */
package org.argonaut.acs;
