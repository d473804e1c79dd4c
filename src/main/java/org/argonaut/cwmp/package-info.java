/**
 * TR-069 as values: RPC messages, SOAP reading and writing, faults, dialects, and their JSON form.
 *
 * <p>Pure: knows no HTTP, no actor, no database. May use the JDK, Jackson and an XML tokenizer only.
 */
package org.argonaut.cwmp;
