package org.argonaut.datamodel.mapping;

import java.nio.file.Path;

/**
 * How mappings are executed.
 *
 * @param compatible upstream's odd rules also where they do harm: values are checked as it does, unknown references are stored
 *     as nothing, deleting removes one level of children, tables end after 255 instances
 * @param allowCli programs of cli mappings are run; otherwise their values are empty
 * @param root the device's file system, for dependencies on files and packages; null: only {@code /etc/config} is known
 * @param surroundings what is known of the paths no plugin maps
 */
public record Options(boolean compatible, boolean allowCli, Path root, Surroundings surroundings) {
  /** The sane rules, no programs, nothing around. */
  public static final Options USUAL = new Options(false, false, null, Surroundings.NONE);

  /** The same with something around. */
  public Options with(Surroundings other) {
    return new Options(compatible, allowCli, root, other);
  }
}
