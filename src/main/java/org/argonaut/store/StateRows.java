package org.argonaut.store;

import static org.argonaut.store.Batcher.WhenFull.REFUSE_NEW;

import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Serialized states of devices, for the durable-state plugin: group recovery, group commit, one writer a revision.
 *
 * <p>Revisions count from 1; each write must name the one after what is stored.
 */
public final class StateRows {
  private static final String COLUMNS =
      "sn, revision, serializer, manifest, payload, oui, vendor, model, product_class, version, alias, tags, profile,"
          + " cwmp, usp, data_model, ip, serial, first_contact";
  private static final String UNNEST =
      "unnest($1::text[], $2::bigint[], $3::int[], $4::text[], $5::bytea[], $6::text[], $7::text[], $8::text[],"
          + " $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bool[], $15::bool[], $16::text[],"
          + " $17::text[], $18::text[], $19::timestamptz[]) AS n ("
          + COLUMNS
          + ")";
  // Tags come as one text each: unnest would flatten an array of arrays.
  private static final String TAGS = "string_to_array(n.tags, E'\\x1f')";

  private static final String LOAD =
      "SELECT sn, revision, serializer, manifest, payload FROM device WHERE sn = ANY($1::text[])";
  private static final String INSERT =
      "WITH added AS (INSERT INTO device ("
          + COLUMNS
          + ", updated) SELECT n.sn, n.revision, n.serializer, n.manifest, n.payload, n.oui, n.vendor, n.model,"
          + " n.product_class, n.version, n.alias, "
          + TAGS
          + ", n.profile, n.cwmp, n.usp, n.data_model, n.ip, n.serial, n.first_contact, now() FROM "
          + UNNEST
          + " ON CONFLICT (sn) DO NOTHING RETURNING sn),"
          + " contact AS (INSERT INTO device_contact (sn) SELECT sn FROM added ON CONFLICT (sn) DO NOTHING)"
          + " SELECT sn FROM added";
  private static final String UPDATE =
      "UPDATE device d SET revision = n.revision, serializer = n.serializer, manifest = n.manifest,"
          + " payload = n.payload, oui = n.oui, vendor = n.vendor, model = n.model, product_class = n.product_class,"
          + " version = n.version, alias = n.alias, tags = "
          + TAGS
          + ", profile = n.profile, cwmp = n.cwmp, usp = n.usp, data_model = n.data_model, ip = n.ip, serial = n.serial,"
          + " first_contact = n.first_contact, updated = now() FROM "
          + UNNEST
          + " WHERE d.sn = n.sn AND d.revision = n.revision - 1 RETURNING d.sn";
  private static final String DELETE =
      "WITH gone AS (DELETE FROM device d USING unnest($1::text[], $2::bigint[]) AS n (sn, revision)"
          + " WHERE d.sn = n.sn AND (d.revision = n.revision - 1 OR n.revision = 0) RETURNING d.sn),"
          + " contact AS (DELETE FROM device_contact c USING gone WHERE c.sn = gone.sn)"
          + " SELECT sn FROM gone";

  /** Means any revision, in a delete. */
  private static final long ANY_REVISION = 0;

  private final Batcher<String, StoredState> loads;
  private final Batcher<Write, Boolean> writes;

  /**
   * A serialized state.
   *
   * @param serializer Pekko serializer id
   */
  public record StoredState(long revision, int serializer, String manifest, byte[] payload) {
    private static final StoredState NONE = new StoredState(0, 0, "", new byte[0]);
  }

  private sealed interface Write {
    String sn();

    long revision();

    record Save(String sn, StoredState state, DeviceIndex index) implements Write {
      @Override
      public long revision() {
        return state.revision();
      }
    }

    record Delete(String sn, long revision) implements Write {}
  }

  StateRows(Database database, StoreSettings settings) {
    this.loads =
        new Batcher<>("load", database, settings, settings.batch().load(), REFUSE_NEW, null, sn -> 1, StateRows::loadAll);
    this.writes =
        new Batcher<>(
            "save", database, settings, settings.batch().save(), REFUSE_NEW, Write::sn, write -> 1, StateRows::writeAll);
  }

  /** The stored state; null when there is none. */
  public CompletionStage<StoredState> load(String sn) {
    return loads.submit(Sql.storable(sn)).thenApply(state -> state.revision() == 0 ? null : state);
  }

  /**
   * Writes a state as the successor of what is stored.
   *
   * @param index null: found by its serial number only
   * @return fails with {@link RevisionConflict} when it is not the successor
   */
  public CompletionStage<Done> save(String sn, StoredState state, DeviceIndex index) {
    return write(new Write.Save(Sql.storable(sn), state, index));
  }

  /** Removes the row if {@code revision} follows what is stored; with the same failure as {@link #save}. */
  public CompletionStage<Done> delete(String sn, long revision) {
    return write(new Write.Delete(Sql.storable(sn), revision));
  }

  /** Removes the row, whatever its revision. */
  public CompletionStage<Done> delete(String sn) {
    return writes.submit(new Write.Delete(Sql.storable(sn), ANY_REVISION)).thenApply(gone -> Done.getInstance());
  }

  private CompletionStage<Done> write(Write write) {
    return writes
        .submit(write)
        .thenApply(
            written -> {
              if (!written) {
                throw new RevisionConflict(write.sn(), write.revision());
              }
              return Done.getInstance();
            });
  }

  StoreStats.Queue loadStats() {
    return loads.stats();
  }

  StoreStats.Queue writeStats() {
    return writes.stats();
  }

