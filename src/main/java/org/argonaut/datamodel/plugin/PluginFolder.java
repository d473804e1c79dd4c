package org.argonaut.datamodel.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.argonaut.datamodel.Findings;

/** The plugins of a folder, in the order devices load them: by the bytes of their names. */
public final class PluginFolder {
  private static final int MAX_FILES = 256;

  private PluginFolder() {}

  /**
   * Reads all of them.
   *
   * @throws IOException the folder cannot be read
   */
  public static List<Plugin> read(Path folder, PluginReader reader, Findings findings) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.getFileName().toString().contains(".json"))
              .filter(Files::isRegularFile)
              .sorted((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)))
              .toList();
    }
    if (files.size() > MAX_FILES) {
      findings.error(folder.toString(), 0, files.size() + " plugins; only the first " + MAX_FILES + " are loaded, as on devices");
      files = files.subList(0, MAX_FILES);
    }
    List<Plugin> plugins = new ArrayList<>();
    files.forEach(file -> plugins.add(reader.read(file)));
    return plugins;
  }

  private static byte[] bytes(Path file) {
    return file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
  }
}
