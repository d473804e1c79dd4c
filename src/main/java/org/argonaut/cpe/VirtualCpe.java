package org.argonaut.cpe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.Future;
import org.argonaut.cpe.http.Credentials;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Skeleton;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cwmp.AcsMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual CPE: when it opens sessions, and what it remembers between them (TR-069 3.2.1, 3.7). All it knows is lost with
 * the process only. Safe for use from any thread; holds no thread while it waits.
 */
public final class VirtualCpe {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualCpe.class);

  private final Surroundings surroundings;
  private final CpeIdentity identity;
  private final Tree tree;
  private final String managementServer;
  private final Notifications notifications;
  private final Outbox outbox = new Outbox();
  private final Methods methods;
  private final Transfers transfers;
  private final InformSchedule schedule;
  private final SessionMemory memory;
  private final OwnConfiguration configuration;
  private final ChangeWatch watch;
  private final BulkReports bulkReports;

  private List<Runnable> afterSession = List.of();
  private String bootstrappedTo = "";
  private Power power = Power.OFF;
  private boolean inSession;
  private boolean sessionWanted;
  private int failures;
  private long sessions;
  private String lastFailure;
  private Future<?> periodic;
  private Future<?> retry;

  private enum Power {
    OFF,
    BOOTING,
    ON
  }

  VirtualCpe(Surroundings surroundings, String serial, String connectionRequestUrl) {
    this.surroundings = surroundings;
    this.identity = new CpeIdentity(surroundings.options(), serial, connectionRequestUrl);
    long seed = identity.seed();
    Skeleton skeleton = surroundings.skeleton();
    this.tree = new Tree(skeleton, identity, seed, surroundings.clock());
    this.managementServer = skeleton.root() + "ManagementServer.";
    this.notifications = new Notifications(tree);
    this.schedule = new InformSchedule(tree, managementServer, seed, surroundings.settings().retryScale());
    this.bulkReports = new BulkReports(this, surroundings, tree);
    this.transfers = new Transfers(this, surroundings);
    this.methods = new Methods(this, surroundings, tree, notifications, transfers);
    this.memory = new SessionMemory(surroundings.options().quirks().has(Quirk.REUSED_NONCE_COUNT));
    this.configuration = new OwnConfiguration(surroundings.options(), serial, tree);
    this.watch = new ChangeWatch(this, surroundings, tree, notifications);
  }

  public String serial() {
    return identity.serial();
  }

  // ---- power ----

  /** Switches the CPE on: it boots and reports to the ACS. */
  synchronized void powerOn() {
    configuration.join();
    boot(null);
  }

  /** Restarts it, as pulling the plug would: {@code 1 BOOT} after the boot time. */
  public void reboot() {
    restart(null);
  }

  /**
   * Goes down and boots.
   *
   * @param commandKey of the Reboot that asked for it; null when none did
   */
  synchronized void restart(String commandKey) {
    power = Power.BOOTING;
    cancel(periodic);
    cancel(retry);
    watch.stop();
    bulkReports.pause();
    surroundings.after(surroundings.settings().bootTime(), () -> boot(commandKey));
  }

  private synchronized void boot(String commandKey) {
    tree.booted();
    methods.booted();
    outbox.boot();
    failures = 0;
    power = Power.ON;
    raiseBootstrapIfNew();
    outbox.raise(Outbox.BOOT, "");
    if (commandKey != null) {
      outbox.raise("M Reboot", commandKey);
    }
    schedulePeriodic();
    bulkReports.reload();
    openSession();
  }

  synchronized void raiseBootstrapIfNew() {
    if (!management("URL").equals(bootstrappedTo)) {
      outbox.raise(Outbox.BOOTSTRAP, "");
    }
  }

  /** Back to what was shipped, firmware excepted; then a boot. */
  synchronized void factoryReset() {
    tree.reset();
    configuration.reset();
    notifications.reset();
    outbox.reset();
    transfers.reset();
    memory.forget();
    bootstrappedTo = "";
    restart(null);
  }

  /** New firmware is in place: it runs after a boot, which the call on the ACS waits for too. */
  synchronized void flash(String softwareVersion, Outbox.Call complete) {
    boolean changed = !softwareVersion.equals(identity.softwareVersion());
    identity.flash(softwareVersion);
    outbox.add(complete);
    if (changed) {
      notifications.changedLocally(tree.skeleton().root() + "DeviceInfo.SoftwareVersion");
    }
    LOG.info("{}: firmware {} written, rebooting", serial(), softwareVersion);
    restart(null);
  }

  synchronized String softwareVersion() {
    return identity.softwareVersion();
  }

  synchronized byte[] saveConfiguration() {
    return ConfigurationFile.write(tree);
  }

  synchronized void restoreConfiguration(byte[] file) throws TransferFault {
    ConfigurationFile.read(tree, file);
    schedulePeriodic();
  }

  /** What its log file holds. */
  synchronized byte[] log() {
    String text =
        "%s cwmpd: %s, firmware %s, %d sessions, last failure: %s%n"
            .formatted(surroundings.clock().instant(), serial(), softwareVersion(), sessions, lastFailure);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // ---- what makes it open a session ----

  /** Raises an event, for example {@code 4 VALUE CHANGE} or {@code M Vendor}, and opens a session for it. */
  public void informNow(String event) {
    informNow(event, "");
  }

  /** As {@link #informNow(String)} with a command key. */
  public synchronized void informNow(String event, String commandKey) {
    outbox.raise(event, commandKey);
    openSession();
  }

  /** The time that a ScheduleInform named has come. */
  synchronized void informScheduled(String commandKey) {
    outbox.raise(Outbox.SCHEDULED, "");
    informNow("M ScheduleInform", commandKey);
  }

  /**
   * Calls the ACS in the next session, which is opened now.
   *
   * @param event told with the Inform until the call is answered; null: none
   */
  public synchronized void callAcs(AcsMethod call, String event) {
    report(new Outbox.Call(call, event, null, ""));
  }

  /** As {@link #callAcs}, for the end of what an RPC began. */
  synchronized void report(Outbox.Call call) {
    outbox.add(call);
    openSession();
  }

  /** Changes a value as somebody at the device would; reported as its notification attribute says. */
  public synchronized void setLocally(String path, String value) {
    Place place = tree.find(path);
    if (place == null || !(place.node() instanceof Parameter parameter)) {
      throw new IllegalArgumentException("no parameter " + path);
    }
    String canonical = parameter.syntax().canonical(value);
    if (canonical == null) {
      throw new IllegalArgumentException("not a value of " + path + ": " + value);
    }
    tree.set(path, canonical);
    if (notifications.changedLocally(path) == Notifications.ACTIVE) {
      openSession();
    }
  }

  /** A connection request came in: 200 when a session follows, 503 while one runs, 0 when the CPE is down. */
  synchronized int connectionRequested() {
    if (power != Power.ON) {
      return 0;
    }
    if (inSession) {
      return 503;
    }
    surroundings.stats().connectionRequests.increment();
    outbox.raise(Outbox.CONNECTION_REQUEST, "");
    openSession();
    return 200;
  }

  private synchronized void openSession() {
    if (power != Power.ON) {
      return; // the boot opens one
    }
    if (inSession) {
      sessionWanted = true;
      return;
    }
    inSession = true;
    sessionWanted = false;
    cancel(retry);
    retry = null;
    surroundings.runConnected(this::runSession);
  }

  private void runSession() {
    long began = System.nanoTime();
    surroundings.stats().openSessions.increment();
    Session.Result result;
    try {
      result = new Session(new SessionSide(this, surroundings, tree, notifications, outbox, methods), surroundings).run();
    } catch (RuntimeException e) {
      LOG.error("{}: session ended by a mistake of the virtual CPE", serial(), e);
      result = new Session.Result.Failed("mistake of the virtual CPE: " + e, 0);
    }
    surroundings.stats().openSessions.decrement();
    surroundings.stats().sessionNanos.add(System.nanoTime() - began);
    ended(result);
  }

  private synchronized void ended(Session.Result result) {
    inSession = false;
    sessions++;
    switch (result) {
      case Session.Result.Done() -> {
        failures = 0;
        surroundings.stats().sessions.increment();
        runAfterSession(); // first: a CPE told to reboot opens no session before it does
        if (sessionWanted) {
          openSession();
        }
      }
      case Session.Result.Failed(String why, long retryAfterSeconds) -> {
        failures++;
        lastFailure = why;
        surroundings.stats().failed(why);
        LOG.debug("{}: session failed, try {}: {}", serial(), failures, why);
        outbox.connectionRequestFailed();
        retryLater(retryAfterSeconds);
        runAfterSession();
      }
    }
    watch.goOn();
    if (power == Power.ON) {
      bulkReports.reload(); // the ACS may have changed its profiles
    }
    notifyAll();
  }

  private void runAfterSession() {
    List<Runnable> tasks = afterSession;
    afterSession = List.of();
    tasks.forEach(Runnable::run);
  }

  private void retryLater(long retryAfterSeconds) {
    if (outbox.empty() && notifications.pending().isEmpty()) {
      return; // everything was told before the session broke
    }
    retry = surroundings.after(schedule.untilRetry(failures, retryAfterSeconds), this::openSession);
  }

  /** Runs the task when no session is open: now, or at the end of the open one. */
  synchronized void whenIdle(Runnable task) {
    if (!inSession) {
      surroundings.run(task);
      return;
    }
    if (afterSession.isEmpty()) {
      afterSession = new ArrayList<>(2);
    }
    afterSession.add(task);
  }

  // ---- periodic informs and notifications ----

  /** Periodic informs fall where PeriodicInformTime says, else at an offset of the CPE's own, so that a fleet spreads. */
  private void schedulePeriodic() {
    cancel(periodic);
    periodic = null;
    if (power != Power.ON || !"true".equals(management("PeriodicInformEnable"))) {
      return;
    }
    periodic = surroundings.after(schedule.untilPeriodic(surroundings.clock().millis()), this::periodicDue);
  }

  private synchronized void periodicDue() {
    outbox.raise(Outbox.PERIODIC, "");
    tellUnlessRetrying();
    schedulePeriodic();
  }

  boolean isOn() {
    return power == Power.ON;
  }

  /** Opens a session for what was found to have changed; after one that failed its retry tells this too. */
  void tellUnlessRetrying() {
    if (retry == null) {
      openSession();
    }
  }

  /** The ACS has set these parameters. */
  synchronized void settingsChanged(SequencedSet<String> paths) {
    notifications.changedByAcs(paths);
    boolean timing = false;
    for (String path : paths) {
      if (path.startsWith(managementServer)) {
        String name = path.substring(managementServer.length());
        timing |= name.startsWith("PeriodicInform");
        if (name.equals("URL") && !management("URL").equals(bootstrappedTo)) {
          sessionWanted = true;
        }
      }
    }
    if (timing) {
      schedulePeriodic();
    }
  }

  synchronized String management(String name) {
    return tree.get(managementServer + name);
  }

  private static void cancel(Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  // ---- what its sessions ask of it ----

  /** Answers the ACS's challenges; the same from session to session while user name and password stay. */
  synchronized Credentials credentials() {
    return memory.credentials(management("Username"), management("Password"));
  }

  /** Cookies kept from session to session. */
  synchronized Map<String, String> cookies() {
    return memory.cookies();
  }

  synchronized int failures() {
    return failures;
  }

  /** The ACS of the present URL has acknowledged the bootstrap. */
  synchronized void bootstrapped() {
    bootstrappedTo = management("URL");
  }

  // ---- for tests and demos ----

  /** The value of a parameter now, or null when there is no such parameter. */
  public synchronized String value(String path) {
    return tree.get(path);
  }

  /** Sessions ended so far, well or not. */
  public synchronized long sessions() {
    return sessions;
  }

  /** Why the last failed session failed; null when none has. */
  public synchronized String lastFailure() {
    return lastFailure;
  }

  /** Waits until that many sessions have ended in all; false when the time is over first. */
  public synchronized boolean awaitSessions(long count, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (sessions < count) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Whether the ACS has answered its bootstrap. */
  public synchronized boolean registered() {
    return !bootstrappedTo.isEmpty();
  }
}
