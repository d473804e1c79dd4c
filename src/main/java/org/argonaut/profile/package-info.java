/**
 * Device profiles: Lua files of vendor hooks that make one vendor-neutral view of every box. Binding, hooks, resources,
 * diagnostics. Payloads are protocol-neutral up to {@link org.argonaut.profile.DeviceLink}.
 *
 * <p>May use {@code device}, {@code event}, {@code store}, {@code cwmp}, {@code usp}, {@code datamodel}, {@code lua} and
 * {@code lualog}.
 */
package org.argonaut.profile;
