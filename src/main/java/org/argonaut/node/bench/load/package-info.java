/**
 * The load generator of the benchmarks: complete CWMP sessions of very many devices over plain sockets, with as little
 * CPU as possible, so that what is measured is the other side.
 *
 * <p>Knows HTTP and CWMP only as bytes; uses nothing else of Argonaut.
 */
package org.argonaut.node.bench.load;
