package org.argonaut.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every hook a profile may define: the one table that the engine, {@code profile check} and the reference are made from.
 * Names are as irregular as profiles in the field have them.
 */
public enum Hook {
  GET_VENDOR("Device", Kind.DATA, "get_vendor", "", "", "The vendor's name: a string"),
  GET_DATA_MODEL("Device", Kind.DATA, "get_data_model", "C", "", "`TR-098` or `TR-181`"),
  GET_DEVICE_CAPABILITIES("Device", Kind.DATA, "get_device_capabilities", "", "",
      "What the device can do: a table of flags such as `Radio`, `Ping`, `Voice`"),
  GET_DEVICE_SPECS("Device", Kind.DATA, "get_device_specs", "", "",
      "`TimeTraceRoute` (seconds to wait for a traceroute) and `DirectResult` (results are there without a wait)"),
  IS_REAL_TIME("Device", Kind.DATA, "is_real_time", "C", "", "Whether the device answers connection requests at once"),

  GET_RADIO("Radio", Kind.GET, "get_radio", "", "", "What to read for the radios"),
  PARSE_RADIO("Radio", Kind.PARSE, "parse_radio", "", "response", "The radios in an answer"),
  SET_RADIO("Radio", Kind.SET, "set_radio", "", "radios", "What to set for radios"),

  GET_SSID("SSID", Kind.GET, "get_ssid", "", "", "What to read for the SSIDs"),
  PARSE_SSID("SSID", Kind.PARSE, "parse_ssid", "", "response", "The SSIDs in an answer"),
  SET_SSID("SSID", Kind.SET, "set_ssid", "", "ssids", "What to set for SSIDs"),

  GET_SITE_SURVEY_DIAGNOSTIC_STATE("Site survey", Kind.PATH, "get_site_survey_diagnostic_state", "", "",
      "The path of the survey's state"),
  SET_SITE_SURVEY_DIAGNOSTIC_STATE("Site survey", Kind.SET, "set_site_survey_diagnostic_state", "", "",
      "What starts the survey; missing: the state is set to Requested"),
  GET_SITE_SURVEY_RESULTS("Site survey", Kind.GET, "get_site_survey_results", "", "", "What to read once it is done"),
  PARSE_GET_SITE_SURVEY("Site survey", Kind.PARSE, "parse_get_site_survey", "", "response", "The neighbours by band"),

  GET_CONNECTED_DEVICES("Connected devices", Kind.GET, "get_connected_devices", "", "", "What to read for the hosts"),
  PARSE_GET_CONNECTED_DEVICES("Connected devices", Kind.PARSE, "parse_get_connected_devices", "", "response",
      "The hosts by interface, perhaps as `connected_devices` of a table"),

  SET_SPEED_TEST("Speed test", Kind.SET, "set_speed_test", "", "test", "What starts a test of `url`, `action`"),
  GET_DOWNLOAD_DIAGNOSTIC_STATE("Speed test", Kind.PATH, "get_download_diagnostic_state", "", "",
      "The path of the download's state"),
  GET_UPLOAD_DIAGNOSTIC_STATE("Speed test", Kind.PATH, "get_upload_diagnostic_state", "", "",
      "The path of the upload's state"),
  GET_SPEED_TEST_RESULT("Speed test", Kind.GET, "get_speed_test_result", "", "kind",
      "What to read; kind is `download` or `upload`"),
  PARSE_GET_SPEED_TEST_RESULT("Speed test", Kind.PARSE, "parse_get_speed_test_result", "", "kind, response",
      "The result in an answer"),

  GET_STATISTICS("Statistics", Kind.GET, "get_statistics", "", "", "What to read for the counters"),
  PARSE_GET_STATISTICS("Statistics", Kind.PARSE, "parse_get_statistics", "", "response", "The counters by interface"),

