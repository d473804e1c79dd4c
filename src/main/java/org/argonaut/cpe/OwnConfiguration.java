package org.argonaut.cpe;

import java.io.IOException;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.datamodel.Protocols;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One CPE's UCI files, if plugins map any: the folder itself for a lone CPE, else copies of its own. */
record OwnConfiguration(FleetOptions options, String serial, Tree tree) {
  private static final Logger LOG = LoggerFactory.getLogger(OwnConfiguration.class);

  /** Joins what plugins map to the tree; what is wrong is told, and the CPE goes on without it. */
  void join() {
    MappedConfiguration configuration = options.mapped();
    if (configuration == null) {
      return;
    }
    try {
      configuration.join(tree, serial, options.count() == 1, Protocols.CWMP);
    } catch (IOException e) {
      LOG.error("{}: goes on without what plugins map, its UCI files cannot be copied: {}", serial, e.toString());
      return;
    }
    if (serial.equals(Fleet.serial(options.serialPrefix(), options.firstNumber()))) {
      tree.mapped().readAll(); // the others have copies of the same
      tree.mapped().findings(0).forEach(finding -> LOG.warn("{}: {}", serial, finding));
    }
  }

  /** Makes copies what they were at first; a lone CPE's files stay as they are. */
  void reset() {
    if (options.mapped() != null && options.count() > 1) {
      try {
        options.mapped().restore(serial);
      } catch (IOException e) {
        LOG.warn("{}: its UCI files are not reset: {}", serial, e.getMessage());
      }
    }
  }
}
