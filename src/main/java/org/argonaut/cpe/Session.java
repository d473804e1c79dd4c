package org.argonaut.cpe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.argonaut.cpe.http.Credentials;
import org.argonaut.cpe.http.HttpCall;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.http.HttpReply;
import org.argonaut.cpe.http.HttpUrl;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.Message;
import org.argonaut.cwmp.SoapException;

/** One session of one CPE (TR-069 3.7.2), from the Inform to the empty answer. Used once, on one virtual thread. */
final class Session {
  private static final byte[] EMPTY = {};
  private static final int MOST_REDIRECTS = 5;
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;

  private final Device device;
  private final Surroundings surroundings;
  private final Quirks quirks;
  private final SoapWire wire;
  private final CwmpVersion version;
  private final Map<String, String> cookies;
  private final long deadline;
  private HttpUrl acs;
  private HttpConnection connection;
  private int redirects;
  private int calls;

  /** The CPE, as its session sees it. */
  interface Device {
    String acsUrl();

    Credentials credentials();

    /** The cookies it has kept of earlier sessions, to be changed in place. */
    Map<String, String> cookies();

    Inform inform();

    void informed(Inform inform);

    Iterable<Outbox.Call> calls();

    void answered(Outbox.Call call, AcsAnswer answer);

    Message answer(CpeMethod method);
  }

  /** How a session ended. */
  sealed interface Result {
    record Done() implements Result {}

    /**
     * @param why for people, without the device's id
     * @param retryAfterSeconds what the ACS asked for; 0 when it did not
     */
    record Failed(String why, long retryAfterSeconds) implements Result {}
  }

  private static final class SessionFailed extends Exception {
    private final long retryAfterSeconds;

    SessionFailed(String why, long retryAfterSeconds) {
      super(why, null, false, false);
      this.retryAfterSeconds = retryAfterSeconds;
    }

    SessionFailed(String why) {
      this(why, 0);
    }
  }

  Session(Device device, Surroundings surroundings) {
    this.device = device;
    this.surroundings = surroundings;
    this.quirks = surroundings.options().quirks();
    this.wire = new SoapWire(quirks);
    this.version = surroundings.options().version();
    this.cookies = quirks.has(Quirk.KEEP_COOKIES) ? device.cookies() : new LinkedHashMap<>(2);
    this.deadline = System.nanoTime() + surroundings.settings().sessionTimeout().toNanos();
  }

  Result run() {
    try {
      acs = HttpUrl.parse(device.acsUrl());
      converse();
      return new Result.Done();
    } catch (SessionFailed e) {
      return new Result.Failed(e.getMessage(), e.retryAfterSeconds);
    } catch (SoapException e) {
      return new Result.Failed("unreadable envelope from the ACS: " + e.getMessage(), 0);
    } catch (IllegalArgumentException e) {
      return new Result.Failed(e.getMessage(), 0);
    } catch (IOException e) {
      return new Result.Failed(reason(e), 0);
    } finally {
      if (connection != null) {
        connection.close();
      }
    }
  }

  private String reason(IOException e) {
    String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return what.toLowerCase(Locale.ROOT) + " (" + acs.authority() + ")";
  }

  private void converse() throws IOException, SessionFailed, SoapException {
    Inform inform = device.inform();
    Message answer = call(inform);
    if (!(answer instanceof AcsAnswer.InformResponse)) {
      throw new SessionFailed("Inform answered with " + describe(answer));
    }
    surroundings.stats().informs.increment();
    device.informed(inform);
    if (quirks.has(Quirk.ASKS_METHODS)) {
      call(new AcsMethod.GetRPCMethods());
    }
    for (Outbox.Call waiting : device.calls()) {
      answer = call(waiting.call());
      if (!(answer instanceof AcsAnswer acsAnswer)) {
        throw new SessionFailed(waiting.call().rpcName() + " answered with " + describe(answer));
      }
      device.answered(waiting, acsAnswer);
    }
    answerTheAcs();
  }

