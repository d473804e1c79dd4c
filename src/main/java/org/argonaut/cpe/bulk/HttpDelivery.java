package org.argonaut.cpe.bulk;

import java.io.IOException;
import org.argonaut.cpe.http.Credentials;
import org.argonaut.cpe.http.HttpCall;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.http.HttpReply;
import org.argonaut.cpe.http.HttpUrl;

/** Sends a report to a server. */
public final class HttpDelivery {
  private static final int MAX_ANSWER = 65_536;

  private HttpDelivery() {}

  /**
   * Sends it; blocks.
   *
   * @throws IOException the server does not take it; the message says why
   */
  public static void send(Report report, Report.Destination.Http to, HttpConnection.Terms terms) throws IOException {
    HttpUrl url;
    try {
      url = HttpUrl.parse(to.url());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    Credentials credentials = new Credentials(to.username(), to.password(), false);
    for (int attempt = 0; attempt < 2; attempt++) {
      try (HttpConnection connection = HttpConnection.open(url, terms)) {
        HttpReply reply = connection.exchange(call(report, to, url, credentials), MAX_ANSWER);
        if (reply.status() / 100 == 2) {
          return;
        }
        boolean again =
            reply.status() == 401 && attempt == 0 && credentials.challenged(reply.head().headers("www-authenticate"));
        if (!again) {
          throw new IOException("HTTP " + reply.status() + " from " + url);
        }
      }
    }
  }

  private static HttpCall call(Report report, Report.Destination.Http to, HttpUrl url, Credentials credentials) {
    String format = report.format();
    return new HttpCall(to.method(), url)
        .header("Content-Type", report.contentType() + "; charset=UTF-8")
        .header("BBF-Report-Format", format)
        .header("Authorization", credentials.authorization(to.method(), url.target()))
        .style(new HttpCall.Style(false, false, to.gzip(), false, false))
        .body(report.body());
  }
}
