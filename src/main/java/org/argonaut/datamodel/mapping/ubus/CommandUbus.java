package org.argonaut.datamodel.mapping.ubus;

import java.time.Duration;
import java.util.List;
import org.argonaut.datamodel.json.BadJson;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonText;
import org.argonaut.datamodel.json.JsonTree;
import org.argonaut.datamodel.mapping.Programs;
import org.argonaut.datamodel.mapping.Ubus;

/** The bus of the machine we run on, through the {@code ubus} program. */
public final class CommandUbus implements Ubus {
  private static final Duration LIST_DEADLINE = Duration.ofSeconds(5);
  /** The program is given its deadline, too, and a moment more to say that it passed. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final List<String> REASONS =
      List.of("", "invalid command", "invalid argument", "no such method", "no such object", "no reply", "permission denied", "timed out",
          "not supported", "unknown error", "connection failed");

  private final String program;

  /** Runs {@code program}, a path or a name that is looked for, usually {@code ubus}. */
  public CommandUbus(String program) {
    this.program = program;
  }

  @Override
  public Reply call(String object, String method, Json.Obj arguments, Duration deadline) {
    if (!isName(object) || !isName(method)) {
      return new Failed("\"" + object + "\" \"" + method + "\" is no object and method");
    }
    String seconds = Long.toString(Math.max(1, deadline.toSeconds()));
    List<String> command = List.of(program, "-S", "-t", seconds, "call", object, method, JsonText.of(arguments));
    return switch (Programs.run(command, deadline.plus(GRACE))) {
      case Programs.Ended(int exit, String output) -> exit == 0 ? answer(output) : new Failed(reason(exit));
      case Programs.Broken(var why) -> new Failed("\"" + program + "\" " + why);
    };
  }

  private static String reason(int exit) {
    return exit > 0 && exit < REASONS.size() ? REASONS.get(exit) : "ended with " + exit;
  }

  private static Reply answer(String output) {
    if (output.isBlank()) {
      return new Answered(new Json.Obj(List.of(), 0));
    }
    try {
      Json reply = JsonTree.read(output, _ -> {});
      return reply instanceof Json.Obj object ? new Answered(object) : new Failed("answered " + reply.kind() + ", not an object");
    } catch (BadJson e) {
      return new Failed("answered what is no JSON: " + e.getMessage());
    }
  }

  @Override
  public boolean has(String object, String method) {
    if (!isName(object)) {
      return false;
    }
    return Programs.run(List.of(program, "-v", "list", object), LIST_DEADLINE) instanceof Programs.Ended(int exit, String output)
        && exit == 0
        && output.lines().anyMatch(line -> line.startsWith("'" + object + "'"))
        && (method.isEmpty() || output.lines().anyMatch(line -> line.strip().startsWith("\"" + method + "\":")));
  }

  /** Something that cannot be taken for an option of the program. */
  private static boolean isName(String text) {
    return !text.isEmpty() && text.charAt(0) != '-' && text.indexOf('\0') < 0;
  }
}