  /** From the first empty POST on the ACS calls and the CPE answers, until there is nothing more. */
  private void answerTheAcs() throws IOException, SessionFailed, SoapException {
    HttpReply reply = post(EMPTY);
    while (reply.status() != NO_CONTENT && reply.body().length > 0) {
      Envelope asked = wire.read(reply);
      if (!(asked.message() instanceof CpeMethod method)) {
        throw new SessionFailed("the ACS sent " + describe(asked.message()) + " where a call belongs");
      }
      Message answer = device.answer(method);
      String id = quirks.has(Quirk.WRONG_ID) ? "wrong-" + asked.id() : asked.id();
      reply = post(quirks.has(Quirk.EMPTY_ANSWERS) ? EMPTY : wire.write(new Envelope(id, version, answer)));
    }
  }

  private static String describe(Message message) {
    return message instanceof Fault fault ? "fault " + fault.code() + " " + fault.message() : message.rpcName();
  }

  private Message call(AcsMethod method) throws IOException, SessionFailed, SoapException {
    calls++;
    HttpReply reply = post(wire.write(new Envelope(Integer.toString(calls), version, method)));
    if (reply.status() == NO_CONTENT || reply.body().length == 0) {
      throw new SessionFailed(method.rpcName() + " answered with nothing");
    }
    return wire.read(reply).message();
  }

  /** One POST, with whatever it takes to get a 200 or 204: authentication, redirection, a new connection. */
  private HttpReply post(byte[] body) throws IOException, SessionFailed {
    boolean challenged = false;
    while (true) {
      HttpReply reply = send(body);
      switch (reply.status()) {
        case OK, NO_CONTENT -> {
          return reply;
        }
        case UNAUTHORIZED -> {
          boolean answerable = device.credentials().challenged(reply.head().headers("www-authenticate"));
          if (challenged || !answerable) {
            throw new SessionFailed(challenged ? "HTTP 401: wrong credentials" : "HTTP 401: no credentials for it");
          }
          challenged = true;
          surroundings.stats().challenges.increment();
        }
        case 301, 302, 307, 308 -> follow(reply);
        case UNAVAILABLE -> throw new SessionFailed("HTTP 503", retryAfter(reply));
        default -> throw new SessionFailed("HTTP " + reply.status());
      }
    }
  }

  private void follow(HttpReply reply) throws SessionFailed {
    String location = reply.head().header("location");
    if (location == null || ++redirects > MOST_REDIRECTS) {
      throw new SessionFailed(location == null ? "redirect without Location" : "too many redirects");
    }
    acs = acs.resolve(location);
  }

  private static long retryAfter(HttpReply reply) {
    String value = reply.head().header("retry-after");
    return value != null && value.matches("\\d{1,6}") ? Long.parseLong(value) : 0;
  }

  private HttpReply send(byte[] body) throws IOException {
    boolean reused = connection != null && connection.serves(acs) && !quirks.has(Quirk.NEW_CONNECTIONS);
    if (reused) {
      try {
        return exchange(body);
      } catch (HttpConnection.NoAnswer closedWhileIdle) {
        // The server may close between two requests; its cookie still names the session.
        connection.close();
      }
    } else if (connection != null) {
      connection.close();
    }
    connection = HttpConnection.open(acs, surroundings.terms());
    connection.deadline(deadline);
    return exchange(body);
  }

  private HttpReply exchange(byte[] body) throws IOException {
    Credentials credentials = device.credentials();
    HttpCall call =
        new HttpCall("POST", acs)
            .header("Content-Type", body.length == 0 ? null : wire.contentType())
            .header("SOAPAction", body.length == 0 ? null : "")
            .header("Authorization", credentials.authorization("POST", acs.target()))
            .header("Cookie", cookieHeader())
            .style(quirks.style())
            .body(body);
    HttpReply reply = connection.exchange(call, surroundings.settings().maxAnswerBytes());
    reply.head().headers("set-cookie").forEach(this::keepCookie);
    return reply;
  }

  private String cookieHeader() {
    if (cookies.isEmpty() || quirks.has(Quirk.NO_COOKIES)) {
      return null;
    }
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private void keepCookie(String header) {
    int semicolon = header.indexOf(';');
    String pair = semicolon < 0 || quirks.has(Quirk.COOKIE_ATTRIBUTES) ? header : header.substring(0, semicolon);
    int equals = pair.indexOf('=');
    if (equals > 0) {
      String value = pair.substring(equals + 1).strip();
      if (header.toLowerCase(Locale.ROOT).contains("max-age=0")) {
        cookies.remove(pair.substring(0, equals).strip());
      } else {
        cookies.put(pair.substring(0, equals).strip(), value);
      }
    }
  }
}
