package org.argonaut.store;

/**
 * An agent that listens.
 *
 * @param sn its endpoint id
 * @param url where: {@code ws://} or {@code wss://}
 */
public record DialRow(String sn, String url) {}
