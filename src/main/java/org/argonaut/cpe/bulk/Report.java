package org.argonaut.cpe.bulk;

/**
 * A report that is due.
 *
 * @param profile its profile's path, with a dot at its end
 * @param contentType without a character set: it is UTF-8
 * @param format as the standard names it
 */
public record Report(String profile, Destination to, String contentType, String format, byte[] body) {

  /** Where a report goes. */
  public sealed interface Destination {
    /**
     * To a server.
     *
     * @param url with the parameters that the profile adds
     */
    record Http(String url, String method, String username, String password, boolean gzip) implements Destination {
      @Override
      public String toString() { // never a password in a log
        return "Http[" + method + ' ' + url + ']';
      }
    }

    /** To a topic of the broker that the agent is connected to. */
    record Mqtt(String topic) implements Destination {}

    /** To the controller, as an event {@code Push!}. */
    record Event() implements Destination {}
  }
}
