package org.argonaut.node;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.argonaut.catalog.Catalog;
import org.argonaut.catalog.DeviceModelPaths;
import org.argonaut.catalog.DeviceModels;
import org.argonaut.catalog.RpcGuard;
import org.argonaut.catalog.SupportedModel;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Dialect;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.CommandWait;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.device.ParameterReader;
import org.argonaut.device.Request;
import org.argonaut.profile.DataModels;
import org.argonaut.profile.InvalidResource.Violation;
import org.argonaut.profile.ShortWait;
import org.argonaut.store.Store;
import org.argonaut.usp.proto.UspMsg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells profiles what the catalog knows of devices. */
final class ProfileModels implements DataModels {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileModels.class);
  private static final int ONLINE = 2;
  private static final String ORIGIN = "capabilities";

  /** A listing is a thing to have, not to wait for. */
  private static final Duration LISTING = Duration.ofSeconds(15);

  private static final int MOST_MAKES = 10_000;

  private final Devices devices;
  private final Function<Devices.DeviceView, Dialect> dialects;
  private final RpcGuard guard;
  private final DeviceModels models;

  /** Makes one of which was asked to list its parameters, so that one that cannot is not asked at every call. */
  private final Cache<String, Boolean> asked =
      Caffeine.newBuilder().maximumSize(MOST_MAKES).expireAfterWrite(Duration.ofHours(1)).build();

  ProfileModels(Store store, Devices devices, Catalog catalog, Function<Devices.DeviceView, Dialect> dialects) {
    this.devices = devices;
    this.dialects = dialects;
    this.guard = new RpcGuard(store, devices, catalog);
    this.models = new DeviceModels(store);
  }

  /** A resource's caller is always told, not only where requests are rejected: only {@code off} is not to be checked. */
  @Override
  public List<Violation> violations(Devices.DeviceView device, CpeMethod method) throws InterruptedException {
    return violations(guard.judge(device.sn(), method));
  }

  @Override
  public List<Violation> violations(Devices.DeviceView device, UspMsg.Request request) throws InterruptedException {
    return violations(guard.judge(device.sn(), request));
  }

  private static List<Violation> violations(CompletionStage<RpcGuard.Verdict> verdict) throws InterruptedException {
    return ShortWait.on(verdict).objections().stream()
        .map(objection -> new Violation(objection.path(), objection.text()))
        .toList();
  }

  @Override
  public Paths paths(Devices.DeviceView device) throws InterruptedException {
    DeviceModelPaths cached = ShortWait.on(models.cached(device.sn()));
    DeviceModelPaths listed = device.version().isEmpty() ? null : ShortWait.on(models.kept(device, device.version()));
    var make = Catalog.modelOf(device) + "|" + device.version();
    if (listed == null && device.status() == ONLINE && asked.asMap().putIfAbsent(make, true) == null) {
      listed = device.cwmp() ? list(device, cached) : supported(device);
      if (listed != null && !device.version().isEmpty()) {
        ShortWait.on(models.keep(device, listed));
      }
    }
    var all = new TreeSet<String>();
    cached.entries().forEach(entry -> all.add(entry.path()));
    if (listed != null) {
      listed.entries().forEach(entry -> all.add(entry.path()));
    }
    return new Paths(all, listed != null);
  }

  /** Has a CPE list what it has; null: it did not. */
  private DeviceModelPaths list(Devices.DeviceView device, DeviceModelPaths cached) throws InterruptedException {
    var template =
        new ParameterReader.Template(
            CommandId.next(), Command.Priority.INTERACTIVE, Instant.now().plus(LISTING), true, ORIGIN);
    var reader = new ParameterReader(devices, device.sn(), dialects.apply(device), template);
    var listed = reader.list(device.dataModel().equals("TR-098") ? "InternetGatewayDevice." : "Device.");
    if (listed.ended() != null) {
      return unlisted(device, listed.ended());
    }
    return DeviceModels.listed(listed.names(), cached);
  }

  /** Has an agent tell what it supports; null: it did not. */
  private DeviceModelPaths supported(Devices.DeviceView device) throws InterruptedException {
    var now = Instant.now();
    var command =
        new Command(
            CommandId.next(), new Request.Message(SupportedModel.request(), false), Command.Priority.INTERACTIVE, now,
            now.plus(LISTING), false, false, true, ORIGIN);
    return CommandWait.execute(devices, device.sn(), command) instanceof Outcome.Replied(UspMsg.Response response)
        ? SupportedModel.paths(response.getGetSupportedDmResp())
        : unlisted(device, "it did not tell what it supports");
  }

  private static DeviceModelPaths unlisted(Devices.DeviceView device, Object why) {
    LOG.info("{} cannot list its parameters, so its capabilities are known in part only: {}", device.sn(), why);
    return null;
  }
}
