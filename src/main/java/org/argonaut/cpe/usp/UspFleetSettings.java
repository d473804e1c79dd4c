package org.argonaut.cpe.usp;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.MappedConfiguration;
import org.argonaut.cpe.tree.RecordedTree;
import org.argonaut.cpe.tree.Skeleton.Model;

/** What a fleet of USP agents is like. Made by {@link #to}; immutable. */
public final class UspFleetSettings {
  private final Builder from;
  private final Set<UspQuirk> quirks;

  private UspFleetSettings(Builder from) {
    this.from = from;
    this.quirks = from.quirks;
  }

  /**
   * Whom to trust and what to show over TLS; all PEM.
   *
   * @param anybody accept every server certificate
   * @param authorities instead of the JDK's; null: the JDK's
   * @param certificate the agent's own chain; null: none
   * @param key its private key; null: none
   */
  public record Tls(boolean anybody, Path authorities, Path certificate, Path key) {
    public static final Tls USUAL = new Tls(false, null, null, null);
  }

  /**
   * Settings with all defaults for agents of the controller there.
   *
   * @param url {@code ws:}, {@code wss:}, {@code mqtt:}, {@code mqtts:}, {@code mqtt+ws:}, {@code mqtt+wss:}, {@code
   *     stomp:}, {@code stomps:} or {@code uds:}
   */
  public static Builder to(String url) {
    return new Builder(url);
  }

  /** Collects settings; each method says what it sets and to what by default. */
  public static final class Builder {
    private final String url;
    private int count = 1;
    private int firstNumber = 1;
    private String serialPrefix = "VCPE";
    private String endpointPrefix = "proto::";
    private String controller = "proto::argonaut";
    private String vendor = "Argonaut";
    private String oui = "0A1B2C";
    private String productClass = "AR-5200";
    private String modelName = "Argo Fibre 5200";
    private String softwareVersion = "1.0.0";
    private String hardwareVersion = "1.0";
    private int intervalSeconds = 300;
    private String username = "";
    private String password = "";
    private double rampPerSecond = 100;
    private boolean readOnly;
    private Set<UspQuirk> quirks = EnumSet.noneOf(UspQuirk.class);
    private Tls tls = Tls.USUAL;
    private CpeSettings settings;
    private MappedConfiguration mapped;
    private RecordedTree tree;

    private Builder(String url) {
      this.url = url;
    }

    /** How many agents; 1. */
    public Builder count(int value) {
      count = value;
      return this;
    }

    /** Number of the first; 1. */
    public Builder firstNumber(int value) {
      firstNumber = value;
      return this;
    }

    /** Serials are this and six digits; VCPE. */
    public Builder serialPrefix(String value) {
      serialPrefix = value;
      return this;
    }

    /** Endpoint ids are this and the serial; {@code proto::}. */
    public Builder endpointPrefix(String value) {
      endpointPrefix = value;
      return this;
    }

    /** Endpoint id of the controller; {@code proto::argonaut}. */
    public Builder controller(String value) {
      controller = value;
      return this;
    }

    /** Manufacturer; Argonaut. */
    public Builder vendor(String value) {
      vendor = value;
      return this;
    }

    /** ManufacturerOUI, six hex digits; 0A1B2C. */
    public Builder oui(String value) {
      oui = value;
      return this;
    }

    /** ProductClass; AR-5200. */
    public Builder productClass(String value) {
      productClass = value;
      return this;
    }

    /** ModelName; Argo Fibre 5200. */
    public Builder modelName(String value) {
      modelName = value;
      return this;
    }

    /** SoftwareVersion as shipped; 1.0.0. */
    public Builder softwareVersion(String value) {
      softwareVersion = value;
      return this;
    }

    /** HardwareVersion; 1.0. */
    public Builder hardwareVersion(String value) {
      hardwareVersion = value;
      return this;
    }

    /** PeriodicNotifInterval as shipped; 300. */
    public Builder intervalSeconds(int value) {
      intervalSeconds = value;
      return this;
    }

