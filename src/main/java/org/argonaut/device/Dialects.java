package org.argonaut.device;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.argonaut.cwmp.Dialect;

/** Which make of CPE is spoken to in which {@link Dialect}: the first rule that matches decides. */
public final class Dialects {
  private static final Config STANDARD =
      ConfigFactory.parseString(
          """
          vendor = ".*", model = ".*", version = ".*"
          booleans-as-digits = false, date-time-millis = false
          names-from-root = true, next-level-only = false, max-names-per-get = 256
          """);

  private final List<Rule> rules;

  private Dialects(List<Rule> rules) {
    this.rules = rules;
  }

  private record Rule(Pattern vendor, Pattern model, Pattern version, Dialect dialect) {
    boolean matches(String ofVendor, String ofModel, String ofVersion) {
      return vendor.matcher(ofVendor).matches()
          && model.matcher(ofModel).matches()
          && version.matcher(ofVersion).matches();
    }
  }

  static Dialects from(List<? extends Config> rules) {
    return new Dialects(rules.stream().map(rule -> rule(rule.withFallback(STANDARD))).toList());
  }

  private static Rule rule(Config c) {
    return new Rule(
        pattern(c, "vendor"),
        pattern(c, "model"),
        pattern(c, "version"),
        new Dialect(
            c.getBoolean("booleans-as-digits"),
            c.getBoolean("date-time-millis"),
            c.getBoolean("names-from-root"),
            c.getBoolean("next-level-only"),
            c.getInt("max-names-per-get")));
  }

  private static Pattern pattern(Config c, String key) {
    try {
      return Pattern.compile(c.getString(key));
    } catch (PatternSyntaxException e) {
      throw new ConfigException.BadValue(
          c.origin(), "argonaut.device.dialects, " + key, "no regular expression: " + e.getDescription());
    }
  }

  Dialect of(DeviceState device) {
    DeviceFacts facts = device.facts();
    String model = device.attributes().model();
    return of(facts.vendor(), model.isEmpty() ? facts.productClass() : model, facts.version());
  }

  /** How a device wants to be spoken to. */
  public Dialect of(Devices.DeviceView device) {
    return of(device.vendor(), device.model().isEmpty() ? device.productClass() : device.model(), device.version());
  }

  private Dialect of(String vendor, String model, String version) {
    for (Rule rule : rules) {
      if (rule.matches(vendor, model, version)) {
        return rule.dialect();
      }
    }
    return Dialect.STANDARD;
  }
}
