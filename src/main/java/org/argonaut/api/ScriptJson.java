package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Schema;
import org.argonaut.script.ListenerView;
import org.argonaut.script.ScriptStatus;
import org.argonaut.script.Scripts;
import org.argonaut.store.ScriptLogRow;
import org.argonaut.store.ScriptRow;
import org.argonaut.store.ScriptVersionRow;

/** Scripts as JSON, and how that looks. */
final class ScriptJson {
  private ScriptJson() {}

  static ObjectNode script(Scripts.Listed script, String content) {
    return listed(script).put("content", content);
  }

  static ObjectNode listed(Scripts.Listed script) {
    ScriptRow row = script.row();
    ScriptStatus status = script.status();
    ObjectNode node =
        Json.object()
            .put("name", row.name())
            .put("description", row.description())
            .put("version", row.version())
            .put("active", row.active())
            .put("state", status.state())
            .put("problem", status.problem())
            .put("failures", status.failures())
            .put("restart_at", DeviceJson.time(status.restartAt()))
            .put("since", DeviceJson.time(status.since()))
            .put("node", status.node())
            .put("callbacks", status.callbacks())
            .put("origin", row.origin())
            .put("created", DeviceJson.time(row.created()))
            .put("created_by", row.createdBy())
            .put("last_change", DeviceJson.time(row.changed()))
            .put("last_changed_by", row.changedBy());
    ArrayNode listeners = node.putArray("listeners");
    status.listeners().forEach(view -> listeners.add(listener(view)));
    return node;
  }

  private static ObjectNode listener(ListenerView view) {
    return Json.object()
        .put("kind", view.kind())
        .put("name", view.name())
        .put("event", view.event())
        .put("sn", view.sn())
        .put("parallel", view.parallel())
        .put("discard_if_processing", view.discardIfProcessing())
        .put("running", view.running())
        .put("waiting", view.waiting())
        .put("lag_seconds", view.lagSeconds())
        .put("handled", view.handled())
        .put("failed", view.failed())
        .put("parked", view.parked())
        .put("discarded", view.discarded())
        .put("last_error", view.lastError());
  }

  static ObjectNode schema() {
    return listedMembers().with("content", Schema.string("Its source")).build();
  }

  static ObjectNode listedSchema() {
    return listedMembers().build();
  }

  private static Schema.ObjectBuilder listedMembers() {
    return Schema.object()
        .with("name", Schema.string("Its name"))
        .with("description", Schema.string("For people"))
        .with("version", Schema.integer("Of the content, from 1"))
        .with("active", Schema.flag("Whether it is wanted to run"))
        .with("state", Schema.oneOf("What it does now", "running", "stopping", "stopped"))
        .with("problem", Schema.stringOrNull("What is wrong; null: nothing"))
        .with("failures", Schema.integer("Failed attempts to run it in a row"))
        .with("restart_at", Schema.timeOrNull("When it is tried again"))
        .with("since", Schema.timeOrNull("When it came into this state"))
        .with("node", Schema.stringOrNull("Where its home is"))
        .with("callbacks", Schema.integer("Its threads in Lua now, waiting ones included"))
        .with("origin", Schema.oneOf("Who keeps it: the API, or the folder of argonaut.script.folder", "api", "folder"))
        .with("created", Schema.timeOrNull("When it was created"))
        .with("created_by", Schema.string("By whom"))
        .with("last_change", Schema.timeOrNull("When it was last changed"))
        .with("last_changed_by", Schema.string("By whom"))
        .with("listeners", Schema.arrayOf(listenerSchema()));
  }

  private static ObjectNode listenerSchema() {
    return Schema.object()
        .with("kind", Schema.string("cwmp-event, new-device, schedule"))
        .with("name", Schema.string("Unique in the script"))
        .with("event", Schema.stringOrNull("What it waits for"))
        .with("sn", Schema.stringOrNull("The one device; `*`: all"))
        .with("parallel", Schema.integer("Callbacks it may run at once"))
        .with("discard_if_processing", Schema.flag("Whether events of a busy device are dropped"))
        .with("running", Schema.integer("Callbacks that run now"))
        .with("waiting", Schema.integer("Events read that wait for their turn"))
        .with("lag_seconds", Json.object().put("type", "number").put("description", "Age of the oldest event not done"))
        .with("handled", Schema.integer("Callbacks that ended well"))
        .with("failed", Schema.integer("Callbacks that ended with an error"))
        .with("parked", Schema.integer("Events given up after their last attempt"))
        .with("discarded", Schema.integer("Events dropped"))
        .with("last_error", Schema.stringOrNull("Of the last callback that failed"))
        .build();
  }

  static ObjectNode version(ScriptVersionRow row) {
    return listedVersion(row).put("content", row.content());
  }

  static ObjectNode listedVersion(ScriptVersionRow row) {
    return Json.object()
        .put("version", row.version())
        .put("at", DeviceJson.time(row.at()))
        .put("by", row.by())
        .put("note", row.note());
  }

  static ObjectNode versionSchema() {
    return versionMembers().with("content", Schema.string("Its source")).build();
  }

  static ObjectNode listedVersionSchema() {
    return versionMembers().build();
  }

  private static Schema.ObjectBuilder versionMembers() {
    return Schema.object()
        .with("version", Schema.integer("From 1"))
        .with("at", Schema.timeOrNull("When it was made"))
        .with("by", Schema.string("By whom"))
        .with("note", Schema.string("What was said to it"));
  }

  static JsonNode line(ScriptLogRow row) {
    return Json.object()
        .put("id", row.id())
        .put("at", DeviceJson.time(row.at()))
        .put("level", row.level())
        .put("text", row.text());
  }

  static ObjectNode lineSchema() {
    return Schema.object()
        .with("id", Schema.integer("Ascends"))
        .with("at", Schema.timeOrNull("When it was written"))
        .with("level", Schema.oneOf("What kind of line", "print", "debug", "info", "warn", "error", "system"))
        .with("text", Schema.string("The line"))
        .build();
  }
}
