package org.argonaut.cpe;

import com.typesafe.config.ConfigFactory;
import javax.net.ssl.SSLSocketFactory;
import org.argonaut.cpe.tree.RecordedTree;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.argonaut.cwmp.CwmpVersion;

/** What a fleet of virtual CPEs is like. Made by {@link #to}; immutable. */
public final class FleetOptions {
  private final Builder from;

  private FleetOptions(Builder from) {
    this.from = from;
  }

  /** Options with all defaults for CPEs of the ACS at that URL. */
  public static Builder to(String acsUrl) {
    return new Builder(acsUrl);
  }

  /** Collects options; each method says what it sets and to what by default. */
  public static final class Builder {
    private final String acsUrl;
    private int count = 1;
    private int firstNumber = 1;
    private Model model = Model.TR181;
    private String serialPrefix = "VCPE";
    private String vendor = "Argonaut";
    private String oui = "0A1B2C";
    private String productClass;
    private String modelName;
    private String softwareVersion = "1.0.0";
    private String hardwareVersion = "1.0";
    private int intervalSeconds = 300;
    private String username = "";
    private String password = "";
    private String connectionRequestUsername = "";
    private String connectionRequestPassword = "";
    private String connectionRequestBind = "";
    private String connectionRequestHost = "";
    private int connectionRequestPort;
    private double rampPerSecond = 100;
    private Quirks quirks = Quirks.NONE;
    private CwmpVersion version = CwmpVersion.V1_2;
    private SSLSocketFactory tls;
    private CpeSettings settings;
    private MappedConfiguration mapped;
    private RecordedTree tree;

    private Builder(String acsUrl) {
      this.acsUrl = acsUrl;
    }

    /** How many CPEs; 1. */
    public Builder count(int value) {
      count = value;
      return this;
    }

    /** Number of the first serial; 1. */
    public Builder firstNumber(int value) {
      firstNumber = value;
      return this;
    }

    /** Data model; TR-181. */
    public Builder model(Model value) {
      model = value;
      return this;
    }

    /** Serials are this and six digits; VCPE. */
    public Builder serialPrefix(String value) {
      serialPrefix = value;
      return this;
    }

    /** Manufacturer; Argonaut. */
    public Builder vendor(String value) {
      vendor = value;
      return this;
    }

    /** ManufacturerOUI, six hex digits; 0A1B2C, of the locally administered ones. */
    public Builder oui(String value) {
      oui = value;
      return this;
    }

    /** ProductClass; by the model. */
    public Builder productClass(String value) {
      productClass = value;
      return this;
    }

    /** ModelName; by the model. */
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

    /** PeriodicInformInterval as shipped; 300. */
    public Builder intervalSeconds(int value) {
      intervalSeconds = value;
      return this;
    }

    /** How the CPEs authenticate; {@code {serial}} stands for each one's serial; none. */
    public Builder credentials(String user, String secret) {
      username = user;
      password = secret;
      return this;
    }

    /** What they demand of a connection request, as shipped; {@code {serial}} likewise; empty: nothing until the ACS sets it. */
    public Builder connectionRequestCredentials(String user, String secret) {
      connectionRequestUsername = user;
      connectionRequestPassword = secret;
      return this;
    }

    /** Where to listen for connection requests (empty: everywhere), and on which port (0: any). */
    public Builder connectionRequestBind(String address, int port) {
      connectionRequestBind = address;
      connectionRequestPort = port;
      return this;
    }

    /** Host in the ConnectionRequestURL; by default the address of this machine towards the ACS. */
    public Builder connectionRequestHost(String value) {
      connectionRequestHost = value;
      return this;
    }

    /** CPEs switched on a second; 100. */
    public Builder rampPerSecond(double value) {
      rampPerSecond = value;
      return this;
    }

    /** None. */
    public Builder quirks(Quirks value) {
      quirks = value;
      return this;
    }

    /** CWMP version spoken; 1.2, the commonest. */
    public Builder version(CwmpVersion value) {
      version = value;
      return this;
    }

    /** For https; the JDK's own trust. */
    public Builder tls(SSLSocketFactory value) {
      tls = value;
      return this;
    }

    /** Times and limits; those of the configuration. */
    public Builder settings(CpeSettings value) {
      settings = value;
      return this;
    }

    /** The tree of a real device instead of the model's own, with its identity; none. */
    public Builder tree(RecordedTree value) {
      tree = value;
      model = value.model();
      vendor = value.identity().getOrDefault("Manufacturer", vendor);
      oui = value.identity().getOrDefault("OUI", oui);
      productClass = value.identity().getOrDefault("ProductClass", "");
      modelName = value.identity().get("ModelName");
      softwareVersion = value.identity().getOrDefault("SoftwareVersion", softwareVersion);
      return this;
    }

    /** What plugins map to UCI files; nothing. */
    public Builder mapped(MappedConfiguration value) {
      mapped = value;
      return this;
    }

    public FleetOptions build() {
      if (productClass == null) {
        productClass = model == Model.TR181 ? "AR-5200" : "AR-2100";
      }
      if (modelName == null) {
        modelName = model == Model.TR181 ? "Argo Fibre 5200" : "Argo DSL 2100";
      }
      if (settings == null) {
        settings = CpeSettings.from(ConfigFactory.load());
      }
      if (count < 1 || intervalSeconds < 1 || rampPerSecond <= 0 || firstNumber < 0) {
        throw new IllegalArgumentException("count, interval and ramp must be above zero");
      }
      return new FleetOptions(this);
    }
  }

  public String acsUrl() {
    return from.acsUrl;
  }

  public int count() {
    return from.count;
  }

  public int firstNumber() {
    return from.firstNumber;
  }

  public Model model() {
    return from.model;
  }

  public String serialPrefix() {
    return from.serialPrefix;
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

  public String connectionRequestUsername() {
    return from.connectionRequestUsername;
  }

  public String connectionRequestPassword() {
    return from.connectionRequestPassword;
  }

  public String connectionRequestBind() {
    return from.connectionRequestBind;
  }

  public String connectionRequestHost() {
    return from.connectionRequestHost;
  }

  public int connectionRequestPort() {
    return from.connectionRequestPort;
  }

  public double rampPerSecond() {
    return from.rampPerSecond;
  }

  public Quirks quirks() {
    return from.quirks;
  }

  public CwmpVersion version() {
    return from.version;
  }

  public SSLSocketFactory tls() {
    return from.tls;
  }

  public CpeSettings settings() {
    return from.settings;
  }

  /** Null: the model's own. */
  public RecordedTree tree() {
    return from.tree;
  }

  /** Null: nothing is mapped. */
  public MappedConfiguration mapped() {
    return from.mapped;
  }
}
