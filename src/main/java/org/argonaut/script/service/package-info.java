/**
 * Services: zero-touch provisioning. A {@link org.argonaut.script.service.ServiceDefinition} is a Lua script with typed
 * variables and the events that trigger it; an instance is a definition on one device with values for its variables.
 *
 * <p>{@link org.argonaut.script.service.Services} keeps them, {@link org.argonaut.script.service.ServiceRunner} applies
 * instances, {@link org.argonaut.script.service.ServiceTriggers} does so when a device's event asks for it, which {@link
 * org.argonaut.script.service.ServiceWatch} hears.
 */
package org.argonaut.script.service;
