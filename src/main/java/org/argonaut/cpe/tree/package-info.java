/**
 * The data-model tree of a virtual CPE: one skeleton a model, shared by all CPEs, and per CPE only what differs from it.
 *
 * <p>Pure: values are computed when asked for, from the time and the CPE's seed. Uses the JDK and {@code datamodel}.
 */
package org.argonaut.cpe.tree;
