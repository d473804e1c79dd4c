package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaLimits;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenArgumentsTest {
  private static ListenArguments read(String call) throws Exception {
    return read(call, ListenArguments::of);
  }

  private interface Reader {
    ListenArguments of(HostCall call) throws LuaException;
  }

  private static ListenArguments read(String call, Reader reader) throws Exception {
    List<ListenArguments> read = new ArrayList<>();
    LuaState lua = new LuaState(LuaLimits.defaults(), line -> {});
    lua.define(
        "listen",
        host -> {
          read.add(reader.of(host));
          return null;
        });
    lua.call(lua.load(LuaProgram.compile("local function cb() end; " + call, "test")));
    return read.getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "all",
      value = {
        "listen(cb)                         | all            | all  | 1  | false",
        "listen('*', '*', cb)               | all            | all  | 1  | false",
        "listen(nil, nil, cb, 10, true)     | all            | all  | 10 | true",
        "listen('0', '*', cb, 5)            | 0 BOOTSTRAP    | all  | 5  | false",
        "listen('1', 'ABC', cb)             | 1 BOOT         | ABC  | 1  | false",
        "listen(4, nil, cb)                 | 4 VALUE CHANGE | all  | 1  | false",
        "listen('1 BOOT', cb, 3)            | 1 BOOT         | all  | 3  | false",
        "listen('M Reboot', '*', cb)        | M Reboot       | all  | 1  | false",
        "listen(cb, 7, true)                | all            | all  | 7  | true"
      })
  void theCallbackIsFoundWhereverItStands(String call, String event, String sn, int parallel, boolean discard)
      throws Exception {
    ListenArguments read = read(call);

    assertThat(read.event()).isEqualTo(event);
    assertThat(read.sn()).isEqualTo(sn);
    assertThat(read.parallel()).isEqualTo(parallel);
    assertThat(read.discardIfProcessing()).isEqualTo(discard);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "all",
      value = {
        "listen(cb)                                | all               | all",
        "listen('Boot!', '*', cb)                  | Boot!             | all",
        "listen('ValueChange', 'os::0A-1', cb)     | ValueChange       | os::0A-1",
        "listen(' OperationComplete ', nil, cb, 3) | OperationComplete | all"
      })
  void eventsOfAgentsAreNamedAsUspNamesThem(String call, String event, String sn) throws Exception {
    ListenArguments read = read(call, ListenArguments::ofUsp);

    assertThat(read.event()).isEqualTo(event);
    assertThat(read.sn()).isEqualTo(sn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"listen('1', cb)", "listen('Boot', cb)", "listen('!', cb)", "listen('valuechange', cb)"})
  void whatIsNoEventOfUspIsRefused(String call) {
    assertThatThrownBy(() -> read(call, ListenArguments::ofUsp)).hasMessageContaining("ValueChange, ObjectCreation");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listen()",
        "listen('0', '*')",
        "listen('BOOT', '*', cb)",
        "listen('15', '*', cb)",
        "listen('0', '*', cb, 0)",
        "listen('0', '*', cb, 'many')",
        "listen('0', '*', cb, 1, 'yes')",
        "listen({}, '*', cb)"
      })
  void whatIsNoListenerIsAnErrorThatNamesFunctionAndArgument(String call) {
    assertThatThrownBy(() -> read(call))
        .isInstanceOf(LuaException.class)
        .hasMessageContaining("bad argument #")
        .hasMessageContaining("'listen'");
  }

  @Test
  void listenersOfTheSameKindHaveDifferentNamesInTheOrderOfTheProgram() throws Exception {
    ListenArguments wanted = read("listen('0', cb)");
    List<String> taken = new ArrayList<>();

    assertThat(wanted.name("cwmp-event", taken)).isEqualTo("cwmp-event 0 BOOTSTRAP *");
    assertThat(wanted.name("cwmp-event", taken)).isEqualTo("cwmp-event 0 BOOTSTRAP * #2");
  }
}
