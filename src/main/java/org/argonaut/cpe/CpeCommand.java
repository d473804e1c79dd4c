package org.argonaut.cpe;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.argonaut.cpe.http.HttpUrl;
import org.argonaut.cpe.http.Trust;
import org.argonaut.cpe.tree.RecordedTree;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import org.argonaut.cpe.usp.UspOptions;
import org.argonaut.cpe.usp.UspStatsPrinter;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.datamodel.plugin.PluginReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code argonaut cpe}: virtual CPEs against any ACS. Exit codes: 0 stopped, 1 failed, 2 wrong usage. */
@Command(
    name = "cpe",
    description = "Virtual CPEs against any ACS (CWMP) or controller (USP), until stopped by Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class CpeCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(names = "--acs", paramLabel = "URL", description = "The ACS: http://HOST:PORT/ or https.")
  private String acs;

  @Mixin private UspOptions usp;

  @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How many CPEs (${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--model", paramLabel = "tr181|tr098", defaultValue = "tr181", description = "Data model (${DEFAULT-VALUE}).")
  private String model;

  @Option(names = "--serial", paramLabel = "PREFIX", defaultValue = "VCPE", description = "Serials are PREFIX and six digits (${DEFAULT-VALUE}).")
  private String serial;

  @Option(names = "--first", paramLabel = "N", defaultValue = "1", description = "Number of the first serial (${DEFAULT-VALUE}).")
  private int first;

  @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "300", description = "PeriodicInformInterval as shipped (${DEFAULT-VALUE}).")
  private int interval;

  @Option(names = "--username", paramLabel = "U", defaultValue = "", description = "For Digest or Basic; {serial} is each CPE's serial.")
  private String username;

  @Option(names = "--password", paramLabel = "P", defaultValue = "", description = "Likewise.")
  private String password;

  @Option(names = "--ramp", paramLabel = "N", defaultValue = "100", description = "CPEs switched on a second (${DEFAULT-VALUE}).")
  private double ramp;

  @Option(names = "--vendor", paramLabel = "NAME", defaultValue = "Argonaut", description = "Manufacturer (${DEFAULT-VALUE}).")
  private String vendor;

  @Option(names = "--oui", paramLabel = "HEX", defaultValue = "0A1B2C", description = "ManufacturerOUI (${DEFAULT-VALUE}).")
  private String oui;

  @Option(names = "--product-class", paramLabel = "NAME", description = "ProductClass (by the model).")
  private String productClass;

  @Option(names = "--software", paramLabel = "VERSION", defaultValue = "1.0.0", description = "SoftwareVersion as shipped (${DEFAULT-VALUE}).")
  private String software;

  @Option(names = "--cwmp", paramLabel = "VERSION", defaultValue = "1.2", description = "CWMP version, 1.0 to 1.4 (${DEFAULT-VALUE}).")
  private String cwmp;

  @Option(names = "--cr-port", paramLabel = "PORT", defaultValue = "0", description = "Listens there for connection requests (any free port).")
  private int connectionRequestPort;

  @Option(names = "--cr-bind", paramLabel = "ADDRESS", defaultValue = "", description = "On that address only (all).")
  private String connectionRequestBind;

  @Option(names = "--cr-host", paramLabel = "HOST", defaultValue = "", description = "Host in ConnectionRequestURL (this machine's address towards the ACS).")
  private String connectionRequestHost;

  @Option(names = "--cr-username", paramLabel = "U", defaultValue = "", description = "Demanded of connection requests until the ACS sets another.")
  private String connectionRequestUsername;

  @Option(names = "--cr-password", paramLabel = "P", defaultValue = "", description = "Likewise.")
  private String connectionRequestPassword;

  @Option(names = "--insecure", description = "https: accept any certificate.")
  private boolean insecure;

  @Option(names = "--ca", paramLabel = "FILE", description = "https: trust these certificates (PEM) instead of the usual ones.")
  private Path ca;

  @Option(names = "--cert", paramLabel = "FILE", description = "https: client certificate chain (PEM); needs --key.")
  private Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "https: its private key (PEM, PKCS#8).")
  private Path key;

  @Option(names = "--tree", paramLabel = "FILE", description = "The tree of a real device, as CSV: Parameter,Object,Writable,Value,Value type.")
  private Path tree;

  @Option(names = "--plugins", paramLabel = "DIR", description = "JSON plugins that bring parameters mapped to UCI files; needs --uci.")
  private Path plugins;

  @Option(names = "--uci", paramLabel = "DIR", description = "UCI files, as /etc/config; with several CPEs each gets copies in DIR/SERIAL.")
  private Path uci;

  @Option(names = "--ubus", paramLabel = "FILE", description = "Replies of ubus: {\"objects\": {object: {method: file beside this one}}}.")
  private Path ubus;

  /** What plugins map; null until it is read. */
  private MappedConfiguration configuration;

  @Option(names = "--prefix", paramLabel = "PREFIX", defaultValue = PluginReader.USUAL_PREFIX, description = "Put in for {BBF_VENDOR_PREFIX} of plugins (${DEFAULT-VALUE}).")
  private String prefix;

  @Option(names = "--quirks", paramLabel = "LIST", defaultValue = "", description = "How the CPEs misbehave, comma-separated; --quirks help lists them.")
  private String quirks;

  @Option(names = "--stats", paramLabel = "SECONDS", defaultValue = "5", description = "Print statistics that often; 0: never (${DEFAULT-VALUE}).")
  private int stats;

  @Option(names = "--duration", paramLabel = "SECONDS", defaultValue = "0", description = "Stop after that time; 0: run until stopped (${DEFAULT-VALUE}).")
  private int duration;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine command = spec.commandLine();
    PrintWriter out = command.getOut();
    if (usp.wantsQuirks()) {
      out.println(UspOptions.quirks());
      out.flush();
      return 0;
    }
    if (quirks.equals("help")) {
      Arrays.stream(Quirk.values()).map(Quirk::word).forEach(out::println);
      out.flush();
      return 0;
    }
    if (acs == null && usp.url() == null) {
      throw new ParameterException(spec.commandLine(), "say --acs URL (CWMP) or --usp URL");
    }
    FleetOptions options = acs == null ? null : options();
    UspFleetSettings settings = usp.url() == null ? null : uspSettings();
    try (Fleet fleet = options == null ? null : Fleet.start(options);
        UspFleet agents = settings == null ? null : UspFleet.start(settings)) {
      return run(fleet, agents, out);
    } catch (IOException e) {
      command.getErr().println("argonaut: " + e.getMessage());
      return FAILED;
    }
  }

  /** Runs until stopped; either fleet may be null. */
  private int run(Fleet fleet, UspFleet agents, PrintWriter out) throws InterruptedException {
    String from = Fleet.serial(serial, first);
    String to = Fleet.serial(serial, first + count - 1);
    StatsPrinter printer = fleet == null ? null : new StatsPrinter(fleet, out);
    UspStatsPrinter uspPrinter = agents == null ? null : new UspStatsPrinter(agents, out);
    if (fleet != null) {
      out.printf("%d virtual CPEs, %s to %s, towards %s; Ctrl-C stops%n", count, from, to, acs);
    }
    if (agents != null) {
      String prefix = usp.endpointPrefix();
      out.printf("%d USP agents, %s to %s, towards %s; Ctrl-C stops%n", count, prefix + from, prefix + to, usp.url());
    }
    out.flush();
    untilStopped(
        () -> {
          if (printer != null) {
            printer.print();
          }
          if (uspPrinter != null) {
            uspPrinter.print();
          }
        });
    if (printer != null) {
      printer.summary();
    }
    if (uspPrinter != null) {
      uspPrinter.summary();
    }
    boolean nobody =
        (fleet != null && fleet.stats().counts().informs() == 0)
            || (agents != null && agents.stats().counts().connects() == 0);
    return duration > 0 && nobody ? FAILED : 0;
  }

  private UspFleetSettings uspSettings() {
    try {
      checkCommon();
      check(model.equals("tr181"), "USP agents have --model tr181");
      UspFleetSettings.Builder settings =
          usp.settings()
              .count(count)
              .firstNumber(first)
              .serialPrefix(serial)
              .intervalSeconds(interval)
              .credentials(username, password)
              .rampPerSecond(ramp)
              .vendor(vendor)
              .oui(oui)
              .softwareVersion(software)
              .tls(new UspFleetSettings.Tls(insecure, ca, certificate, key))
              .settings(CpeSettings.from(ConfigFactory.load()));
      if (tree != null) {
        recorded(settings);
      }
      if (plugins != null || uci != null || ubus != null) {
        settings.mapped(mapped());
      }
      if (productClass != null) {
        settings.productClass(productClass);
      }
      UspFleetSettings built = settings.build();
      UspFleet.check(built);
      return built;
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void untilStopped(Runnable print) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    Thread hook = new Thread(stop::countDown, "cpe-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    long began = System.nanoTime();
    int pause = stats > 0 ? stats : 5;
    while (true) {
      long left = duration == 0 ? pause : duration - TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      if (left <= 0 || stop.await(Math.min(pause, left), TimeUnit.SECONDS)) {
        break;
      }
      if (stats > 0) {
        print.run();
      }
    }
  }

  private FleetOptions options() {
    try {
      HttpUrl.parse(acs);
      checkCommon();
      FleetOptions.Builder options =
          FleetOptions.to(acs)
              .count(count)
              .firstNumber(first)
              .model(modelOf(model))
              .serialPrefix(serial)
              .intervalSeconds(interval)
              .credentials(username, password)
              .rampPerSecond(ramp)
              .vendor(vendor)
              .oui(oui)
              .softwareVersion(software)
              .version(versionOf(cwmp))
              .connectionRequestBind(connectionRequestBind, connectionRequestPort)
              .connectionRequestHost(connectionRequestHost)
              .connectionRequestCredentials(connectionRequestUsername, connectionRequestPassword)
              .quirks(Quirks.parse(quirks))
              .settings(CpeSettings.from(ConfigFactory.load()));
      if (tree != null) {
        recorded(options);
      }
      if (plugins != null || uci != null || ubus != null) {
        options.mapped(mapped());
      }
      if (productClass != null) {
        options.productClass(productClass);
      }
      if (insecure || ca != null || certificate != null) {
        options.tls(Trust.sockets(insecure, ca, certificate, key));
      }
      return options.build();
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void checkCommon() {
    check(count >= 1 && count <= 1_000_000, "--count is 1 to 1000000");
    check(interval >= 1, "--interval is at least 1");
    check(ramp > 0, "--ramp is above 0");
    check(oui.matches("[0-9A-Fa-f]{6}"), "--oui is six hex digits");
    check((certificate == null) == (key == null), "--cert and --key go together");
  }

  /** What the user says goes before what the file says. */
  private void recorded(FleetOptions.Builder options) throws IOException {
    options.tree(recordedTree());
    if (given("--vendor")) {
      options.vendor(vendor);
    }
    if (given("--oui")) {
      options.oui(oui);
    }
    if (given("--software")) {
      options.softwareVersion(software);
    }
  }

  private void recorded(UspFleetSettings.Builder settings) throws IOException {
    settings.tree(recordedTree());
    if (given("--vendor")) {
      settings.vendor(vendor);
    }
    if (given("--oui")) {
      settings.oui(oui);
    }
    if (given("--software")) {
      settings.softwareVersion(software);
    }
  }

  private RecordedTree recordedTree() throws IOException {
    check(Files.isRegularFile(tree), "--tree " + tree + " is no file");
    check(!given("--model"), "--model and --tree do not go together: the file says what it is");
    RecordedTree recorded = RecordedTree.read(tree);
    check(plugins == null || recorded.model() == Model.TR181, "plugins extend Device., and the tree of " + tree + " is no such");
    return recorded;
  }

  private boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Read once, for both protocols. */
  private MappedConfiguration mapped() throws IOException {
    if (configuration != null) {
      return configuration;
    }
    check(plugins != null, "--uci and --ubus are for what --plugins maps to them");
    check(uci != null, "--plugins needs --uci, the folder of the files it maps to");
    check(model.equals("tr181"), "plugins extend Device., so they need --model tr181");
    configuration = MappedConfiguration.read(plugins, uci, ubus, prefix);
    PrintWriter err = spec.commandLine().getErr();
    configuration.findings().forEach(err::println);
    err.flush();
    return configuration;
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static Model modelOf(String word) {
    return switch (word) {
      case "tr181" -> Model.TR181;
      case "tr098" -> Model.TR098;
      default -> throw new IllegalArgumentException("--model is tr181 or tr098, not " + word);
    };
  }

  private static CwmpVersion versionOf(String number) {
    return Arrays.stream(CwmpVersion.values())
        .filter(version -> version.number().equals(number))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("--cwmp is 1.0 to 1.4, not " + number));
  }
}
