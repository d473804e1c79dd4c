package org.argonaut.cpe.usp;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.argonaut.cpe.ConfigurationFile;
import org.argonaut.cpe.MappedConfiguration;
import org.argonaut.cpe.TransferFault;
import org.argonaut.cpe.bulk.BulkProfiles;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.datamodel.Protocols;
import org.argonaut.usp.BadMessage;
import org.argonaut.usp.BadRecord;
import org.argonaut.usp.Conversation;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Notice;
import org.argonaut.usp.Received;
import org.argonaut.usp.Records;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.Versions;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.argonaut.usp.proto.UspRecord.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual CPE as a USP agent: what it knows, its power, its connection (TR-369). Knows no transport: an MTP serves it.
 * Safe for use from any thread; holds no thread of its own.
 */
public final class UspAgent implements Notifier.Sender {
  private static final Logger LOG = LoggerFactory.getLogger(UspAgent.class);
  private static final Duration LATE_BY = Duration.ofSeconds(3);
  private static final Link OFFLINE =
      new Link() {
        @Override
        public void send(byte[] record) throws IOException {
          throw new IOException("not connected");
        }

        @Override
        public void close() {}
      };

  private final Shared shared;
  private final AgentIdentity identity;
  private final Tree tree;
  private final PathResolver resolver;
  private final LocalAgent localAgent;
  private final Notifier notifier;
  private final BulkReports bulkReports;
  private final Commands commands;
  private final Requests requests;
  private final int messageIds = ThreadLocalRandom.current().nextInt();

  private Conversation conversation;
  private LocalAgent.Controller controller;
  private Link link = OFFLINE;
  private List<Runnable> afterAnswer = List.of();
  private Set<String> inProgress = Set.of();
  private boolean on;
  private boolean onBoarded;
  private int sent;
  private long nextPeriodic;
  private volatile long heard;
  private volatile long dueAt = Long.MAX_VALUE;

  UspAgent(Shared shared, String serial) {
    this.shared = shared;
    this.identity = new AgentIdentity(shared.settings(), serial);
    this.tree = new Tree(shared.skeleton(), identity, seedOf(serial), shared.clock());
    this.resolver = new PathResolver(tree, shared.model());
    this.localAgent = new LocalAgent(tree);
    this.notifier = new Notifier(shared, tree, resolver, this);
    this.bulkReports = new BulkReports(shared, tree);
    this.commands = new Commands(this, shared, tree, resolver);
    this.requests = new Requests(tree, shared.model(), localAgent, resolver, commands);
    this.conversation = newConversation();
    ship();
  }

  private static long seedOf(String serial) {
    long seed = 1125899906842597L;
    for (int n = 0; n < serial.length(); n++) {
      seed = 31 * seed + serial.charAt(n);
    }
    return seed * 0x9E3779B97F4A7C15L;
  }

  private Conversation newConversation() {
    return new Conversation(
        identity.endpointId(),
        shared.settings().controller(),
        shared.conversations(),
        () -> ThreadLocalRandom.current().nextLong(2, Long.MAX_VALUE));
  }

