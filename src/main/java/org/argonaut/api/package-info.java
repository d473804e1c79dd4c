/**
 * Where people and programs come in: the HTTP API under {@code /api/v1}, its OpenAPI document, server-sent events,
 * health and metrics.
 *
 * <p>May use {@code device}, {@code event}, {@code store}, {@code cwmp}. What it needs of {@code acs} it asks for through
 * interfaces that {@code device} owns ({@link org.argonaut.device.CredentialWriter}, {@link org.argonaut.device.FileLinks}).
 */
package org.argonaut.api;