    /** For the controller or broker; {@code {serial}} and {@code {endpoint}} stand for each agent's; none. */
    public Builder credentials(String user, String secret) {
      username = user;
      password = secret;
      return this;
    }

    /** Agents switched on a second; 100. */
    public Builder rampPerSecond(double value) {
      rampPerSecond = value;
      return this;
    }

    /** The controller's role: may it read only; no. */
    public Builder readOnly(boolean value) {
      readOnly = value;
      return this;
    }

    /** None. */
    public Builder quirks(Set<UspQuirk> value) {
      quirks = Set.copyOf(value);
      return this;
    }

    /** The JDK's own trust, no certificate of its own. */
    public Builder tls(Tls value) {
      tls = value;
      return this;
    }

    /** Times and limits; those of the configuration. */
    public Builder settings(CpeSettings value) {
      settings = value;
      return this;
    }

    /** The tree of a real device instead of our own, with its identity; none. Of TR-181, because agents have no other. */
    public Builder tree(RecordedTree value) {
      if (value.model() != Model.TR181) {
        throw new IllegalArgumentException("a USP agent's tree begins with Device., not with InternetGatewayDevice.");
      }
      tree = value;
      vendor = value.identity().getOrDefault("Manufacturer", vendor);
      oui = value.identity().getOrDefault("OUI", oui);
      productClass = value.identity().getOrDefault("ProductClass", "");
      modelName = value.identity().getOrDefault("ModelName", modelName);
      hardwareVersion = value.identity().getOrDefault("HardwareVersion", hardwareVersion);
      softwareVersion = value.identity().getOrDefault("SoftwareVersion", softwareVersion);
      return this;
    }

    /** What plugins map to UCI files; nothing. */
    public Builder mapped(MappedConfiguration value) {
      mapped = value;
      return this;
    }

    /** Checks them; an IllegalArgumentException says what is wrong. */
    public UspFleetSettings build() {
      if (settings == null) {
        settings = CpeSettings.from(ConfigFactory.load());
      }
      if (count < 1 || intervalSeconds < 1 || rampPerSecond <= 0 || firstNumber < 0) {
        throw new IllegalArgumentException("count, interval and ramp must be above zero");
      }
      if (controller.isBlank()) {
        throw new IllegalArgumentException("the controller needs an endpoint id");
      }
      return new UspFleetSettings(this);
    }
  }

  /** Where to; braces, which name what differs from agent to agent, are written as %7B and %7D. */
  public URI url() {
    try {
      return URI.create(from.url.replace("{", "%7B").replace("}", "%7D"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a URL: " + from.url, e);
    }
  }

  public int count() {
    return from.count;
  }

  public int firstNumber() {
    return from.firstNumber;
  }

  public String serialPrefix() {
    return from.serialPrefix;
  }

  public String endpointPrefix() {
    return from.endpointPrefix;
  }

  public String controller() {
    return from.controller;
  }

  public String vendor() {
    return from.vendor;
  }

  public String oui() {
    return from.oui;
  }

  public String productClass() {
    return from.productClass;
  }

  public String modelName() {
    return from.modelName;
  }

  public String softwareVersion() {
    return from.softwareVersion;
  }

  public String hardwareVersion() {
    return from.hardwareVersion;
  }

  public int intervalSeconds() {
    return from.intervalSeconds;
  }

  public String username() {
    return from.username;
  }

  public String password() {
    return from.password;
  }

  public double rampPerSecond() {
    return from.rampPerSecond;
  }

  public boolean readOnly() {
    return from.readOnly;
  }

  public boolean has(UspQuirk quirk) {
    return !quirks.isEmpty() && quirks.contains(quirk);
  }

  public Tls tls() {
    return from.tls;
  }

  public CpeSettings settings() {
    return from.settings;
  }

  /** Null: our own tree. */
  public RecordedTree tree() {
    return from.tree;
  }

  /** Null: nothing is mapped. */
  public MappedConfiguration mapped() {
    return from.mapped;
  }
}