  GET_INTERFACE_WAN("Interfaces", Kind.GET, "get_interface_wan", "", "", "What to read for the WAN side"),
  PARSE_GET_INTERFACE_WAN("Interfaces", Kind.PARSE, "parse_get_interface_wan", "", "response", "The WAN side"),
  GET_INTERFACE_LAN("Interfaces", Kind.GET, "get_interface_lan", "", "", "What to read for the LAN side"),
  PARSE_GET_INTERFACE_LAN("Interfaces", Kind.PARSE, "parse_get_interface_lan", "", "response", "The LAN side"),
  GET_INTERFACE_WLAN("Interfaces", Kind.GET, "get_interface_wlan", "", "", "What to read for the wireless side"),
  PARSE_GET_INTERFACE_WLAN("Interfaces", Kind.PARSE, "parse_get_interface_wlan", "", "response", "The wireless side"),
  GET_WAN_OPTIONS("Interfaces", Kind.DATA, "get_wan_options", "", "", "What a WAN may be built on: a list, no payload"),

  GET_PORT("Ports", Kind.GET, "get_port", "", "", "What to read for the ports"),
  PARSE_GET_PORT("Ports", Kind.PARSE, "parse_get_port", "", "response", "The ports by name"),
  SET_PORT("Ports", Kind.SET, "set_port", "", "ports", "What to set for ports"),
  ADD_PORT("Ports", Kind.ADD, "add_port", "", "port", "What adds a port"),

  GET_BRIDGE("Bridges", Kind.GET, "get_bridge", "", "", "What to read for the bridges"),
  PARSE_GET_BRIDGE("Bridges", Kind.PARSE, "parse_get_bridge", "", "response", "The bridges"),
  SET_BRIDGE("Bridges", Kind.SET, "set_bridge", "", "bridges", "What to set for bridges"),

  GET_PING("Ping", Kind.GET, "get_ping", "", "", "What to read for the ping's settings"),
  PARSE_GET_PING("Ping", Kind.PARSE, "parse_get_ping", "", "response", "The ping's settings"),
  SET_PING("Ping", Kind.SET, "set_ping", "", "ping", "What starts a ping"),
  GET_PING_DIAGNOSTIC_STATE("Ping", Kind.PATH, "get_ping_diagnostic_state", "", "", "The path of the ping's state"),
  GET_PING_RESULT("Ping", Kind.GET, "get_ping_result", "", "", "What to read once it is done"),
  PARSE_GET_PING_RESULT("Ping", Kind.PARSE, "parse_get_ping_result", "", "response", "The ping's result"),

  GET_TRACEROUTE("Traceroute", Kind.GET, "get_traceroute", "", "", "What to read for the traceroute's settings"),
  PARSE_GET_TRACEROUTE("Traceroute", Kind.PARSE, "parse_get_traceroute", "", "response", "The traceroute's settings"),
  SET_TRACEROUTE("Traceroute", Kind.SET, "set_traceroute", "", "traceroute", "What starts a traceroute"),
  GET_TRACEROUTE_DIAGNOSTIC_STATE("Traceroute", Kind.PATH, "get_traceroute_diagnostic_state", "", "",
      "The path of the traceroute's state"),
  GET_TRACEROUTE_RESULT_NUMBER_OF_HOPS("Traceroute", Kind.PATH, "get_traceroute_result_number_of_hops", "", "",
      "The path of the number of hops; `*`: all are read at once"),
  GET_TRACEROUTE_RESULT("Traceroute", Kind.GET, "get_traceroute_result", "", "n",
      "What to read once it is done; n is the number of hops, or `*`"),
  PARSE_GET_TRACEROUTE_RESULT("Traceroute", Kind.PARSE, "parse_get_traceroute_result", "", "response",
      "The traceroute's result"),

  GET_HWINFO("Hardware", Kind.GET, "get_hwinfo", "", "", "What to read for uptime, load, memory, temperature"),
  PARSE_GET_HWINFO("Hardware", Kind.PARSE, "parse_get_hwinfo", "", "response", "Uptime, load, memory, temperature"),
  GET_PON("Optics", Kind.GET, "get_pon", "", "", "What to read for the optical interface"),
  PARSE_GET_PON("Optics", Kind.PARSE, "parse_get_pon", "", "response", "The optical interface"),

