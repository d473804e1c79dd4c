package org.argonaut.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.datamodel.AtomicFile;
import org.argonaut.profile.ProfileBench;
import org.argonaut.profile.ProfileHeader;
import org.argonaut.profile.ProfileSettings;
import org.argonaut.profile.Protocol;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code argonaut profile}: a test bench for authors of device profiles. */
@Command(
    name = "profile",
    description = "Tries device profiles.",
    mixinStandardHelpOptions = true,
    subcommands = {ProfileCommand.Check.class, ProfileCommand.Recorder.class, CommandLine.HelpCommand.class})
final class ProfileCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? check, record");
  }

  /** {@code argonaut profile check}. */
  @Command(
      name = "check",
      description = {
        "Loads profiles and calls their hooks; with a recording also parses it and sets what was read.",
        "One line a finding: FILE:LINE: error|warning|info: text."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Exit codes: 0 no errors, 1 errors, 2 wrong usage."})
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--recording", paramLabel = "FILE", description = "What a device told: from 'profile record'.")
    private Path recording;

    @Option(names = "--quiet", description = "Errors and warnings only.")
    private boolean quiet;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Lua files.")
    private List<Path> files;

    @Override
    public Integer call() throws InterruptedException {
      var out = spec.commandLine().getOut();
      var values = recording == null ? null : values(recording);
      boolean well = true;
      for (var file : files) {
        well &= check(file, values, out);
      }
      out.flush();
      return well ? 0 : Main.FAILED;
    }

    private boolean check(Path file, List<ParameterValue> values, PrintWriter out) throws InterruptedException {
      boolean well = true;
      try {
        var content = Files.readString(file, StandardCharsets.UTF_8);
        var said = ProfileHeader.of(content).protocol();
        var protocol = said == null ? Protocol.CWMP : Protocol.of(said);
        if (protocol == null) {
          out.println(file + ":1: error: '-- protocol: " + said + "' is neither cwmp nor usp");
          return false;
        }
        var settings = ProfileSettings.from(ConfigFactory.load());
        for (var finding : ProfileBench.check(file.getFileName().toString(), content, protocol, values, settings)) {
          well &= finding.level() != ProfileBench.Level.ERROR;
          if (!quiet || finding.level() != ProfileBench.Level.INFO) {
            out.println(
                file + ":" + Math.max(1, finding.line()) + ": " + finding.level().name().toLowerCase(Locale.ROOT) + ": "
                    + finding.text());
          }
        }
      } catch (CharacterCodingException e) {
        out.println(file + ":1: error: the file is not UTF-8");
        return false;
      } catch (IOException e) {
        out.println(file + ":1: error: the file cannot be read: " + e);
        return false;
      }
      return well;
    }

    private static List<ParameterValue> values(Path file) {
      try {
        var values = new ArrayList<ParameterValue>();
        for (JsonNode value : JSON.readTree(file.toFile()).path("values")) {
          values.add(
              new ParameterValue(value.path("name").asText(), value.path("value").asText(), value.path("type").asText(null)));
        }
        if (values.isEmpty()) {
          throw new CommandFailed(file + " holds no recording: it needs {\"values\":[{\"name\",\"value\",\"type\"}]}");
        }
        return values;
      } catch (IOException e) {
        throw new CommandFailed(file + " cannot be read: " + Configuration.oneLine(e), e);
      }
    }
  }

  /** {@code argonaut profile record}. */
  @Command(
      name = "record",
      description = "Has a device tell all its parameters, for 'profile check --recording'.",
      mixinStandardHelpOptions = true)
  static final class Recorder implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Spec private CommandSpec spec;

    @Option(names = "--api", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080", description = "The API (${DEFAULT-VALUE}).")
    private URI api;

    @Option(
        names = "--token",
        paramLabel = "TOKEN",
        defaultValue = "${env:ARGONAUT_ADMIN_TOKEN}",
        description = "The API's bearer token; left out: ARGONAUT_ADMIN_TOKEN.")
    private String token;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "Where to write it.")
    private Path output;

    @Parameters(paramLabel = "SN", description = "The device's serial number.")
    private String sn;

    @Override
    public Integer call() throws InterruptedException {
      var device = api.resolve("/api/v1/devices/" + URLEncoder.encode(sn, StandardCharsets.UTF_8).replace("+", "%20"));
      try (var client = HttpClient.newHttpClient()) {
        var known = send(client, HttpRequest.newBuilder(device).GET());
        var answer = known.path("usp").asBoolean() && !known.path("cwmp").asBoolean()
            ? recording(ask(client, device, "usp", "{\"get\":{\"paramPaths\":[\"Device.\"]}}"))
            : ask(
                client,
                device,
                "cwmp",
                "{\"rpc\":\"GetParameterValues\",\"names\":[\""
                    + (known.path("data_model").asText().equals("TR-098") ? "InternetGatewayDevice." : "Device.")
                    + "\"]}");
        AtomicFile.write(output, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(answer));
        spec.commandLine().getOut().println(answer.path("values").size() + " parameters of " + sn + " are in " + output);
        return 0;
      } catch (IOException e) {
        throw new CommandFailed("the recording failed: " + Configuration.oneLine(e), e);
      }
    }

    private JsonNode ask(HttpClient client, URI device, String protocol, String body)
        throws IOException, InterruptedException {
      return send(
          client,
          HttpRequest.newBuilder(URI.create(device + "/" + protocol + "?timeout=" + LIMIT.toSeconds()))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The values of a GetResp as those of a GetParameterValues are written. */
    private static JsonNode recording(JsonNode message) {
      var recording = JSON.createObjectNode();
      var values = recording.putArray("values");
      for (var path : message.at("/body/response/getResp/reqPathResults")) {
        for (var resolved : path.path("resolvedPathResults")) {
          resolved.path("resultParams").properties()
              .forEach(
                  value ->
                      values.addObject()
                          .put("name", resolved.path("resolvedPath").asText() + value.getKey())
                          .put("value", value.getValue().asText()));
        }
      }
      return recording;
    }

    private JsonNode send(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
      var response =
          client.send(
              request.timeout(LIMIT.plusSeconds(10)).header("Authorization", "Bearer " + token).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new CommandFailed("the API answered " + response.statusCode() + ": " + JSON.readTree(response.body()).path("detail").asText());
      }
      return JSON.readTree(response.body());
    }
  }
}
