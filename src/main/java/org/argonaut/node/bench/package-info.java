/**
 * The benchmarks of the command line: each starts what it measures, loads it, and prints what came of it beside the CPU
 * time of both sides.
 *
 * <p>Part of {@code node}: sees all.
 */
package org.argonaut.node.bench;
