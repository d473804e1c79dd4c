package org.argonaut.profile;

/**
 * The device a hook is called for: what the injected globals hold.
 *
 * @param dataModel {@code TR-098}, {@code TR-181} or empty
 */
public record HookContext(String sn, String model, String dataModel) {}
