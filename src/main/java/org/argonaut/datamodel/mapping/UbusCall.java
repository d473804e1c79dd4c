package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonText;
import org.argonaut.datamodel.mapping.Template.Given;
import org.argonaut.datamodel.plugin.Mapping;

/** A call of ubus with symbols in it. */
record UbusCall(Template object, Template method, List<Argument> arguments) {
  private static final int MOST_ON_DEVICES = 16;
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  /**
   * An argument.
   *
   * @param literal as the plugin has it; its kind decides what is sent
   * @param value the literal's text
   */
  record Argument(Template name, Json literal, Template value) {}

  /** A call ready to be made. */
  record Made(String object, String method, Json.Obj arguments) {
    /** What tells it from other calls. */
    String key() {
      return object + "\0" + method + "\0" + JsonText.of(arguments);
    }
  }

  static UbusCall of(Mapping.Ubus ubus, int version) {
    List<Argument> arguments = new ArrayList<>();
    ubus.arguments()
        .forEach(
            (name, literal) -> {
              String text = literal instanceof Json.Obj || literal instanceof Json.Arr ? JsonText.of(literal) : KeyPath.text(literal);
              arguments.add(new Argument(Template.of(name, version), literal, Template.of(text, version)));
            });
    return new UbusCall(Template.of(ubus.object(), version), Template.of(ubus.method(), version), List.copyOf(arguments));
  }

  /**
   * The call with its symbols replaced.
   *
   * @param asText every argument is sent as text, as commands do
   * @param compatible no more arguments than devices send
   */
  Made make(Given given, boolean asText, boolean compatible) {
    List<Json.Member> members = new ArrayList<>();
    for (Argument argument : compatible && arguments.size() > MOST_ON_DEVICES ? arguments.subList(0, MOST_ON_DEVICES) : arguments) {
      boolean asIs = !asText && (argument.literal instanceof Json.Bool || (argument.literal instanceof Json.Num(var number, _) && WHOLE.matcher(number).matches()));
      Json value = asIs ? argument.literal : new Json.Text(argument.value.resolve(given), 0);
      members.add(new Json.Member(argument.name.resolve(given), value, 0));
    }
    return new Made(object.resolve(given), method.resolve(given), new Json.Obj(members, 0));
  }
}
