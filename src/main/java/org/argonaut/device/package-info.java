/**
 * The CPE as a sharded persistent actor: {@link org.argonaut.device.DeviceActor}, its state, its command queue, and
 * {@link org.argonaut.device.Devices}, the facade everybody else talks to.
 *
 * <p>May use {@code bulkdata}, {@code event}, {@code store}, {@code cwmp} and {@code usp}. What it needs from above it asks for through
 * interfaces it owns ({@link org.argonaut.device.SessionOpener}, {@link org.argonaut.device.FileLinks}, {@link
 * org.argonaut.device.CredentialWriter}).
 */
package org.argonaut.device;
