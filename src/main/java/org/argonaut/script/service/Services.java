package org.argonaut.script.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.argonaut.device.CommandId;
import org.argonaut.device.Devices;
import org.argonaut.store.ClusterSecrets;
import org.argonaut.store.Page;
import org.argonaut.store.ServiceInstanceRow;
import org.argonaut.store.ServiceRow;
import org.argonaut.store.ServiceRows;
import org.argonaut.store.Store;

/**
 * Keeps definitions and instances. Stages fail with {@link ServiceFailure} for what a caller did wrong, with {@code
 * StoreUnavailable} while the database is away.
 */
public final class Services {
  private static final String PURPOSE = "service-variables";
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};
  private static final TypeReference<List<ServiceVariable>> VARIABLES = new TypeReference<>() {};

  private final ServiceRows rows;
  private final ClusterSecrets secrets;
  private final Devices devices;
  private final ServiceSettings settings;

  public Services(Store store, Devices devices, ServiceSettings settings) {
    this.rows = store.services();
    this.secrets = store.secrets();
    this.devices = devices;
    this.settings = settings;
  }

  public ServiceSettings settings() {
    return settings;
  }

  // ---- definitions ----

  /** Creates or replaces; instances keep their values. */
  public CompletionStage<Done> put(ServiceDefinition definition) {
    return checked(
        () -> {
          definition.check(settings.maxTimeout());
          return rows.put(
              new ServiceRow(
                  definition.id(), definition.description(), definition.script(), write(definition.variables()),
                  definition.events(), definition.active(), Math.toIntExact(definition.timeout().toSeconds()), Instant.now()));
        });
  }

  /** One definition; null when unknown. */
  public CompletionStage<ServiceDefinition> get(String id) {
    return rows.get(id).thenApply(row -> row == null ? null : definition(row));
  }

  /** Definitions by id; {@code limit} 1 to 1000. */
  public CompletionStage<Page<ServiceDefinition>> list(int limit, String cursor) {
    return rows.list(limit, cursor)
        .thenApply(page -> new Page<>(page.items().stream().map(Services::definition).toList(), page.next()));
  }

  /** Forgets a definition; fails with 404 when it is unknown, with 409 while it has instances. */
  public CompletionStage<Done> delete(String id) {
    return rows.delete(id)
        .thenCompose(deleted -> deleted ? CompletableFuture.completedFuture(null) : rows.get(id).thenCompose(row -> inUse(id, row)))
        .thenApply(_ -> Done.getInstance());
  }

  private static CompletionStage<ServiceRow> inUse(String id, ServiceRow row) {
    return CompletableFuture.failedFuture(
        row == null ? unknownService(id) : new ServiceFailure(409, "service '" + id + "' has instances; delete them first"));
  }

  // ---- instances ----

  /** Gives a device a service; nothing is applied yet. Completes with the new instance. */
  public CompletionStage<ServiceInstance> create(String sn, String service, Map<String, String> variables) {
    CompletionStage<ServiceDefinition> known =
        devices.get(sn).thenCompose(view -> view == null ? CompletableFuture.failedFuture(unknownDevice(sn)) : needed(service));
    return known.thenCompose(
        definition -> {
          Map<String, String> values = definition.checked(variables);
          Instant now = Instant.now();
          ServiceInstance instance =
              new ServiceInstance(
                  CommandId.next(), service, sn, values, ServiceInstance.Status.PENDING, null, null, now, now, null);
          return rows.add(row(instance))
              .thenApply(
                  added -> {
                    if (!added) {
                      throw unknownService(service);
                    }
                    return instance;
                  });
        });
  }

  /** Replaces an instance's values; {@code sn} and {@code service} must be those it has, null: not compared. */
  public CompletionStage<Done> edit(String id, String sn, String service, Map<String, String> variables) {
    return instance(id)
        .thenCompose(
            instance -> {
              if (service != null && !service.equals(instance.service())) {
                throw new ServiceFailure(409, "instance '" + id + "' is of service '" + instance.service() + "', not of '" + service + "'");
              }
              if (sn != null && !sn.equals(instance.sn())) {
                throw new ServiceFailure(409, "instance '" + id + "' is on device '" + instance.sn() + "', not on '" + sn + "'");
              }
              return needed(instance.service());
            })
        .thenCompose(definition -> rows.setVariables(id, seal(definition.checked(variables)), Instant.now()))
        .thenApply(
            found -> {
              if (!found) {
                throw unknownInstance(id);
              }
              return Done.getInstance();
            });
  }

  /** One instance; fails with 404 when unknown. */
  public CompletionStage<ServiceInstance> instance(String id) {
    return rows.instance(id)
        .thenApply(
            row -> {
              if (row == null) {
                throw unknownInstance(id);
              }
              return instance(row);
            });
  }

  /** Instances of a device by id; {@code limit} 1 to 1000. */
  public CompletionStage<Page<ServiceInstance>> instances(String sn, int limit, String cursor) {
    return rows.instances(sn, limit, cursor)
        .thenApply(page -> new Page<>(page.items().stream().map(this::instance).toList(), page.next()));
  }

  /** Forgets an instance; what it set on the device stays. Fails with 404 when unknown. */
  public CompletionStage<Done> deleteInstance(String id) {
    return rows.deleteInstance(id)
        .thenApply(
            found -> {
              if (!found) {
                throw unknownInstance(id);
              }
              return Done.getInstance();
            });
  }

  /** The definition; fails with 404 when unknown. */
  CompletionStage<ServiceDefinition> needed(String service) {
    return get(service)
        .thenApply(
            definition -> {
              if (definition == null) {
                throw unknownService(service);
              }
              return definition;
            });
  }

  ServiceRows rows() {
    return rows;
  }

  private static ServiceFailure unknownService(String id) {
    return new ServiceFailure(404, "no service '" + id + "' is known");
  }

  private static ServiceFailure unknownInstance(String id) {
    return new ServiceFailure(404, "no service instance '" + id + "' is known");
  }

  private static ServiceFailure unknownDevice(String sn) {
    return new ServiceFailure(404, "no device '" + sn + "' is known");
  }

  private static <T> CompletionStage<T> checked(Supplier<CompletionStage<T>> work) {
    try {
      return work.get();
    } catch (ServiceFailure failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  // ---- rows ----

  private static ServiceDefinition definition(ServiceRow row) {
    return new ServiceDefinition(
        row.id(), row.description(), row.script(), read(row.variablesJson(), VARIABLES), row.events(), row.active(),
        Duration.ofSeconds(row.timeoutSeconds()), row.updated());
  }

  private ServiceInstance instance(ServiceInstanceRow row) {
    return new ServiceInstance(
        row.id(), row.service(), row.sn(), read(secrets.decrypt(PURPOSE, row.variables()), VALUES),
        ServiceInstance.Status.of(row.status()), row.detail(), row.log(), row.created(), row.updated(), row.applied());
  }

  private ServiceInstanceRow row(ServiceInstance instance) {
    return new ServiceInstanceRow(
        instance.id(), instance.service(), instance.sn(), seal(instance.variables()), instance.status().code(),
        instance.detail(), instance.log(), instance.created(), instance.updated(), instance.applied());
  }

  private String seal(Map<String, String> values) {
    return secrets.encrypt(PURPOSE, write(values));
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and records can always be written", e);
    }
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is in the database was written by us", e);
    }
  }
}
