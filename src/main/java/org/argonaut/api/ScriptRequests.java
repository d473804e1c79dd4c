package org.argonaut.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaSyntaxException;
import org.argonaut.script.ScriptNames;
import org.argonaut.script.Scripts;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptRow;
import org.argonaut.store.ScriptRows;

/** What the routes of scripts have in common: names, who changes, checks before a change, what came of it. */
final class ScriptRequests {
  static final String TAG = "scripts";
  static final String ONE = "/api/v1/scripts/{name}";
  static final String LUA = "text/x-lua";
  static final Parameter NAME =
      new Parameter("name", new Parameter.Text(ScriptNames.MAX_LENGTH), "The script's name, percent-encoded", null);
  static final Parameter BY =
      new Parameter("by", new Parameter.Text(128), "Who does it, for the history; left out: `admin`", null);

  private final Scripts scripts;

  ScriptRequests(Scripts scripts) {
    this.scripts = scripts;
  }

  static String by(Request request) {
    String by = request.text("by");
    return by == null || by.isBlank() ? "admin" : by.strip();
  }

  /** The script; a 404 when there is none. */
  Scripts.Listed existing(Request request) throws Problem, InterruptedException {
    Scripts.Listed script = request.await(scripts.get(request.path("name")));
    if (script == null) {
      throw unknown(request.path("name"));
    }
    return script;
  }

  static Problem unknown(String name) {
    return Problem.notFound("No script is called '" + name + "'");
  }

  /**
   * Refuses what the folder keeps.
   *
   * @throws Problem 409
   */
  void notOfFolder(Request request) throws Problem, InterruptedException {
    if (scripts.settings().folder() == null) {
      return;
    }
    Scripts.Listed script = request.await(scripts.get(request.path("name")));
    if (script != null && script.row().origin().equals("folder")) {
      throw Problem.conflict(
          "The script is kept as in the folder " + scripts.settings().folder()
              + " (argonaut.script.folder); change its file there");
    }
  }

  /**
   * The body as a Lua program.
   *
   * @throws Problem 400, 413, 422
   */
  String program(Request request) throws Problem {
    byte[] body = request.body();
    int most = scripts.settings().maxSize();
    if (body.length > most) {
      throw Problem.of(
              413, "too-big", "Body too big", "The script has " + body.length + " bytes; at most " + most + " are allowed")
          .with("limit", most);
    }
    if (body.length == 0) {
      throw Problem.badRequest("The body is empty; send the script's source");
    }
    String content = utf8(body);
    checkSyntax(request.path("name"), content);
    return content;
  }

  static String utf8(byte[] body) throws Problem {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("The body is not UTF-8");
    }
  }

  private static void checkSyntax(String name, String content) throws Problem {
    try {
      LuaProgram.compile(content, name);
    } catch (LuaSyntaxException e) {
      throw Problem.of(422, "syntax-error", "The script is no Lua program", e.getMessage())
          .with("line", e.line())
          .with("column", e.column());
    }
  }

  /**
   * Makes the change and answers with the script after it.
   *
   * @throws Problem 404, 409, 412
   */
  Response change(Request request, ScriptChange change) throws Problem, InterruptedException {
    ScriptRows.Saved saved = request.await(scripts.change(change));
    switch (saved.result()) {
      case UNKNOWN -> throw unknown(change.name());
      case CONFLICT -> throw conflict(saved.row());
      default -> {}
    }
    boolean created = saved.result() == ScriptRows.Result.CREATED;
    Scripts.Listed script = existing(request);
    Response response = Response.json(created ? 201 : 200, ScriptJson.listed(script)).withHeader("ETag", etag(script.row()));
    return created ? response.withHeader("Location", Links.script(change.name())) : response;
  }

  private static Problem conflict(ScriptRow now) {
    String detail =
        now == null
            ? "There is no such script; leave If-Match out to create it"
            : "The script has version " + now.version() + " now, by " + now.changedBy() + "; look at it, then change that";
    Problem problem = Problem.of(412, "other-version", "Not the version the change was made from", detail);
    return now == null ? problem : problem.with("version", now.version());
  }

  static String etag(ScriptRow row) {
    return "\"" + row.version() + "\"";
  }

  /** The version that If-Match or If-None-Match asks for; null: any. */
  static Long expectedVersion(Request request) throws Problem {
    if (request.header("If-None-Match").filter(v -> v.strip().equals("*")).isPresent()) {
      return 0L;
    }
    String match = request.header("If-Match").map(String::strip).orElse("*");
    if (match.equals("*")) {
      return null;
    }
    try {
      return Long.parseLong(match.replace("W/", "").replace("\"", ""));
    } catch (NumberFormatException e) {
      throw Problem.badField("If-Match", "If-Match is not the ETag of a script, such as \"3\"");
    }
  }
}
