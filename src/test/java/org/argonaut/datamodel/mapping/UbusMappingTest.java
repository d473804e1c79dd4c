package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofUbus;
import static org.argonaut.datamodel.mapping.MappedDevice.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.json.BadJson;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonText;
import org.argonaut.datamodel.json.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UbusMappingTest {
  private static final String DUMP =
      "{'n': 5, 'big': 4294967296, 'half': 1.50, 'yes': true, 'nil': null, 'list': [1, 2, 3], 'deep': {'x': {'y': 'z'}}, 'line': ["
          + "{'id': 'l1', 'channel': [{'c': 'c11'}, {'c': 'c12'}], 'tags': ['a', 'b']},"
          + "{'id': 'l2', 'channel': [{'c': 'c21'}], 'tags': []}]}";

  @TempDir private Path folder;
  private final List<String> calls = new ArrayList<>();
  private MappedDevice device;

  @BeforeEach
  void makeDevice() {
    device = new MappedDevice(folder).ubus(new Recorder());
  }

  /** A bus that writes down what it is asked and has one reply, but for objects that do not exist. */
  private final class Recorder implements Ubus {
    @Override
    public Reply call(String object, String method, Json.Obj arguments, Duration deadline) {
      calls.add(object + " " + method + " " + JsonText.of(arguments) + " " + deadline.toSeconds());
      try {
        return object.startsWith("no") ? new Failed("no such object") : new Answered((Json.Obj) JsonTree.read(DUMP.replace('\'', '"'), _ -> {}));
      } catch (BadJson e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean has(String object, String method) {
      return !object.startsWith("no");
    }
  }

  private static String of(String key) {
    return ofUbus("o", "m", "{}", key);
  }

  @Test
  void aKeyLeadsThroughObjectsAndNumberedElementsToAScalarOrTheLengthOfAnArray() {
    device.plugin(
        2,
        object(
            "Device.X_U.",
            leaf("N", "int", of("n")) + ", " + leaf("Half", "string", of("half")) + ", " + leaf("Yes", "string", of("yes")) + ", " + leaf("Flag", "boolean", of("yes")) + ", "
                + leaf("Nil", "string", of("nil")) + ", " + leaf("Deep", "string", of("deep.x.y")) + ", " + leaf("Object", "string", of("deep.x")) + ", "
                + leaf("Element", "string", of("line[1].id")) + ", " + leaf("Last", "string", of("list[0]")) + ", " + leaf("Length", "string", of("list")) + ", "
                + leaf("Count", "string", of("line.@Count")) + ", " + leaf("Scalar", "string", of("n.@Count")) + ", " + leaf("Gone", "string", of("a.b.c")) + ", "
                + leaf("Far", "string", of("line[7].id"))));
    assertThat(device.get("Device.X_U.").stream().map(line -> line.substring("Device.X_U.".length())))
        .containsExactly(
            "N=5", "Half=1.50", "Yes=true", "Flag=1", "Nil=", "Deep=z", "Object=", "Element=l2", "Last=", "Length=3", "Count=2", "Scalar=5", "Gone=", "Far=");
  }

  @Test
  void theReplyOfACallIsAskedForOnceARequest() {
    device.plugin(2, object("Device.X_U.", leaf("A", "int", of("n")) + ", " + leaf("B", "string", of("deep.x.y")) + ", " + leaf("C", "string", ofUbus("o", "m", "{'x': 1}", "n"))));
    device.get("Device.X_U.");
    assertThat(calls).containsExactly("o m {} 5", "o m {\"x\":1} 5");
    device.get("Device.X_U.A");
    assertThat(calls).hasSize(3);
  }

  @Test
  void tablesAreTheElementsOfAnArrayAndTheirParametersAreReadFromThem() {
    String channel =
        object("Device.X_L.{i}.Channel.{i}.", "'array': true, 'access': true, " + of("line[@index].channel") + ", "
            + leaf("C", "string", "'mapping': [{'type': 'json', 'data': '@Parent', 'key': 'c'}]") + ", " + leaf("Own", "string", of("line[@index].channel[@index].c")));
    device.plugin(
        2,
        object(
            "Device.X_L.{i}.", "'array': true, " + of("line") + ", " + leaf("Id", "string", of("line[@index].id")) + ", "
                + leaf("Fresh", "string", of("line[@i-1].id")) + ", " + leaf("Json", "string", "'mapping': [{'type': 'json', 'data': '@Parent', 'key': 'channel[0].c'}]") + ", "
                + leaf("Tags", "string", "'mapping': [{'type': 'json', 'data': '@Parent', 'key': 'tags'}]") + ", " + leaf("Count", "string", of("line[@index].tags")) + ", " + channel));
    assertThat(device.get("Device.X_L.").stream().map(line -> line.substring("Device.X_L.".length())))
        .containsExactly(
            "1.Id=l1", "1.Fresh=l1", "1.Json=c11", "1.Tags=", "1.Count=2", "1.Channel.1.C=c11", "1.Channel.1.Own=c11", "1.Channel.2.C=c12", "1.Channel.2.Own=c12",
            "2.Id=l2", "2.Fresh=l2", "2.Json=c21", "2.Tags=", "2.Count=0", "2.Channel.1.C=c21", "2.Channel.1.Own=c21");
    assertThat(device.add("Device.X_L.1.Channel.")).isEqualTo(9005);
    assertThat(device.delete("Device.X_L.1.Channel.1.")).isEqualTo(9005);
    assertThat(device.set("Device.X_L.1.Json", "x")).isEqualTo(9007);
    assertThat(device.value("Device.X_L.3.Id")).isEqualTo("9005");
  }

  @Test
  void versionZeroHasItsOwnWordsForTheInstance() {
    String leaves =
        leaf("Zero", "string", of("line[@i-1].id")) + ", " + leaf("One", "string", of("line[@index].id")) + ", " + leaf("Count", "string", of("line.@Count")) + ", "
            + leaf("Args", "string", ofUbus("o.@i-1", "m.@index", "{}", "n"));
    device.plugin(0, object("Device.X_Z.{i}.", "'array': true, " + ofUbus("o", "m", "{}", "line").replace("'mapping': [", "'mapping': ").replace("]", "") + ", " + leaves));
    device.plugin(2, object("Device.X_T.{i}.", "'array': true, " + of("line") + ", " + leaves));
    assertThat(device.get("Device.X_Z.2.")).containsExactly("Device.X_Z.2.Zero=l2", "Device.X_Z.2.One=", "Device.X_Z.2.Count=", "Device.X_Z.2.Args=5");
    assertThat(calls).contains("o.1 m.@index {} 5");
    assertThat(device.get("Device.X_T.2.")).containsExactly("Device.X_T.2.Zero=l2", "Device.X_T.2.One=l2", "Device.X_T.2.Count=2", "Device.X_T.2.Args=5");
    assertThat(calls).contains("o.@i-1 m.1 {} 5");
  }

  @Test
  void symbolsAreWholePartsOfObjectMethodNamesAndValues() {
    device.uci("f", "config top '4061622E63'", "config sub 's'", "\toption dm_parent '4061622E63'");
    String args =
        "{'@Name': '@Name', 'i': '@index-1', 'p': '@index-2', 'far': '@index-9', 'path': 'Device.A.{i}.B.{i}.C{i}.', 'not': 'x@Name', 'n': 7, 'b': true, 'dot': 'a.@index.'}";
    String leaf = leaf("V", "string", ofUbus("w.@Name", "m@index", args, "n"));
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + ", " + object("Device.X_T.{i}.Sub.{i}.", table("f", "sub") + ", " + leaf)));
    device.uci("dmmap/dmmap_f", "config top", "\toption section_name '4061622E63'", "\toption instance '4'", "config sub", "\toption section_name 's'", "\toption instance '6'");
    assertThat(device.value("Device.X_T.4.Sub.6.V")).isEqualTo("5");
    assertThat(calls)
        .containsExactly(
            "w.s m@index {\"s\":\"s\",\"i\":\"6\",\"p\":\"4\",\"far\":\"\",\"path\":\"Device.A.4.B.6.C{i}.\",\"not\":\"x@Name\",\"n\":7,\"b\":true,\"dot\":\"a.5.\"} 5");
  }

  @Test
  void aTableBelowAnotherCountsBackFromItsParentAndKnowsItsSectionByItsDecodedName() {
    device.uci("f", "config top '4061622E63'");
    String sub = object("Device.X_T.{i}.Sub.{i}.", "'array': true, " + ofUbus("o", "m", "{'name': '@Name', 'parent': '@index-1', 'index': '@index'}", "line"));
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + ", " + sub));
    assertThat(device.instances("Device.X_T.1.Sub.")).hasSize(2);
    assertThat(calls).containsExactly("o m {\"name\":\"ab.c\",\"parent\":\"1\",\"index\":\"0\"} 5");
  }

  @Test
  void settingSendsTheValueAsTextAndFailsWithTheCall() {
    String set = "'mapping': [{'rpc': 'set', 'type': 'ubus', 'ubus': {'object': '%s', 'method': 'set', 'args': {'v': '@Value', 'p': 'x.@Value.y', 'k': 3}}}]";
    device.plugin(2, object("Device.X_U.", leaf("A", "string", set.formatted("o")) + ", " + leaf("Flag", "boolean", set.formatted("o")) + ", " + leaf("No", "string", set.formatted("none"))));
    assertThat(device.set("Device.X_U.A", "1.2")).isZero();
    assertThat(device.set("Device.X_U.Flag", "TRUE")).isZero();
    assertThat(calls).containsExactly("o set {\"v\":\"1.2\",\"p\":\"x.1.2.y\",\"k\":3} 5", "o set {\"v\":\"1\",\"p\":\"x.1.y\",\"k\":3} 5");
    assertThat(device.set("Device.X_U.No", "x")).isEqualTo(9007);
  }

  @Test
  void commandsSendTheirInputAsTextAndGiveEveryMemberOfTheReply() {
    String map = "'mapping': [{'type': 'ubus', 'ubus': {'object': '%s', 'method': 'do', 'args': {'a': '@Input.Name', 'b': 'to.@Input.Gone.more', 'n': 7, 't': true}}}]";
    String command = "'Do()': {'type': 'command', 'async': true, 'protocols': ['usp'], 'input': {'Name': {'type': 'string'}}, " + map.formatted("o") + "}";
    String failing = "'Fail()': {'type': 'command', 'protocols': ['usp'], " + map.formatted("none") + "}, 'Unmapped()': {'type': 'command', 'protocols': ['usp']}";
    device.plugin(2, object("Device.X_U.", command + ", " + failing));
    Map<String, String> out = device.model().operate("Device.X_U.Do()", Map.of("Name", "x.y"), Protocols.USP).orElse(_ -> Map.of());
    assertThat(calls).containsExactly("o do {\"a\":\"x.y\",\"b\":\"to.\",\"n\":\"7\",\"t\":\"true\"} 120");
    assertThat(out).containsEntry("n", "5").containsEntry("list", "[1,2,3]").containsEntry("deep", "{\"x\":{\"y\":\"z\"}}").containsEntry("nil", "").hasSize(8);
    assertThat(device.model().operate("Device.X_U.Fail()", Map.of(), Protocols.USP).fault().usp()).isEqualTo(7022);
    assertThat(device.model().operate("Device.X_U.Unmapped()", Map.of(), Protocols.USP).fault().usp()).isEqualTo(7022);
    assertThat(device.model().operate("Device.X_U.Gone()", Map.of(), Protocols.USP).fault().usp()).isEqualTo(7026);
    assertThat(device.model().operate("Device.X_U.Do()", Map.of(), Protocols.CWMP).fault().usp()).isEqualTo(7026);
    assertThat(device.value("Device.X_U.Do()")).isEqualTo("9005");
    assertThat(device.get("Device.X_U.")).isEmpty();
  }

  @Test
  void whatFailsOrHasAnotherShapeIsEmptyAndTold() {
    device.plugin(
        2,
        object("Device.X_A.{i}.", "'array': true, " + of("deep")) + ", " + object("Device.X_B.{i}.", "'array': true, " + ofUbus("none", "m", "{}", "x")) + ", "
            + object("Device.X_C.{i}.", "'array': true, " + of("list") + ", " + leaf("P", "string", "'mapping': [{'type': 'json', 'data': '@Parent', 'key': 'p'}]")) + ", "
            + object("Device.X_D.", leaf("P", "int", ofUbus("none", "m", "{}", "x"))));
    assertThat(device.get("Device.")).containsExactly("Device.X_C.1.P=", "Device.X_C.2.P=", "Device.X_C.3.P=", "Device.X_D.P=0");
    assertThat(device.findings())
        .satisfiesExactly(
            f -> assertThat(f).startsWith("plugin1.json:1: warning: ").contains("\"deep\" in the reply is an object, not an array"),
            f -> assertThat(f).contains("ubus none m: no such object"));
  }

  @Test
  void onlyCompatibleDevicesSendNoMoreThanSixteenArguments() {
    StringBuilder args = new StringBuilder("{'a0': 0");
    for (int i = 1; i < 20; i++) {
      args.append(", 'a").append(i).append("': ").append(i);
    }
    device.plugin(2, object("Device.X_U.", leaf("A", "int", ofUbus("o", "m", args + "}", "n"))));
    device.get("Device.X_U.A");
    assertThat(calls.getFirst()).contains("\"a19\":19");
    device.options(MappedDevice.COMPATIBLE).restart().get("Device.X_U.A");
    assertThat(calls.getLast()).contains("\"a15\":15").doesNotContain("a16");
  }
}
