/**
 * What scripts may call, one class an area: each installs its functions and documents them for {@link
 * org.argonaut.script.FunctionTable}.
 *
 * <p>May use {@code script} and what that may use.
 */
package org.argonaut.script.functions;
