package org.argonaut.datamodel.plugin;

import java.util.List;
import java.util.Map;
import org.argonaut.datamodel.json.Json;

/** Where a value, the instances of a table, or the effect of a command come from. One entry of {@code mapping}. */
public sealed interface Mapping {
  /** What an entry is for; entries without {@code rpc} serve all. */
  enum Use {
    GET,
    SET,
    ANY
  }

  Use use();

  /** The template of the path a reference names; empty: none. */
  String linker();

  /** An entry that says only what it is for: the value is empty, setting fails. */
  record Nothing(Use use, String linker) implements Mapping {}

  /**
   * UCI configuration. Empty texts: not given.
   *
   * @param section name of the section
   * @param sectionType type of the sections
   * @param index index of the section among those of the type, {@code @i-1} for example
   * @param option name of the option, {@code @Name} and {@code @Count} included
   * @param list name of the list
   * @param shadowFile {@code dmmapfile}: where instance numbers are kept
   * @param folder another folder of configuration (old plugins)
   */
  record Uci(
      Use use,
      String linker,
      String file,
      String section,
      String sectionType,
      String index,
      String option,
      String list,
      String shadowFile,
      String folder)
      implements Mapping {}

  /**
   * A ubus call.
   *
   * @param arguments in order, as JSON: the kind of literal decides what is sent
   * @param key where in the reply; empty: nowhere
   */
  record Ubus(Use use, String linker, String object, String method, Map<String, Json> arguments, String key) implements Mapping {}

  /**
   * The section, or the shadow section, of the instance the parameter is in.
   *
   * @param shadow {@code dmmap_sec}
   * @param key name of the option; empty: it is a list
   * @param list name of the list; empty: it is an option
   */
  record Section(Use use, String linker, boolean shadow, String key, String list) implements Mapping {}

  /** The JSON object of the instance the parameter is in. */
  record Reply(Use use, String linker, String key) implements Mapping {}

  /** A command on the device: program and arguments, never a shell. */
  record Cli(Use use, String linker, String command, List<String> arguments) implements Mapping {
    public Cli {
      arguments = List.copyOf(arguments);
    }
  }
}
