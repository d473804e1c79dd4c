package org.argonaut.store;

import com.typesafe.config.Config;

/**
 * Limits of one group-commit queue.
 *
 * @param inFlight statements under way at once
 * @param rows in one statement
 * @param queue rows that may wait
 */
record BatchLimits(int inFlight, int rows, int queue) {
  static BatchLimits from(Config config) {
    return new BatchLimits(config.getInt("in-flight"), config.getInt("rows"), config.getInt("queue"));
  }
}
