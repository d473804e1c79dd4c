/**
 * HTTP to the world outside, for scripts: {@link org.argonaut.script.http.OutboundHttp}. What a script asks for goes to public
 * hosts only, or to those the operator allows ({@link org.argonaut.script.http.AddressPolicy}).
 *
 * <p>Uses nothing of ours.
 */
package org.argonaut.script.http;
