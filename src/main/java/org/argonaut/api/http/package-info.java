/**
 * A small HTTP layer for blocking handlers on virtual threads: one table of routes that both the dispatch and the
 * OpenAPI document come from, problem documents (RFC 9457), limits and deadlines.
 *
 * <p>Knows nothing of devices. Used by {@code api} only.
 */
package org.argonaut.api.http;
