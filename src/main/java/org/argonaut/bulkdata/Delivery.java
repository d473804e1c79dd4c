package org.argonaut.bulkdata;

/**
 * What came in one piece: one report, or several.
 *
 * @param contentType null: to be found out
 * @param profile what tells apart the device's reports; empty: nothing does
 * @param body kept as it is until it has been read
 */
public record Delivery(Sender sender, BulkStats.Transport transport, String profile, String contentType, byte[] body) {}
