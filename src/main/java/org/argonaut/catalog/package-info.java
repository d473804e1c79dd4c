/**
 * Which data model a device has: the standard's, its services, and the JSON plugins bound to its model; what of it the
 * device supports; types and checks of what is set by it.
 *
 * <p>May use {@code datamodel}, {@code device}, {@code store}, {@code cwmp} and {@code usp}. Merged models are immutable, shared and
 * made on a thread of their own; device actors know nothing of them.
 */
package org.argonaut.catalog;