  GET_VOICE("Voice", Kind.GET, "get_voice", "", "", "What to read for voice"),
  PARSE_GET_VOICE("Voice", Kind.PARSE, "parse_get_voice", "", "response", "The voice profiles and their lines"),
  SET_VOICE("Voice", Kind.SET, "set_voice", "", "voice", "What to set for voice profiles"),
  SET_LINE("Voice", Kind.SET, "set_line", "", "lines", "What to set for lines"),
  ADD_VOICE("Voice", Kind.ADD, "add_voice", "", "voice", "What adds a voice profile"),
  ADD_LINE("Voice", Kind.ADD, "add_line", "", "line", "What adds a line"),

  GET_CELLULAR("Cellular", Kind.GET, "get_cellular", "", "", "What to read for cellular interfaces"),
  PARSE_GET_CELLULAR("Cellular", Kind.PARSE, "parse_get_cellular", "", "response", "The cellular interfaces"),
  SET_CELLULAR("Cellular", Kind.SET, "set_cellular", "", "cellular", "What to set for cellular interfaces"),

  GET_XDSL("xDSL", Kind.GET, "get_xdsl", "", "", "What to read for the DSL lines"),
  PARSE_XDSL("xDSL", Kind.PARSE, "parse_xdsl", "", "response", "The DSL lines");

  private static final Map<String, Hook> BY_NAME = new HashMap<>();

  static {
    for (Hook hook : values()) {
      BY_NAME.put(hook.luaName, hook);
    }
  }

  private final String area;
  private final Kind kind;
  private final String luaName;
  private final String protocols;
  private final String parameters;
  private final String doc;

  /** What a hook is for, and so what it may return. */
  public enum Kind {
    /** Says what to read. */
    GET("a GetParameterValues envelope; a list of names and partial paths (or of envelopes, sent one after the other);"
        + " over USP also a Get as a table `{param_paths={...}, max_depth=n}` or JSON, or a list of these; no envelopes"),
    /** Makes a resource of an answer. */
    PARSE("a table in the resource's shape, or JSON as a string"),
    /** Says what to set. */
    SET("a SetParameterValues envelope; a table path to value; a list of `{name=, value=, type=}`; over USP also a message"
        + " as a table (`update_objs`, `create_objs`, `obj_paths`, `command`) or JSON, or a list of these; no envelopes"),
    /** Says what to add. */
    ADD("an AddObject envelope; the path of a table; what a set hook returns"),
    /** Names a parameter. */
    PATH("a parameter's path; `\"\"`, `None`: there is none"),
    /** Tells something by itself. */
    DATA("the value itself");

    private final String returns;

    Kind(String returns) {
      this.returns = returns;
    }

    /** What hooks of this kind may return besides nil, in Markdown. */
    public String returns() {
      return returns;
    }
  }

  Hook(String area, Kind kind, String luaName, String protocols, String parameters, String doc) {
    this.area = area;
    this.kind = kind;
    this.luaName = luaName;
    this.protocols = protocols;
    this.parameters = parameters;
    this.doc = doc;
  }

  /** The heading it stands under. */
  public String area() {
    return area;
  }

  public Kind kind() {
    return kind;
  }

  /** The name of the Lua function. */
  public String luaName() {
    return luaName;
  }

  /** Whether it means something over this protocol. */
  public boolean isFor(Protocol protocol) {
    return protocols.isEmpty() || protocol == Protocol.CWMP;
  }

  /** Names of its arguments, as in {@code kind, response}. */
  public List<String> parameters() {
    return parameters.isEmpty() ? List.of() : List.of(parameters.split(", "));
  }

  /** What it is for: one sentence. */
  public String doc() {
    return doc;
  }

  /** The hook of a Lua function's name; null when there is none. */
  public static Hook named(String luaName) {
    return BY_NAME.get(luaName);
  }
}
