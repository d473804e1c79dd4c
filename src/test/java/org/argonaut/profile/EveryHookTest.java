package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.argonaut.cpe.VirtualCpe;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every hook there is, in every form it may return, and in forms it may not, through the API against a virtual CPE. A hook
 * that nothing calls fails here.
 */
class EveryHookTest {
  private static final String SERIAL = "'Device.DeviceInfo.SerialNumber'";
  private static final String CODE = "Device.DeviceInfo.ProvisioningCode";

  /** Diagnostics that do nothing and are done at once. */
  private static final String DIRECT =
      """
      function get_device_specs() return { DirectResult = true } end
      function set_ping() return {} end
      function set_traceroute() return {} end
      function set_speed_test() return {} end
      function set_site_survey_diagnostic_state() return {} end
      function get_traceroute_result_number_of_hops() return '*' end
      """;

  private static final Map<Hook.Kind, List<String>> WRONG =
      Map.of(
          Hook.Kind.GET,
          List.of("7", "true", "'<html>'", "'no path'", "{ {} }", "{ 7 }", "print", envelope("<cwmp:Reboot><CommandKey/></cwmp:Reboot>"),
              envelope(setting("Device.X", "1"))),
          Hook.Kind.SET,
          List.of("7", "true", "'<html>'", "{ 'A.B' }", "{ ['no path'] = 1 }", "{ ['A.B'] = {} }", "{ {name='A.B', value=1, type='float'} }",
              "{ {value=1} }", envelope("<cwmp:GetParameterValues><ParameterNames/></cwmp:GetParameterValues>")),
          Hook.Kind.ADD, List.of("7", "true", "'nopath'", envelope("<cwmp:Reboot><CommandKey/></cwmp:Reboot>")),
          Hook.Kind.PARSE, List.of("7", "true", "'{broken'", "(function() local t = {} t.t = t return t end)()"),
          Hook.Kind.PATH, List.of("7", "{}", "true"),
          Hook.Kind.DATA, List.of("print"));

  private static ProfileWorld world;
  private static VirtualCpe cpe;

