package org.argonaut.profile;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.cwmp.SecretParameters;
import org.argonaut.store.Page;
import org.argonaut.store.ParameterRow;
import org.argonaut.store.ParameterRows;

/**
 * What commands of USP agents gave back when they last ran. Agents do not keep it, so the parameter cache does: each argument,
 * in and out, under the command's path, as in {@code Device.IP.Diagnostics.IPPing().SuccessCount}.
 */
final class OperationResults {
  private static final String MARK = "().";
  private static final int MOST = 10_000;
  private static final int PAGE = 1000;

  private final ParameterRows parameters;

  OperationResults(ParameterRows parameters) {
    this.parameters = parameters;
  }

  /** Whether a name is one of these, or a partial path of them. */
  static boolean isOne(String name) {
    return name.contains(MARK);
  }

  /** The path under which the arguments of a command are. */
  static String pathOf(String command) {
    return command + ".";
  }

  /** Keeps the values of a command in place of those of its last run; secrets are left out. */
  void keep(String sn, String command, List<ParameterValue> values) throws InterruptedException {
    List<ParameterRow> rows =
        values.stream()
            .filter(value -> !SecretParameters.isSecret(value.name()))
            .map(value -> new ParameterRow(value.name(), value.value(), null, null, null))
            .toList();
    parameters.deleteUnder(sn, pathOf(command));
    ShortWait.on(parameters.patch(sn, rows));
  }

  /** The values of a name or under a partial path; empty: the command has not run. */
  List<ParameterValue> read(String sn, String name) throws InterruptedException {
    List<ParameterValue> values = new ArrayList<>();
    String cursor = null;
    do {
      Page<ParameterRow> page = ShortWait.on(parameters.list(sn, name, PAGE, cursor));
      page.items().stream()
          .filter(row -> name.endsWith(".") || row.name().equals(name))
          .forEach(row -> values.add(new ParameterValue(row.name(), row.value(), null)));
      cursor = page.next();
    } while (cursor != null && values.size() < MOST);
    return values;
  }
}
