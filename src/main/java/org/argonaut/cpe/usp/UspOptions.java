package org.argonaut.cpe.usp;

import java.util.List;
import picocli.CommandLine.Option;

/** What {@code argonaut cpe} takes for USP besides what it takes for CWMP. */
public final class UspOptions {
  private static final List<String> SCHEMES = List.of("ws", "wss", "mqtt", "mqtts", "mqtt+ws", "mqtt+wss", "stomp", "stomps", "uds");

  @Option(
      names = "--usp",
      paramLabel = "URL",
      description = "The USP controller: ws://HOST:PORT/usp, wss:, or its broker: mqtt://HOST:PORT[?topic=T], mqtts:, stomp:, stomps:, or uds:PATH.")
  private String url;

  @Option(names = "--controller", paramLabel = "ID", defaultValue = "proto::argonaut", description = "USP: endpoint id of the controller (${DEFAULT-VALUE}).")
  private String controller;

  @Option(names = "--endpoint-prefix", paramLabel = "PREFIX", defaultValue = "proto::", description = "USP: endpoint ids are PREFIX and the serial (${DEFAULT-VALUE}).")
  private String endpointPrefix;

  @Option(names = "--read-only", description = "USP: the controller's role lets it read and subscribe only.")
  private boolean readOnly;

  @Option(names = "--usp-quirks", paramLabel = "LIST", defaultValue = "", description = "USP: how the agents misbehave, comma-separated; --usp-quirks help lists them.")
  private String quirks;

  /** Null: no USP. */
  public String url() {
    return url;
  }

  public String endpointPrefix() {
    return endpointPrefix;
  }

  /** Whether only the list of quirks is wanted. */
  public boolean wantsQuirks() {
    return quirks.equals("help");
  }

  /** All quirks, a line each. */
  public static String quirks() {
    return UspQuirk.words().replace(", ", System.lineSeparator());
  }

  /** Settings with what is said here; an IllegalArgumentException says what is wrong. */
  public UspFleetSettings.Builder settings() {
    String scheme = url.indexOf(':') < 0 ? "" : url.substring(0, url.indexOf(':'));
    if (!SCHEMES.contains(scheme)) {
      throw new IllegalArgumentException("--usp begins with one of " + String.join(":, ", SCHEMES) + ":, not " + url);
    }
    return UspFleetSettings.to(url)
        .controller(controller)
        .endpointPrefix(endpointPrefix)
        .readOnly(readOnly)
        .quirks(UspQuirk.parse(quirks));
  }
}