  private void ship() {
    localAgent.ship(identity, shared.settings(), shared.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    reload();
  }

  private void reload() {
    controller = localAgent.controller(shared.settings().controller());
    notifier.reload(localAgent, controller);
    bulkReports.reload(now());
    schedule();
  }

  private long now() {
    return shared.clock().millis();
  }

  public String serial() {
    return identity.serial();
  }

  public String endpointId() {
    return identity.endpointId();
  }

  // ---- power ----

  /** Switches the agent on: it tells of its boot as soon as it has a connection. */
  synchronized void powerOn() {
    joinConfiguration();
    boot("LocalReboot", "", false);
  }

  private void joinConfiguration() {
    MappedConfiguration configuration = shared.settings().mapped();
    if (configuration == null) {
      return;
    }
    try {
      configuration.join(tree, serial(), shared.settings().count() == 1, Protocols.USP);
    } catch (IOException e) {
      LOG.error("{}: goes on without what plugins map, its UCI files cannot be copied: {}", serial(), e.toString());
    }
  }

  private void resetConfiguration() {
    if (shared.settings().mapped() != null && shared.settings().count() > 1) {
      try {
        shared.settings().mapped().restore(serial());
      } catch (IOException e) {
        LOG.warn("{}: its UCI files are not reset: {}", serial(), e.getMessage());
      }
    }
  }

  /** Restarts it, as pulling the plug would. */
  public void reboot() {
    reboot("LocalReboot", "");
  }

  void reboot(String cause, String commandKey) {
    restart(cause, commandKey, false);
  }

  private synchronized void restart(String cause, String commandKey, boolean newFirmware) {
    on = false;
    commands.booted();
    Link before = link;
    link = OFFLINE;
    before.close();
    shared.after(shared.times().bootTime(), () -> boot(cause, commandKey, newFirmware));
  }

  private synchronized void boot(String cause, String commandKey, boolean newFirmware) {
    tree.booted();
    localAgent.booted();
    conversation = newConversation();
    inProgress = Set.of();
    on = true;
    nextPeriodic = 0;
    reload();
    if (!onBoarded) {
      sendOnBoardRequest();
    }
    notifier.event("Device.", "Boot!", bootArguments(cause, commandKey, newFirmware));
    schedule();
    notifyAll();
  }

  private Map<String, String> bootArguments(String cause, String commandKey, boolean newFirmware) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("CommandKey", commandKey);
    arguments.put("Cause", cause);
    arguments.put("FirmwareUpdated", Boolean.toString(newFirmware));
    arguments.put("ParameterMap", localAgent.bootParameters(controller));
    return arguments;
  }

  /** Back to what was shipped, firmware excepted; then a boot. */
  synchronized void factoryReset(String cause, String commandKey) {
    tree.reset();
    resetConfiguration();
    notifier.reset();
    onBoarded = false;
    ship();
    restart(cause, commandKey, false);
  }

  /** New firmware is active: it runs after a boot. */
  synchronized void runFirmware(String version, String commandKey) {
    identity.flash(version);
    LOG.info("{}: firmware {} active, rebooting", serial(), version);
    restart("RemoteReboot", commandKey, true);
  }

  /** Waits until the agent may connect: it has no connection while it boots. */
  synchronized void awaitOn() throws InterruptedException {
    while (!on && !shared.closed()) {
      wait();
    }
  }

  /** Whether it is neither off nor booting. */
  synchronized boolean isOn() {
    return on;
  }

  /** For good. */
  synchronized void powerOff() {
    on = false;
    Link before = link;
    link = OFFLINE;
    before.close();
    commands.booted();
    notifyAll();
  }

  // ---- the connection ----

  /**
   * There is a connection.
   *
   * @param connect the connect record of its MTP, still without addresses; it goes first (R-MTP.6)
   * @return false: the agent is off and has closed it
   */
  synchronized boolean up(Link newLink, Record.Builder connect) {
    if (!on) {
      newLink.close();
      return false;
    }
    link = newLink;
    heard = now();
    shared.stats().connects.increment();
    shared.stats().connected.increment();
    if (!shared.settings().has(UspQuirk.NO_CONNECT_RECORD)) {
      put(
          connect
              .setVersion(Versions.SUPPORTED.getLast())
              .setToId(shared.settings().controller())
              .setFromId(identity.endpointId())
              .build());
    }
    notifier.connected();
    schedule();
    return true;
  }

  /** The connection that was {@link #up} has ended. */
  synchronized void down(Link oldLink) {
    shared.stats().connected.decrement();
    if (link == oldLink) {
      link = OFFLINE;
    }
  }

  /** Whether the agent has a connection now. */
  public synchronized boolean connected() {
    return link != OFFLINE;
  }

  /** Something came in. */
  void alive() {
    heard = now();
  }

  /** A record came in. */
  void received(Link from, byte[] bytes) {
    heard = now();
    Record record;
    try {
      record = Records.parse(bytes);
    } catch (BadRecord e) {
      shared.stats().dropped.increment();
      LOG.debug("{}: {}", endpointId(), e.getMessage());
      return;
    }
    List<Runnable> then;
    synchronized (this) {
      if (link != from) {
        return;
      }
      Received received = conversation.receive(record, now());
      received.replies().forEach(this::put);
      noted(received.notice());
      for (Received.Incoming incoming : received.messages()) {
        message(incoming);
      }
      then = afterAnswer;
      afterAnswer = List.of();
      schedule();
    }
    then.forEach(Runnable::run);
  }

