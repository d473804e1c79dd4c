package org.argonaut.datamodel.mapping;

import java.util.List;
import java.util.Optional;

/**
 * What else the device has: the tables and parameters no plugin maps. Asked for the instances of such a table when plugins
 * put something into it, and for values when a reference goes there.
 */
public interface Surroundings {
  /** Nothing. */
  Surroundings NONE =
      new Surroundings() {
        @Override
        public List<Integer> instances(String table) {
          return List.of();
        }

        @Override
        public Optional<String> value(String parameter) {
          return Optional.empty();
        }
      };

  /** The instance numbers of that table ({@code Device.WiFi.Radio.}), in order; none if it has none or is not known. */
  List<Integer> instances(String table);

  /** The value of that parameter; empty if there is no such parameter. */
  Optional<String> value(String parameter);
}
