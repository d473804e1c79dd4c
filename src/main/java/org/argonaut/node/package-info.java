/**
 * The main class, the command line, the settings, and the guardian that wires every package together. Nobody may use
 * this package; it sees all.
 */
package org.argonaut.node;
