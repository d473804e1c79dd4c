package org.argonaut.datamodel.mapping.ubus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.argonaut.datamodel.json.BadJson;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonTree;
import org.argonaut.datamodel.mapping.Ubus;

/**
 * A bus whose replies are in files: {@code {"objects": {object: {method: reply}}}}. A reply is the name of a file beside this
 * one, or {@code {"const": {...}}}, {@code {"echo": {member: argument}}}, or {@code {"arg": name, value: reply, "*": reply}}, which
 * chooses by the value of an argument. Files that change are read again. Not thread-safe.
 */
public final class FixtureUbus implements Ubus {
  private static final long MAX_BYTES = 64L << 20;
  private static final long GRAIN_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private final Path file;
  private final Map<Path, Read> read = new HashMap<>();

  /** A file as it was read; {@code settled}: a later change would show in its date. */
  private record Read(FileTime modified, long size, boolean settled, Json.Obj content) {}

  /**
   * A bus described in that file.
   *
   * @throws IOException it cannot be read, or is no such description
   */
  public FixtureUbus(Path file) throws IOException {
    this.file = file;
    content(file);
  }

  @Override
  public Reply call(String object, String method, Json.Obj arguments, Duration deadline) {
    try {
      Json fixture = fixture(object, method);
      return fixture == null ? new Failed(objects().get(object) == null ? "no such object" : "no such method") : reply(fixture, arguments);
    } catch (IOException e) {
      return new Failed(e.getMessage());
    }
  }

  @Override
  public boolean has(String object, String method) {
    try {
      return method.isEmpty() ? objects().get(object) != null : fixture(object, method) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private Json.Obj objects() throws IOException {
    if (content(file).get("objects") instanceof Json.Obj objects) {
      return objects;
    }
    throw new IOException(file + " has no \"objects\": {object: {method: reply}}");
  }

  private Json fixture(String object, String method) throws IOException {
    return objects().get(object) instanceof Json.Obj methods ? methods.get(method) : null;
  }

  private Reply reply(Json fixture, Json.Obj arguments) throws IOException {
    return switch (fixture) {
      case Json.Text(var name, _) -> new Answered(content(beside(name)));
      case Json.Obj choice when choice.get("const") instanceof Json.Obj reply -> new Answered(reply);
      case Json.Obj choice when choice.get("echo") instanceof Json.Obj echo -> new Answered(echo(echo, arguments));
      case Json.Obj choice when choice.get("arg") instanceof Json.Text(var name, _) -> {
        Json chosen = choice.get(text(arguments.get(name)));
        Json found = chosen == null ? choice.get("*") : chosen;
        yield found == null ? new Failed("no reply for \"" + name + "\" " + text(arguments.get(name))) : reply(found, arguments);
      }
      default -> new Failed(file + ":" + fixture.line() + ": a reply is the name of a file, or has const, echo or arg");
    };
  }

  private static Json.Obj echo(Json.Obj echo, Json.Obj arguments) {
    List<Json.Member> members = new ArrayList<>();
    for (Json.Member member : echo.members()) {
      members.add(new Json.Member(member.key(), new Json.Text(text(arguments.get(text(member.value()))), 0), 0));
    }
    return new Json.Obj(members, 0);
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Text(var text, _) -> text;
      case Json.Num(var number, _) -> number;
      case Json.Bool(var bool, _) -> Boolean.toString(bool);
      case null, default -> "";
    };
  }

  private Path beside(String name) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      Path place = folder.resolve(name).normalize();
      if (place.startsWith(folder)) {
        return place;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw new IOException("\"" + name + "\" is not in the folder of " + file);
  }

  private Json.Obj content(Path of) throws IOException {
    FileTime modified = Files.getLastModifiedTime(of);
    long size = Files.size(of);
    Read known = read.get(of);
    if (known != null && known.settled && known.size == size && known.modified.equals(modified)) {
      return known.content;
    }
    if (size > MAX_BYTES) {
      throw new IOException(of + " is larger than " + (MAX_BYTES >> 20) + " MB");
    }
    try {
      Json tree = JsonTree.read(Files.readString(of, StandardCharsets.UTF_8), _ -> {});
      if (!(tree instanceof Json.Obj object)) {
        throw new IOException(of + " is " + tree.kind() + ", not an object");
      }
      boolean settled = System.currentTimeMillis() - modified.toMillis() > GRAIN_MILLIS;
      read.put(of, new Read(modified, size, settled, object));
      return object;
    } catch (BadJson e) {
      throw new IOException(of + ":" + e.line() + ": " + e.getMessage(), e);
    }
  }
}
