package org.argonaut.node;

import java.io.PrintStream;

/** What a person sees when a node is up: where things are and, once, the token. */
final class Banner {
  private Banner() {}

  static void print(Node node, PrintStream out) {
    out.println();
    out.println("Argonaut " + Main.Version.number() + " is up.");
    out.println("  devices (CWMP)   " + node.deviceUrl());
    out.println("  HTTP API         " + node.apiUrl().resolve("/api/v1"));
    out.println("  its description  " + node.apiUrl().resolve("/openapi.json"));
    out.println("  health, metrics  " + node.apiUrl().resolve("/health/ready") + "  " + node.apiUrl().resolve("/metrics"));
    out.println("  database         " + node.store().health().detail());
    var token = node.adminToken();
    if (token.fresh()) {
      out.println("  admin token      " + token.value());
      out.println("                   shown once; kept in " + token.file());
    } else if (token.file() != null) {
      out.println("  admin token      in " + token.file());
    }
    out.println();
    out.flush();
  }
}
