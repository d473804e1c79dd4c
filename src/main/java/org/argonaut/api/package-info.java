/**
 * Where people and programs come in: the HTTP API under {@code /api/v1}, its OpenAPI document, server-sent events,
 * health and metrics.
 *
 * <p>May use {@code device}, {@code event}, {@code store}, {@code cwmp}.
 */
package org.argonaut.api;
