package org.argonaut.profile;

import java.util.List;

/** A vendor-neutral view of a part of a device, and the hooks that make it. */
public enum Resource {
  RADIO("radio", Shape.LIST, Hook.GET_RADIO, Hook.PARSE_RADIO, Hook.SET_RADIO, null),
  SSID("ssid", Shape.LIST, Hook.GET_SSID, Hook.PARSE_SSID, Hook.SET_SSID, null),
  SITE_SURVEY("site-survey", Shape.OBJECT, Hook.GET_SITE_SURVEY_RESULTS, Hook.PARSE_GET_SITE_SURVEY, null, null),
  CONNECTED_DEVICES(
      "connected-devices", Shape.MAP, Hook.GET_CONNECTED_DEVICES, Hook.PARSE_GET_CONNECTED_DEVICES, null, null),
  SPEED_TEST("speed-test", Shape.OBJECT, Hook.GET_SPEED_TEST_RESULT, Hook.PARSE_GET_SPEED_TEST_RESULT, null, null),
  STATISTICS("statistics", Shape.MAP, Hook.GET_STATISTICS, Hook.PARSE_GET_STATISTICS, null, null),
  INTERFACE_WAN("interface-wan", Shape.MAP, Hook.GET_INTERFACE_WAN, Hook.PARSE_GET_INTERFACE_WAN, Hook.SET_PORT, null),
  INTERFACE_LAN("interface-lan", Shape.MAP, Hook.GET_INTERFACE_LAN, Hook.PARSE_GET_INTERFACE_LAN, Hook.SET_PORT, null),
  INTERFACE_WLAN(
      "interface-wlan", Shape.MAP, Hook.GET_INTERFACE_WLAN, Hook.PARSE_GET_INTERFACE_WLAN, Hook.SET_PORT, null),
  WAN_OPTIONS("wan-options", Shape.LIST, null, Hook.GET_WAN_OPTIONS, null, null),
  PORT("port", Shape.MAP, Hook.GET_PORT, Hook.PARSE_GET_PORT, Hook.SET_PORT, Hook.ADD_PORT),
  BRIDGE("bridge", Shape.LIST, Hook.GET_BRIDGE, Hook.PARSE_GET_BRIDGE, Hook.SET_BRIDGE, null),
  PING("ping", Shape.OBJECT, Hook.GET_PING, Hook.PARSE_GET_PING, null, null),
  TRACEROUTE("traceroute", Shape.OBJECT, Hook.GET_TRACEROUTE, Hook.PARSE_GET_TRACEROUTE, null, null),
  HWINFO("hwinfo", Shape.OBJECT, Hook.GET_HWINFO, Hook.PARSE_GET_HWINFO, null, null),
  PON("pon", Shape.OBJECT, Hook.GET_PON, Hook.PARSE_GET_PON, null, null),
  VOICE("voice", Shape.LIST, Hook.GET_VOICE, Hook.PARSE_GET_VOICE, Hook.SET_VOICE, Hook.ADD_VOICE),
  /** The lines of all voice profiles. */
  LINE("line", Shape.LIST, Hook.GET_VOICE, Hook.PARSE_GET_VOICE, Hook.SET_LINE, Hook.ADD_LINE),
  CELLULAR("cellular", Shape.LIST, Hook.GET_CELLULAR, Hook.PARSE_GET_CELLULAR, Hook.SET_CELLULAR, null),
  XDSL("xdsl", Shape.LIST, Hook.GET_XDSL, Hook.PARSE_XDSL, null, null);

  private final String word;
  private final Shape shape;
  private final Hook get;
  private final Hook parse;
  private final Hook set;
  private final Hook add;

  /** What the JSON of a resource is at its top. */
  public enum Shape {
    LIST,
    /** Keys are names that the device chooses. */
    MAP,
    OBJECT
  }

  Resource(String word, Shape shape, Hook get, Hook parse, Hook set, Hook add) {
    this.word = word;
    this.shape = shape;
    this.get = get;
    this.parse = parse;
    this.set = set;
    this.add = add;
  }

  /** As in paths: {@code connected-devices}. */
  public String word() {
    return word;
  }

  public Shape shape() {
    return shape;
  }

  /** What says what to read; null: {@link #parse} tells without the device. */
  public Hook get() {
    return get;
  }

  public Hook parse() {
    return parse;
  }

  /** Null: it cannot be set. */
  public Hook set() {
    return set;
  }

  /** Null: nothing can be added. */
  public Hook add() {
    return add;
  }

  /** The member that says which item is meant, in the order of preference. */
  static final List<String> IDENTITY = List.of("path", "ssid_path", "bridge_path");

  /** The resource of a word; null when there is none. */
  public static Resource of(String word) {
    for (Resource resource : values()) {
      if (resource.word.equals(word)) {
        return resource;
      }
    }
    return null;
  }
}
