package org.argonaut.datamodel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.ListShape;
import org.argonaut.datamodel.Notification;
import org.argonaut.datamodel.ObjectFacts;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Status;

/**
 * Writes the combined JSON definition: objects nested with their full paths as keys, parameters, commands and events by
 * name, one node a line. The same tree gives the same bytes.
 */
public final class DefinitionWriter {
  /** The member that says what the file is; everything else on top is an object. */
  static final String HEADER = "datamodel";

  /** The member with what protocols see of a node where they differ; the node itself has what CWMP sees. */
  static final String PER_PROTOCOL = "perProtocol";

  static final String USP = "usp";
  static final int FORMAT = 1;

  private final JsonGenerator out;
  private final Lines lines = new Lines();
  private final TypeWords types;

  private DefinitionWriter(JsonGenerator out) {
    this.out = out;
    this.types = new TypeWords(out);
  }

  /** Writes the tree below a nameless root; the writer is flushed, not closed. */
  public static void write(Draft root, List<String> models, Writer writer) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(writer)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      DefinitionWriter definition = new DefinitionWriter(out);
      out.setPrettyPrinter(definition.lines);
      definition.whole(root, models);
    }
    writer.write("\n");
    writer.flush();
  }

  private void whole(Draft root, List<String> models) throws IOException {
    out.writeStartObject();
    lines.breakBeforeNext();
    out.writeObjectFieldStart(HEADER);
    out.writeNumberField("format", FORMAT);
    out.writeArrayFieldStart("models");
    for (String model : models) {
      out.writeString(model);
    }
    out.writeEndArray();
    out.writeEndObject();
    children(root, "");
    lines.breakBeforeNext();
    out.writeEndObject();
  }

  private void children(Draft parent, String path) throws IOException {
    for (Draft child : parent.children()) {
      lines.breakBeforeNext();
      switch (child.kind()) {
        case OBJECT -> object(child, path);
        case PARAMETER -> parameter(child);
        case COMMAND -> command(child);
        case EVENT -> event(child);
        case INPUT, OUTPUT -> {
          out.writeObjectFieldStart(child.name());
          children(child, "");
          out.writeEndObject();
        }
      }
    }
  }

  private void object(Draft object, String parentPath) throws IOException {
    ObjectFacts facts = object.facts();
    String path = parentPath + object.name() + "." + (facts.table() ? Paths.INSTANCE + "." : "");
    out.writeObjectFieldStart(path);
    out.writeStringField("type", "object");
    protocols(object);
    objectFacts(object);
    if (object.usp() != null) {
      perProtocol();
      objectFacts(object.usp());
      endPerProtocol();
    }
    children(object, path);
    out.writeEndObject();
  }

  private void perProtocol() throws IOException {
    out.writeObjectFieldStart(PER_PROTOCOL);
    out.writeObjectFieldStart(USP);
  }

  private void endPerProtocol() throws IOException {
    out.writeEndObject();
    out.writeEndObject();
  }

  private void objectFacts(Draft object) throws IOException {
    versionAndStatus(object);
    out.writeBooleanField("access", object.access() != Access.READ_ONLY);
    out.writeBooleanField("array", object.facts().table());
    facts(object.facts());
  }

  private void facts(ObjectFacts facts) throws IOException {
    ObjectFacts usual = facts.table() ? ObjectFacts.TABLE : ObjectFacts.SINGLE;
    if (facts.minEntries() != usual.minEntries()) {
      out.writeNumberField("minEntries", facts.minEntries());
    }
    if (facts.maxEntries() != usual.maxEntries() && facts.maxEntries() != ListShape.UNBOUNDED) {
      out.writeNumberField("maxEntries", facts.maxEntries());
    }
    text("entriesParameter", facts.entriesParameter());
    text("enableParameter", facts.enableParameter());
    text("discriminator", facts.discriminator());
    yes("fixed", facts.fixed());
    yes("mountPoint", facts.mountPoint());
    if (!facts.uniqueKeys().isEmpty()) {
      out.writeArrayFieldStart("uniqueKeys");
      for (ObjectFacts.UniqueKey key : facts.uniqueKeys()) {
        out.writeStartObject();
        out.writeBooleanField("functional", key.functional());
        out.writeArrayFieldStart("parameters");
        for (String parameter : key.parameters()) {
          out.writeString(parameter);
        }
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private void parameter(Draft parameter) throws IOException {
    out.writeObjectFieldStart(parameter.name());
    type(parameter);
    protocols(parameter);
    parameterFacts(parameter);
    if (parameter.usp() != null) {
      perProtocol();
      type(parameter.usp());
      parameterFacts(parameter.usp());
      endPerProtocol();
    }
    out.writeEndObject();
  }

  private void type(Draft parameter) throws IOException {
    out.writeStringField("type", parameter.type().list() == null ? parameter.type().base().word() : "string");
  }

  private void parameterFacts(Draft parameter) throws IOException {
    versionAndStatus(parameter);
    out.writeBooleanField("read", true);
    out.writeBooleanField("write", parameter.access().writable());
    yes("once", parameter.access() == Access.WRITE_ONCE);
    yes("mandatory", parameter.mandatory());
    yes("forcedInform", parameter.forcedInform());
    if (parameter.notification() != Notification.NORMAL) {
      out.writeStringField("activeNotify", parameter.notification().word());
    }
    types.write(parameter.type());
  }

  private void command(Draft command) throws IOException {
    out.writeObjectFieldStart(command.name());
    out.writeStringField("type", "command");
    out.writeBooleanField("async", command.asynchronous());
    common(command);
    children(command, "");
    out.writeEndObject();
  }

  private void event(Draft event) throws IOException {
    out.writeObjectFieldStart(event.name());
    out.writeStringField("type", "event");
    common(event);
    if (!event.children().isEmpty()) {
      out.writeObjectFieldStart("output");
      children(event, "");
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void common(Draft draft) throws IOException {
    protocols(draft);
    versionAndStatus(draft);
  }

  private void protocols(Draft draft) throws IOException {
    out.writeArrayFieldStart("protocols");
    for (String protocol : draft.protocols().words()) {
      out.writeString(protocol);
    }
    out.writeEndArray();
  }

  private void versionAndStatus(Draft draft) throws IOException {
    text("version", draft.version());
    if (draft.status() != Status.CURRENT) {
      yes("obsolete", draft.status() == Status.OBSOLETED);
      out.writeStringField("status", draft.status().word());
    }
  }

  private void text(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      out.writeStringField(name, value);
    }
  }

  private void yes(String name, boolean value) throws IOException {
    if (value) {
      out.writeBooleanField(name, true);
    }
  }

  /** Breaks the line where a node begins and nowhere else. */
  private static final class Lines extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    private boolean pending;

    void breakBeforeNext() {
      pending = true;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator g) throws IOException {
      take(g);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator g) throws IOException {
      g.writeRaw(',');
      take(g);
    }

    @Override
    public void writeEndObject(JsonGenerator g, int members) throws IOException {
      take(g);
      g.writeRaw('}');
    }

    private void take(JsonGenerator g) throws IOException {
      if (pending) {
        g.writeRaw('\n');
        pending = false;
      }
    }
  }
}