  @BeforeAll
  static void start() throws Exception {
    world = new ProfileWorld();
    cpe = world.cpe("EVERY", Model.TR181);
    world.modelOf(cpe, "Every");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String envelope(String body) {
    return "'<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-0\"><s:Body>"
        + body + "</s:Body></s:Envelope>'";
  }

  private static String setting(String name, String value) {
    return "<cwmp:SetParameterValues><ParameterList><ParameterValueStruct><Name>" + name + "</Name><Value>" + value
        + "</Value></ParameterValueStruct></ParameterList></cwmp:SetParameterValues>";
  }

  /** The resource that a hook serves by itself; null: only a diagnostic calls it. */
  private static Resource resource(Hook hook) {
    return Stream.of(Resource.values())
        .filter(r -> r.get() == hook || r.parse() == hook || r.set() == hook || r.add() == hook)
        .findFirst()
        .orElse(null);
  }

  private static DiagnosticKind diagnostic(Hook hook) {
    return Stream.of(DiagnosticKind.values())
        .filter(
            k ->
                Stream.of(k.set(), k.get(), k.parse(), k.state("download"), k.state("upload")).anyMatch(hook::equals)
                    || (k == DiagnosticKind.TRACEROUTE && hook == Hook.GET_TRACEROUTE_RESULT_NUMBER_OF_HOPS))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing calls " + hook.luaName()));
  }

  /** Has the hook called; a diagnostic gives its run. */
  private static JsonNode call(Hook hook, int status) throws Exception {
    String device = "/api/v1/devices/" + cpe.serial();
    Resource resource = resource(hook);
    if (resource == null && hook.kind() == Hook.Kind.DATA) {
      return world.get(device + "/capabilities", status);
    }
    if (resource == null) {
      String action = hook == Hook.GET_UPLOAD_DIAGNOSTIC_STATE ? "upload" : "download";
      String path = device + "/resources/" + diagnostic(hook).resource().word();
      return world.post(path + "?wait=60", "{\"host\":\"h\",\"url\":\"http://h/\",\"action\":\"" + action + "\"}", 200);
    }
    String path = device + "/resources/" + resource.word();
    return switch (hook.kind()) {
      case SET -> world.put(path, resource.shape() == Resource.Shape.LIST ? "[{\"path\":\"P.\",\"x\":2}]" : "{\"k\":{\"x\":2}}", status);
      case ADD -> world.post(path, "{}", status == 200 ? 201 : status);
      default -> world.get(path, status);
    };
  }

  /** What surrounds a hook so that it gets called: the hooks before and after it. */
  private static String around(Hook hook) {
    Resource resource = resource(hook);
    Hook parse = resource == null ? hook.kind() == Hook.Kind.DATA ? null : diagnostic(hook).parse() : resource.parse();
    String result = "{ { mark = 'parsed', first = (response.list[1] or {}).value } }";
    if (hook.kind() == Hook.Kind.SET && resource != null) {
      String item = "{ path = 'P.', x = { writable = true, value = 1 } }";
      result = resource == Resource.LINE ? "{ { path = 'V.', lines = {" + item + "} } }" : "{ k = " + item + " }";
      result = resource.shape() == Resource.Shape.LIST && resource != Resource.LINE ? "{ " + item + " }" : result;
    }
    String get = resource == null || resource.get() == null || resource.get() == hook ? "" : "function " + resource.get().luaName() + "() return {} end\n";
    if (parse == null || parse == hook || parse.kind() != Hook.Kind.PARSE) {
      return DIRECT + get;
    }
    return DIRECT + get + "function " + parse.luaName() + "(...) local response = select(select('#', ...), ...) return " + result + " end\n";
  }

  private static void profile(Hook hook, String returned) throws Exception {
    profile(hook, returned, "");
  }

  private static void profile(Hook hook, String returned, String more) throws Exception {
    String parameters = String.join(", ", hook.parameters());
    world.profile("Every", around(hook) + more + "\nfunction " + hook.luaName() + "(" + parameters + ") return " + returned + " end");
  }

  @ParameterizedTest
  @EnumSource(Hook.class)
  void everyHookIsCalledInEveryFormItMayReturn(Hook hook) throws Exception {
    switch (hook.kind()) {
      case GET -> {
        for (String form : List.of("{" + SERIAL + "}", SERIAL, "cwmp_get_params({" + SERIAL + "})", "{cwmp_get_params({" + SERIAL + "})}, nil")) {
          profile(hook, form);
          assertThat(call(hook, 200).toString()).as(form).contains(cpe.serial());
        }
        profile(hook, "{}");
        assertThat(call(hook, 200).toString()).contains("parsed").doesNotContain("\"first\"");
      }
      case PARSE -> {
        for (String form : List.of("{ { mark = 'parsed' } }, nil", "{ mark = 'parsed' }", "'[{\"mark\":\"parsed\"}]'")) {
          profile(hook, form);
          assertThat(call(hook, 200).toString()).as(form).contains("parsed");
        }
      }
      case SET -> sets(hook);
      case ADD -> {
        String table = "Device.PPP.Interface.";
        for (String form : List.of("'" + table + "'", envelope("<cwmp:AddObject><ObjectName>" + table + "</ObjectName><ParameterKey/></cwmp:AddObject>"))) {
          profile(hook, form);
          assertThat(call(hook, 200).path("added").asText()).as(form).startsWith(table);
        }
        profile(hook, "{ ['" + CODE + "'] = '" + hook + "' }");
        call(hook, 200);
        assertThat(cpe.value(CODE)).isEqualTo(hook.toString());
      }
      case PATH -> paths(hook);
      case DATA -> data(hook);
    }
    profile(hook, "error('boom')");
    JsonNode told = call(hook, 502);
    JsonNode problem = told.has("state") ? told.path("problem") : told;
    assertThat(problem.path("hook").asText()).isEqualTo(hook.luaName());
    assertThat(problem.path("message").asText()).isEqualTo("boom");
    assertThat(problem.path("line").asInt()).isPositive();
  }

  private static void sets(Hook hook) throws Exception {
    List<String> forms =
        List.of(
            "{ ['" + CODE + "'] = '%s' }",
            "{ ['" + CODE + "'] = { value = '%s', type = 'string' } }, nil",
            "{ { name = '" + CODE + "', value = '%s', type = 'string' } }",
            envelope(setting(CODE, "%s")),
            "{ " + envelope(setting(CODE, "%s")) + " }");
    for (int i = 0; i < forms.size(); i++) {
      String value = hook + "-" + i;
      profile(hook, forms.get(i).replace("%s", value));
      call(hook, 200);
      assertThat(cpe.value(CODE)).as(forms.get(i)).isEqualTo(value);
    }
  }

  private static void paths(Hook hook) throws Exception {
    boolean hops = hook == Hook.GET_TRACEROUTE_RESULT_NUMBER_OF_HOPS;
    String seen = "function get_traceroute_result(n) return { n == 524288 and " + SERIAL + " or 'Device.Time.Status' } end\n";
    String waits = hops ? seen : "function get_device_specs() return { DirectResult = false } end\n";
    profile(hook, hops ? "'Device.DeviceInfo.MemoryStatus.Total'" : "'Device.Toaster.State'", waits);
    // The path is read: the number gets to the next hook; a state that is not there cannot be waited for.
    assertThat(call(hook, 200).toString()).contains(hops ? cpe.serial() : "it has no Device.Toaster.State");
    for (String form : List.of("''", "'None'", hops ? "'*'" : "'" + CODE + "'")) {
      profile(hook, form, waits);
      assertThat(call(hook, 200).path("state").asText()).as(form).isEqualTo("done");
    }
  }

  private static void data(Hook hook) throws Exception {
    String[] form =
        switch (hook) {
          case GET_VENDOR -> new String[] {"'ACME'", "/vendor", "\"ACME\""};
          case GET_DATA_MODEL -> new String[] {"'TR-181'", "/data_model", "\"TR-181\""};
          case GET_DEVICE_CAPABILITIES -> new String[] {"{ Toaster = true }", "/capabilities/Toaster", "true"};
          case GET_DEVICE_SPECS -> new String[] {"{ TimeTraceRoute = 7 }", "/specs/TimeTraceRoute", "7"};
          case IS_REAL_TIME -> new String[] {"false", "/real_time", "false"};
          case GET_WAN_OPTIONS -> new String[] {"{ { type = '3G' } }", "/0/type", "\"3G\""};
          default -> throw new AssertionError("nothing calls " + hook.luaName());
        };
    profile(hook, form[0] + ", nil");
    assertThat(call(hook, 200).at(form[1]).toString()).isEqualTo(form[2]);
  }

  @ParameterizedTest
  @EnumSource(Hook.class)
  void whatAHookMayNotReturnIsToldAndNothingChanges(Hook hook) throws Exception {
    for (String form : WRONG.get(hook.kind())) {
      String waits = hook.kind() == Hook.Kind.PATH ? "function get_device_specs() return { DirectResult = false } end\n" : "";
      profile(hook, form, waits);
      String before = cpe.value(CODE);
      JsonNode told = call(hook, 502);
      JsonNode problem = told.has("state") ? told.path("problem") : told;
      assertThat(problem.path("type").asText()).as(form).endsWith("hook-wrong-return");
      assertThat(problem.path("hook").asText()).as(form).isEqualTo(hook.luaName());
      assertThat(problem.path("message").asText()).as(form).isNotBlank();
      assertThat(cpe.value(CODE)).isEqualTo(before);
    }
  }
}