  private void noted(Notice notice) {
    if (notice instanceof Notice.Dropped(String reason)) {
      shared.stats().dropped.increment();
      LOG.debug("{}: record dropped: {}", endpointId(), reason);
    }
  }

  private void message(Received.Incoming incoming) {
    Msg message;
    try {
      message = Messages.parse(incoming.bytes());
    } catch (BadMessage e) {
      shared.stats().dropped.increment();
      if (e.answerable()) {
        send(Messages.error(e.msgId(), e.code(), e.getMessage(), List.of()), incoming.inSession());
      }
      return;
    }
    if (Messages.isRequest(message)) {
      request(message, incoming.inSession());
    } else if (message.getBody().getResponse().hasNotifyResp() && notifier.answered(message.getHeader().getMsgId())) {
      onBoarded = true;
      tree.set(controller.path() + "OnBoardingComplete", "true");
    }
  }

  private void request(Msg message, boolean inSession) {
    String id = message.getHeader().getMsgId();
    if (inProgress.contains(id) || shared.settings().has(UspQuirk.SILENT)) {
      return;
    }
    shared.stats().requests.increment();
    Changes changes = new Changes();
    Msg answer =
        shared.settings().has(UspQuirk.ERRORS)
            ? Messages.error(id, UspErrors.MESSAGE_FAILED, "this agent refuses everything", List.of())
            : requests.answer(message, controller, changes);
    if (answer != null) {
      if (Messages.isError(answer)) {
        shared.stats().errors.increment();
      }
      answer(answer, inSession);
    }
    if (!changes.none()) {
      changedByItself(changes);
    }
  }

  private void answer(Msg answer, boolean inSession) {
    String id = answer.getHeader().getMsgId();
    Msg bent = AnswerQuirks.bend(answer, shared.settings());
    if (shared.settings().has(UspQuirk.LATE)) {
      inProgress = inProgress.isEmpty() ? new HashSet<>() : inProgress;
      inProgress.add(id);
      shared.after(LATE_BY, () -> late(bent, id, inSession));
    } else if (shared.settings().has(UspQuirk.GARBAGE)) {
      putBytes(AnswerQuirks.garbage());
    } else {
      send(bent, inSession);
    }
  }

  private synchronized void late(Msg answer, String id, boolean inSession) {
    inProgress.remove(id);
    send(answer, inSession);
  }

  private boolean send(Msg message, boolean inSession) {
    if (link == OFFLINE) {
      return false;
    }
    ByteString bytes = message.toByteString();
    boolean sentAll = true;
    for (int times = shared.settings().has(UspQuirk.TWICE) ? 2 : 1; times > 0; times--) {
      for (Record record : conversation.send(bytes, inSession, now())) {
        sentAll &= put(record);
      }
    }
    return sentAll;
  }

  @Override
  public boolean send(Msg message) {
    return send(message, conversation.usesSession());
  }

  @Override
  public String nextMessageId() {
    return Integer.toHexString(messageIds) + "-" + ++sent;
  }

  private boolean put(Record record) {
    return putBytes(record.toByteArray());
  }

  private boolean putBytes(byte[] bytes) {
    try {
      link.send(bytes);
      return true;
    } catch (IOException e) {
      LOG.debug("{}: cannot send: {}", endpointId(), e.getMessage());
      link.close();
      link = OFFLINE;
      return false;
    }
  }

  // ---- what happens on it ----

  /** Runs a task when the answer to the present request has been sent. */
  void afterAnswer(Runnable task) {
    if (afterAnswer.isEmpty()) {
      afterAnswer = new ArrayList<>(2);
    }
    afterAnswer.add(task);
  }

  /** The tree has changed; tells who wants to know, and heeds what is about the agent itself. */
  synchronized void changedByItself(Changes changes) {
    notifier.changed(changes);
    if (changes.under(LocalAgent.CONTROLLERS) || changes.under(LocalAgent.SUBSCRIPTIONS)) {
      nextPeriodic = 0;
      reload();
    } else if (changes.under(BulkProfiles.ROOT)) {
      bulkReports.reload(now());
    }
    schedule();
  }

  void operationComplete(String commandPath, Notify.OperationComplete complete) {
    notifier.operationComplete(commandPath, complete);
  }

