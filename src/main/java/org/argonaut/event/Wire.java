package org.argonaut.event;

/** Marks what travels between nodes; bound to Jackson CBOR in {@code reference.conf}. */
public interface Wire {}
