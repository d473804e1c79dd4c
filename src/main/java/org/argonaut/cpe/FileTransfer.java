package org.argonaut.cpe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import org.argonaut.cpe.http.Credentials;
import org.argonaut.cpe.http.HttpCall;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.http.HttpHead;
import org.argonaut.cpe.http.HttpUrl;

/** Moves one file over HTTP: fetches it, resuming after a break, or puts it. Used once, on a virtual thread. */
public final class FileTransfer {
  private static final int KEPT = 65_536;
  private static final int MOST_REDIRECTS = 5;
  private static final int BUFFER = 16_384;
  private static final int MAX_ERROR_BODY = 65_536;

  private final HttpConnection.Terms terms;
  private final CpeSettings settings;
  private final Credentials credentials;
  private final long deadline;
  private HttpUrl url;
  private long received;
  private String entityTag;
  private MessageDigest digest;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();

  /**
   * A file that came in.
   *
   * @param start its first 64 KB, or all of it
   */
  public record File(long size, byte[] start) {}

  FileTransfer(Surroundings surroundings, String url, String username, String password) throws TransferFault {
    this(surroundings.terms(), surroundings.settings(), url, username, password);
  }

  /** For the file at a URL; user name and password may be empty or null. */
  public FileTransfer(HttpConnection.Terms terms, CpeSettings settings, String url, String username, String password)
      throws TransferFault {
    this.terms = terms;
    this.settings = settings;
    this.credentials = new Credentials(text(username), text(password), false);
    this.deadline = System.nanoTime() + settings.transferTimeout().toNanos();
    this.url = parse(url);
  }

  /** Everything that is downloaded goes through this digest, too. */
  public FileTransfer digesting(MessageDigest value) {
    digest = value;
    return this;
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  /** The URL of a transfer; other schemes than http and https are fault 9013. */
  static HttpUrl parse(String url) throws TransferFault {
    try {
      return HttpUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw new TransferFault(TransferFault.UNSUPPORTED_PROTOCOL, e.getMessage());
    }
  }

  /**
   * Fetches the file.
   *
   * @param expectedSize bytes; 0 when unknown
   */
  public File download(long expectedSize) throws TransferFault, InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        get();
        break;
      } catch (IOException e) {
        if (attempt >= settings.transferResumes()) {
          throw new TransferFault(faultOf(e), "download of " + url + ": " + e.getMessage());
        }
        Thread.sleep(settings.resumeDelay());
      }
    }
    if (expectedSize > 0 && received != expectedSize) {
      String what = "got " + received + " bytes of " + url + ", " + expectedSize + " were announced";
      throw new TransferFault(TransferFault.CORRUPTED, what);
    }
    return new File(received, start.toByteArray());
  }

  private int faultOf(IOException e) {
    if (e instanceof ConnectException || e instanceof UnknownHostException || e instanceof NoRouteToHostException) {
      return TransferFault.UNABLE_TO_CONTACT;
    }
    return received == 0 && HttpConnection.timedOut(e)
        ? TransferFault.UNABLE_TO_CONTACT
        : TransferFault.UNABLE_TO_COMPLETE;
  }

  private void get() throws IOException, TransferFault {
    boolean challenged = false;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; ) {
      try (HttpConnection connection = HttpConnection.open(url, terms)) {
        connection.deadline(deadline);
        HttpCall call = new HttpCall("GET", url).header("Authorization", credentials.authorization("GET", url.target()));
        if (received > 0) {
          call.header("Range", "bytes=" + received + "-").header("If-Range", entityTag);
        }
        HttpHead head = connection.send(call);
        switch (head.status()) {
          case 200, 206 -> {
            take(connection, head);
            return;
          }
          case 301, 302, 303, 307, 308 -> {
            url = redirected(head);
            redirects++;
          }
          case 401 -> {
            challenge(head, challenged);
            challenged = true;
          }
          default -> throw refused(head.status(), TransferFault.FAILURE_DOWNLOAD);
        }
      }
    }
    throw new TransferFault(TransferFault.FAILURE_DOWNLOAD, "too many redirects from " + url);
  }

  private void take(HttpConnection connection, HttpHead head) throws IOException, TransferFault {
    String range = head.header("content-range");
    boolean resumed = head.status() == 206 && range != null && range.startsWith("bytes " + received + "-");
    if (!resumed) {
      received = 0; // the whole file comes again, or another range than was asked for
      start.reset();
      if (digest != null) {
        digest.reset();
      }
      if (head.status() == 206) {
        throw new TransferFault(TransferFault.FAILURE_DOWNLOAD, "wrong Content-Range from " + url + ": " + range);
      }
    }
    entityTag = head.header("etag");
    byte[] buffer = new byte[BUFFER];
    try (InputStream body = connection.body()) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        if (start.size() < KEPT) {
          start.write(buffer, 0, Math.min(read, KEPT - start.size()));
        }
        if (digest != null) {
          digest.update(buffer, 0, read);
        }
        received += read;
        if (received > settings.maxFileBytes()) {
          throw new TransferFault(TransferFault.FAILURE_DOWNLOAD, url + " is larger than the CPE's storage");
        }
      }
    }
  }

  /** Puts the content at the URL. */
  public void upload(byte[] content) throws TransferFault {
    boolean challenged = false;
    try {
      for (int redirects = 0; redirects <= MOST_REDIRECTS; ) {
        try (HttpConnection connection = HttpConnection.open(url, terms)) {
          connection.deadline(deadline);
          HttpCall call =
              new HttpCall("PUT", url)
                  .header("Authorization", credentials.authorization("PUT", url.target()))
                  .header("Content-Type", "application/octet-stream")
                  .body(content);
          HttpHead head = connection.exchange(call, MAX_ERROR_BODY).head();
          switch (head.status()) {
            case 200, 201, 202, 204 -> {
              return;
            }
            case 301, 302, 307, 308 -> {
              url = redirected(head);
              redirects++;
            }
            case 401 -> {
              challenge(head, challenged);
              challenged = true;
            }
            default -> throw refused(head.status(), TransferFault.FAILURE_UPLOAD);
          }
        }
      }
    } catch (IOException e) {
      throw new TransferFault(faultOf(e), "upload to " + url + ": " + e.getMessage());
    }
    throw new TransferFault(TransferFault.FAILURE_UPLOAD, "too many redirects from " + url);
  }

  private HttpUrl redirected(HttpHead head) throws TransferFault {
    String location = head.header("location");
    if (location == null) {
      throw new TransferFault(TransferFault.FAILURE_DOWNLOAD, "redirect without Location from " + url);
    }
    return parse(url.resolve(location).toString());
  }

  private void challenge(HttpHead head, boolean before) throws TransferFault {
    if (!credentials.challenged(head.headers("www-authenticate")) || before) {
      throw new TransferFault(TransferFault.AUTHENTICATION, "the server of " + url + " refuses the credentials");
    }
  }

  private TransferFault refused(int status, int otherwise) {
    boolean access = status == 403 || status == 404 || status == 410;
    return new TransferFault(access ? TransferFault.UNABLE_TO_ACCESS : otherwise, "HTTP " + status + " from " + url);
  }
}
