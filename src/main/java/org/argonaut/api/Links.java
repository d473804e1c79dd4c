package org.argonaut.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of our own things, for Location headers. */
final class Links {
  private Links() {}

  static String device(String sn) {
    return "/api/v1/devices/" + segment(sn);
  }

  static String command(String sn, String id) {
    return device(sn) + "/commands/" + segment(id);
  }

  static String credential(String username) {
    return "/api/v1/credentials/" + segment(username);
  }

  static String file(String name) {
    return "/api/v1/files/" + segment(name);
  }

  static String plugin(String file) {
    return "/api/v1/datamodels/plugins/" + segment(file);
  }

  static String script(String name) {
    return "/api/v1/scripts/" + segment(name);
  }

  static String profile(String model, String protocol) {
    return "/api/v1/profiles/" + segment(model) + "/" + protocol;
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
