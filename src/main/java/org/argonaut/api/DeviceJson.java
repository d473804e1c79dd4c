package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Schema;
import org.argonaut.device.Devices.DeviceView;
import org.argonaut.store.DeviceIndex;
import org.argonaut.store.DeviceRow;
import org.argonaut.usp.AgentUrl;

/** Devices as JSON. */
final class DeviceJson {
  private DeviceJson() {}

  static Problem unknown(String sn) {
    return Problem.notFound("No device '" + sn + "' is known; GET /api/v1/devices lists them, PUT creates one ahead");
  }

  static ObjectNode of(DeviceRow row, Instant now) {
    DeviceIndex index = row.index();
    ObjectNode node =
        Json.object()
            .put("sn", row.sn())
            .put("oui", text(index.oui()))
            .put("vendor", text(index.vendor()))
            .put("model", text(index.model()))
            .put("product_class", text(index.productClass()))
            .put("version", text(index.version()))
            .put("alias", text(index.alias()))
            .put("status", row.status(now))
            .put("cwmp", index.cwmp())
            .put("usp", index.usp())
            .put("data_model", text(index.dataModel()));
    node.set("tags", sorted(index.tags()));
    return node.put("profile", text(index.profile()))
        .put("first_contact", time(index.firstContact()))
        .put("last_contact", time(row.lastContact()))
        .put("ip", text(index.ip()));
  }

  static ObjectNode of(DeviceView view) {
    ObjectNode node =
        Json.object()
            .put("sn", view.sn())
            .put("oui", text(view.oui()))
            .put("vendor", text(view.vendor()))
            .put("model", text(view.model()))
            .put("product_class", text(view.productClass()))
            .put("version", text(view.version()))
            .put("alias", text(view.alias()))
            .put("status", view.status())
            .put("cwmp", view.cwmp())
            .put("usp", view.usp())
            .put("data_model", text(view.dataModel()));
    node.set("tags", sorted(view.tags()));
    node.put("profile", text(view.profile()))
        .put("validation", text(view.validation()))
        .put("first_contact", time(view.firstContact()))
        .put("last_contact", time(view.lastContact()))
        .put("ip", text(view.ip()))
        .put("connection_request_url", text(view.connectionRequestUrl()))
        .put("connection_request_username", text(view.connectionRequestUsername()))
        .put("cwmp_version", text(view.cwmpVersion()))
        .put("periodic_interval", view.periodicIntervalSeconds());
    node.set("clashes", sorted(view.clashes()));
    node.put("session_open", view.sessionOpen()).put("queued", view.queued());
    ObjectNode facts = node.putObject("facts");
    if (view.facts() != null) {
      view.facts().forEach(facts::put);
    }
    return node;
  }

  /**
   * With the other records of the same box.
   *
   * @param dial where the agent listens; null: it is not connected to
   */
  static ObjectNode of(DeviceView view, List<String> linked, String dial) {
    ObjectNode node = of(view).put("dial", dial == null ? "" : AgentUrl.shown(dial));
    node.set("linked", sorted(linked));
    return node;
  }

  static ObjectNode linkedSchema() {
    return whole()
        .with("dial", Schema.string("Where the agent listens, if Argonaut connects to it; a query is hidden"))
        .with("linked", Schema.strings("Records of the same box under its other protocol: the agent, or the CWMP device"))
        .build();
  }

  static ObjectNode listedSchema() {
    return listed().build();
  }

  static ObjectNode schema() {
    return whole().build();
  }

  private static Schema.ObjectBuilder whole() {
    return listed()
        .with("validation", Schema.string("off, warn or reject; empty: as argonaut.datamodel.validation says"))
        .with("connection_request_url", Schema.string("Where connection requests go; empty: never told"))
        .with("connection_request_username", Schema.string("Empty: the shared one"))
        .with("cwmp_version", Schema.string("1.0 to 1.4; empty before the first Inform"))
        .with("periodic_interval", Schema.integer("PeriodicInformInterval in seconds; 0 when not known"))
        .with("clashes", Schema.strings("OUIs of other devices that came with this serial number; those are OUI-serial"))
        .with("session_open", Schema.flag("Whether a CWMP session is open now"))
        .with("queued", Schema.integer("Commands waiting"))
        .with("facts", Schema.mapOf(Schema.string("Value"), "What else of the last Inform is kept: HardwareVersion, ProvisioningCode"));
  }

  private static Schema.ObjectBuilder listed() {
    return Schema.object()
        .with("sn", Schema.string("The device's id: SerialNumber, or OUI-serial after a clash"))
        .with("oui", Schema.string("OUI of its maker"))
        .with("vendor", Schema.string("Manufacturer"))
        .with("model", Schema.string("Yours to set; profiles bind on it. Empty: the product class stands in"))
        .with("product_class", Schema.string("ProductClass"))
        .with("version", Schema.string("SoftwareVersion"))
        .with("alias", Schema.string("Yours to set"))
        .with("status", Schema.integer("0 offline, 1 associating, 2 online").put("minimum", 0).put("maximum", 2))
        .with("cwmp", Schema.flag("Speaks TR-069"))
        .with("usp", Schema.flag("Speaks TR-369"))
        .with("data_model", Schema.string("TR-098, TR-181 or empty"))
        .with("tags", Schema.strings("Yours to set"))
        .with("profile", Schema.string("Bound profile; empty: the built-in one"))
        .with("first_contact", Schema.timeOrNull("null: created ahead and not seen yet"))
        .with("last_contact", Schema.timeOrNull("null: never"))
        .with("ip", Schema.string("Address it last came from"));
  }

  static String text(String value) {
    return value == null ? "" : value;
  }

  static String time(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static JsonNode sorted(Collection<String> values) {
    return Json.tree(values == null ? new TreeSet<>() : new TreeSet<>(values));
  }
}
