package org.argonaut.datamodel.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.mapping.uci.IndexedFile;
import org.argonaut.datamodel.mapping.uci.UciStore;

/** What mappings read and write: the device's files and its bus. Not thread-safe. */
final class Backends {
  /** Where devices keep instance numbers; ours is a folder of that name beside the configuration. */
  private static final String SHADOW_FOLDER = "dmmap";

  private final Path uci;
  private final UciStore config;
  private final UciStore shadow;
  private final Ubus ubus;
  private final Options options;
  private final Findings findings = new Findings();

  Backends(Path uci, Ubus ubus, Options options) {
    this.uci = uci;
    this.config = new UciStore(uci, findings);
    this.shadow = new UciStore(uci.resolve(SHADOW_FOLDER), findings);
    this.ubus = ubus;
    this.options = options;
  }

  /** The folder of configuration, for findings. */
  String place() {
    return uci.toString();
  }

  UciStore config() {
    return config;
  }

  UciStore shadow() {
    return shadow;
  }

  Ubus ubus() {
    return ubus;
  }

  Options options() {
    return options;
  }

  boolean compatible() {
    return options.compatible();
  }

  Findings findings() {
    return findings;
  }

  /** A file that a mapping names; empty: it cannot be used, which is a finding at the mapping. */
  Optional<IndexedFile> file(MappedNode node, boolean inShadow, String name) {
    try {
      return Optional.of((inShadow ? shadow : config).file(name));
    } catch (IOException e) {
      error(node, e.getMessage());
      return Optional.empty();
    }
  }

  void error(MappedNode at, String text) {
    findings.error(at.file(), at.line(), text);
  }

  void warn(MappedNode at, String text) {
    findings.warning(at.file(), at.line(), text);
  }
}
