package org.argonaut.script;

/** Marks what travels between nodes; bound to Jackson CBOR in {@code reference.conf}. */
public interface Wire {}