  /** Raises one of the agent's events: {@code TransferComplete!} of {@code Device.LocalAgent.} for example. */
  synchronized void event(String objectPath, String name, Map<String, String> arguments) {
    notifier.event(objectPath, name, arguments);
    schedule();
  }

  synchronized void sendOnBoardRequest() {
    notifier.onBoard(
        Notify.OnBoardRequest.newBuilder()
            .setOui(shared.settings().oui())
            .setProductClass(shared.settings().productClass())
            .setSerialNumber(serial())
            .setAgentSupportedProtocolVersions(Versions.announcement())
            .build());
    schedule();
  }

  /** Changes a value as somebody at the device would. */
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
    Changes changes = new Changes();
    changes.values.put(path, canonical);
    changedByItself(changes);
  }

  /** Sends a ValueChange of a parameter now, whoever is subscribed to what; for load. */
  synchronized void flood(String subscriptionId, String path, String value, boolean sendResp) {
    if (link != OFFLINE) {
      notifier.flood(subscriptionId, path, value, sendResp);
      schedule();
    }
  }

  // ---- time ----

  /** When {@link #tick} has something to do, in milliseconds of the clock. */
  long dueAt() {
    return dueAt;
  }

  /** Nothing was heard for so long that the connection should be tried. */
  synchronized void keepAlive(long quietMillis) {
    long quiet = now() - heard;
    if (link == OFFLINE || quiet < quietMillis) {
      return;
    }
    if (link.watched() && quiet > 3 * quietMillis) {
      LOG.debug("{}: nothing heard for {} ms, connecting again", endpointId(), quiet);
      link.close();
      return;
    }
    try {
      link.ping();
    } catch (IOException e) {
      link.close();
    }
  }

  private void schedule() {
    long next = on ? Math.min(notifier.nextDue(), conversation.nextTick().orElse(Long.MAX_VALUE)) : Long.MAX_VALUE;
    if (on && controller != null && controller.enabled()) {
      nextPeriodic = nextPeriodic == 0 ? firstPeriodic() : nextPeriodic;
      next = Math.min(next, nextPeriodic);
    }
    next = on ? Math.min(next, bulkReports.nextDue()) : next;
    dueAt = next;
  }

  /** At an offset of the agent's own, so that a fleet spreads. */
  private long firstPeriodic() {
    long interval = 1000 * controller.periodicSeconds();
    return now() + 1 + Math.floorMod(serial().hashCode() * 2654435761L - now(), interval);
  }

  /** Does what is due: notifications again, periodic ones, looks at watched parameters, ends subscriptions. */
  synchronized void tick() {
    if (!on) {
      return;
    }
    long now = now();
    conversation.tick(now).replies().forEach(this::put);
    notifier.tick(now);
    bulkReports.tick(now, this, link, notifier);
    if (nextPeriodic != 0 && nextPeriodic <= now) {
      nextPeriodic += 1000 * controller.periodicSeconds();
      if (link != OFFLINE) {
        notifier.event(LocalAgent.ROOT, "Periodic!", Map.of());
      }
    }
    Changes changes = new Changes();
    for (String row : notifier.ended(now)) {
      tree.removeRow(tree.find(row));
      changes.deleted.add(row);
    }
    if (!changes.none()) {
      changedByItself(changes);
    }
    schedule();
  }

  // ---- for tests and demos ----

  /** The value of a parameter now, or null when there is no such parameter. */
  public synchronized String value(String path) {
    return tree.get(path);
  }

  /** Whether the controller has answered its OnBoardRequest. */
  public synchronized boolean onBoarded() {
    return onBoarded;
  }

  /** What happens at the device is recorded at that time. */
  Instant instant() {
    return shared.clock().instant();
  }

  String softwareVersion() {
    return identity.softwareVersion();
  }

  /** The device itself changes values; who is subscribed is told. */
  synchronized void keep(Map<String, String> values) {
    Changes changes = new Changes();
    values.forEach(
        (path, value) -> {
          tree.set(path, value);
          changes.values.put(path, value);
        });
    changedByItself(changes);
  }

  synchronized byte[] configuration() {
    return ConfigurationFile.write(tree);
  }

  synchronized void restore(byte[] file) throws TransferFault {
    ConfigurationFile.read(tree, file);
    reload();
  }
}
