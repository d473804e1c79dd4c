package org.argonaut.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the log up from the settings. {@code logback.xml} says how it looks. */
final class Logging {
  private static final String FORMAT_PROPERTY = "argonaut.log.format";

  private Logging() {}

  /** To be called before anything logs: the format cannot change afterwards. */
  static void configure(NodeSettings.Log log) {
    System.setProperty(FORMAT_PROPERTY, log.format().name().toLowerCase(Locale.ROOT));
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.convertAnSLF4JLevel(log.level()));
      log.levels().forEach((name, level) -> context.getLogger(name).setLevel(Level.convertAnSLF4JLevel(level)));
    }
  }

  /** Writes what still waits in the appender's queue. */
  static void flush() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }
}