  // ---- group recovery ----

  private static Mono<List<StoredState>> loadAll(Connection connection, List<String> sns) {
    Column names = Column.text(sns.size());
    sns.forEach(names::add);
    return Sql.query(
            connection,
            LOAD,
            row ->
                Map.entry(
                    row.get(0, String.class),
                    new StoredState(
                        Sql.int8(row, 1), row.get(2, Integer.class), row.get(3, String.class), row.get(4, byte[].class))),
            names)
        .map(
            found -> {
              Map<String, StoredState> bySn = HashMap.newHashMap(found.size());
              found.forEach(state -> bySn.put(state.getKey(), state.getValue()));
              List<StoredState> inOrder = new ArrayList<>(sns.size());
              sns.forEach(sn -> inOrder.add(bySn.getOrDefault(sn, StoredState.NONE)));
              return inOrder;
            });
  }

  // ---- group commit ----

  private static Mono<List<Boolean>> writeAll(Connection connection, List<Write> writes) {
    List<Write.Save> inserts = new ArrayList<>();
    List<Write.Save> updates = new ArrayList<>();
    List<Write.Delete> deletes = new ArrayList<>();
    // Rows are locked in the same order by every node, so that no two statements wait for one another.
    writes.stream()
        .sorted(Comparator.comparing(Write::sn))
        .forEach(
            write -> {
              switch (write) {
                case Write.Save save when save.revision() == 1 -> inserts.add(save);
                case Write.Save save -> updates.add(save);
                case Write.Delete delete -> deletes.add(delete);
              }
            });
    List<Mono<List<String>>> statements = new ArrayList<>(3);
    if (!inserts.isEmpty()) {
      statements.add(save(connection, INSERT, inserts));
    }
    if (!updates.isEmpty()) {
      statements.add(save(connection, UPDATE, updates));
    }
    if (!deletes.isEmpty()) {
      statements.add(delete(connection, deletes));
    }
    return together(connection, statements)
        .map(
            done -> {
              List<Boolean> inOrder = new ArrayList<>(writes.size());
              writes.forEach(write -> inOrder.add(done.contains(write.sn())));
              return inOrder;
            });
  }

  /** All or nothing: a batch that fails is repeated in parts. */
  private static Mono<Set<String>> together(Connection connection, List<Mono<List<String>>> statements) {
    Mono<Set<String>> all =
        Flux.concat(statements)
            .collect(HashSet::new, (set, sns) -> set.addAll(sns));
    return statements.size() == 1 ? all : Sql.transaction(connection, all);
  }

  private static Mono<List<String>> delete(Connection connection, List<Write.Delete> deletes) {
    Column sn = Column.text(deletes.size());
    Column revision = Column.int8(deletes.size());
    for (Write.Delete delete : deletes) {
      sn.add(delete.sn());
      revision.add(delete.revision());
    }
    return Sql.query(connection, DELETE, row -> row.get(0, String.class), sn, revision);
  }

  private static Mono<List<String>> save(Connection connection, String sql, List<Write.Save> saves) {
    int n = saves.size();
    Column sn = Column.text(n);
    Column revision = Column.int8(n);
    Column serializer = Column.int4(n);
    Column manifest = Column.text(n);
    Column payload = Column.bytes(n);
    IndexColumns index = new IndexColumns(n);
    for (Write.Save save : saves) {
      sn.add(save.sn());
      revision.add(save.revision());
      serializer.add(save.state().serializer());
      manifest.add(save.state().manifest());
      payload.add(save.state().payload());
      index.add(save.index());
    }
    return Sql.query(
        connection,
        sql,
        row -> row.get(0, String.class),
        sn,
        revision,
        serializer,
        manifest,
        payload,
        index.oui,
        index.vendor,
        index.model,
        index.productClass,
        index.version,
        index.alias,
        index.tags,
        index.profile,
        index.cwmp,
        index.usp,
        index.dataModel,
        index.ip,
        index.serial,
        index.firstContact);
  }

  private static final class IndexColumns {
    private static final DeviceIndex NOTHING =
        new DeviceIndex(null, null, null, null, null, null, null, null, false, false, null, null, null, null);

    final Column oui;
    final Column vendor;
    final Column model;
    final Column productClass;
    final Column version;
    final Column alias;
    final Column tags;
    final Column profile;
    final Column cwmp;
    final Column usp;
    final Column dataModel;
    final Column ip;
    final Column serial;
    final Column firstContact;

    IndexColumns(int n) {
      oui = Column.text(n);
      vendor = Column.text(n);
      model = Column.text(n);
      productClass = Column.text(n);
      version = Column.text(n);
      alias = Column.text(n);
      tags = Column.text(n);
      profile = Column.text(n);
      cwmp = Column.bool(n);
      usp = Column.bool(n);
      dataModel = Column.text(n);
      ip = Column.text(n);
      serial = Column.text(n);
      firstContact = Column.time(n);
    }

    void add(DeviceIndex given) {
      DeviceIndex index = given == null ? NOTHING : given;
      oui.add(index.oui());
      vendor.add(index.vendor());
      model.add(index.model());
      productClass.add(index.productClass());
      version.add(index.version());
      alias.add(index.alias());
      tags.add(index.tags() == null || index.tags().isEmpty() ? null : String.join("\u001f", index.tags()));
      profile.add(index.profile());
      cwmp.add(index.cwmp());
      usp.add(index.usp());
      dataModel.add(index.dataModel());
      ip.add(index.ip());
      serial.add(index.serial());
      firstContact.add(index.firstContact());
    }
  }
}
