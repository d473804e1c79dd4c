package org.argonaut.store;

import java.time.Instant;

/**
 * A stored file, without its content.
 *
 * @param type TR-069 FileType ({@code 1 Firmware Upgrade Image} ...); null for none
 * @param version null for none
 * @param model which devices it is for; null for any
 * @param size in bytes
 * @param sha256 of the content, in hex; serves as ETag
 */
public record FileRow(
    String name, String type, String version, String model, long size, String sha256, Instant updated) {}
