package org.argonaut.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Devices;
import org.argonaut.store.Store;
import org.argonaut.store.StoreUnavailable;
import org.argonaut.usp.proto.UspMsg;

/** Checks what changes a device against its data model, as strictly as the device's {@code validation} says. */
public final class RpcGuard {
  private static final Verdict FINE = new Verdict(Validation.OFF, List.of());
  private static final int SHOWN = 10;

  private final Store store;
  private final Devices devices;
  private final Catalog catalog;

  public RpcGuard(Store store, Devices devices, Catalog catalog) {
    this.store = store;
    this.devices = devices;
    this.catalog = catalog;
  }

  /**
   * What is to be said of a request.
   *
   * @param validation how strict the device is
   */
  public record Verdict(Validation validation, List<Objection> objections) {
    public Verdict {
      objections = List.copyOf(objections);
    }

    /** Whether the request must not be sent. */
    public boolean rejects() {
      return validation == Validation.REJECT && !objections.isEmpty();
    }

    /** All in one line; the first ones of many. */
    public String text() {
      String more = objections.size() > SHOWN ? " ... and " + (objections.size() - SHOWN) + " more" : "";
      return objections.stream().limit(SHOWN).map(Objection::toString).collect(Collectors.joining("; ")) + more;
    }
  }

  /** Judges a request; an unknown device has nothing to object. */
  public CompletionStage<Verdict> judge(String sn, CpeMethod method) {
    if (!RpcCheck.concerns(method)) {
      return CompletableFuture.completedFuture(FINE);
    }
    return strictly(sn, (device, validation) -> judge(device, validation, method));
  }

  /** Judges a USP request; an unknown device has nothing to object. */
  public CompletionStage<Verdict> judge(String sn, UspMsg.Request request) {
    if (!RpcCheck.concerns(request)) {
      return CompletableFuture.completedFuture(FINE);
    }
    return strictly(
        sn,
        (device, validation) ->
            catalog.of(device).thenApply(model -> new Verdict(validation, RpcCheck.check(request, model.schema()))));
  }

  private CompletionStage<Verdict> strictly(
      String sn, BiFunction<Devices.DeviceView, Validation, CompletionStage<Verdict>> judge) {
    return devices
        .get(sn)
        .thenCompose(
            device -> {
              Validation validation = device == null ? Validation.OFF : validationOf(device);
              return validation == Validation.OFF
                  ? CompletableFuture.completedFuture(FINE)
                  : judge.apply(device, validation);
            });
  }

  /** The device's own setting, or that of all. */
  public Validation validationOf(Devices.DeviceView device) {
    return Validation.of(device.validation()).orElse(catalog.settings().validation());
  }

  private CompletionStage<Verdict> judge(Devices.DeviceView device, Validation validation, CpeMethod method) {
    return catalog
        .of(device)
        .thenCombine(
            toldWritable(device.sn(), method),
            (model, told) -> new Verdict(validation, RpcCheck.check(method, model.schema(), told)));
  }

  /** A database that is away must not keep a request from a device that is there. */
  private static Map<String, Boolean> nothingIfAway(Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof StoreUnavailable) {
      return Map.of();
    }
    throw new CompletionException(cause);
  }

  private CompletionStage<Map<String, Boolean>> toldWritable(String sn, CpeMethod method) {
    if (!(method instanceof CpeMethod.SetParameterValues set)) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return store
        .parameters()
        .named(sn, set.values().stream().map(ParameterValue::name).distinct().toList())
        .thenApply(
            rows -> {
              Map<String, Boolean> told = new HashMap<>();
              rows.stream().filter(row -> row.writable() != null).forEach(row -> told.put(row.name(), row.writable()));
              return told;
            })
        .exceptionally(RpcGuard::nothingIfAway);
  }
}
