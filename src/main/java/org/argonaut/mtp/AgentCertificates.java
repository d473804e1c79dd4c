package org.argonaut.mtp;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Which agents a TLS certificate speaks for (R-SEC.0a, 10a, 12): those named by an alternative name of the form {@code
 * urn:bbf:usp:id:ENDPOINT-ID}, or by a dNSName where the endpoint id is of the scheme {@code fqdn}.
 */
public final class AgentCertificates {
  private static final String URN = "urn:bbf:usp:id:";
  private static final int DNS_NAME = 2;
  private static final int URI = 6;
  /** One certificate may stand for all instances of an authority only in these schemes. */
  private static final Set<String> WILDCARD_SCHEMES = Set.of("oui", "cid", "pen", "os", "ops");

  private AgentCertificates() {}

  /** The certificate the other side has proved; null when there is none. */
  public static X509Certificate of(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate ? certificate : null;
    } catch (SSLPeerUnverifiedException noCertificate) {
      return null;
    }
  }

  /** Whom a certificate speaks for; nobody when it names no agent. */
  public static Speaker speaker(X509Certificate certificate) {
    List<String> ids = names(certificate, URI, URN);
    List<String> hosts = names(certificate, DNS_NAME, "");
    return new Speaker(
        "certificate of " + certificate.getSubjectX500Principal().getName(),
        endpointId -> ids.stream().anyMatch(id -> covers(id, endpointId)) || isHost(hosts, endpointId));
  }

  private static List<String> names(X509Certificate certificate, int type, String prefix) {
    List<String> found = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> entry : all) {
          if (entry.get(0).equals(type)
              && entry.get(1) instanceof String name
              && name.regionMatches(true, 0, prefix, 0, prefix.length())) {
            found.add(name.substring(prefix.length()));
          }
        }
      }
      return found;
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  /** Whether a name in a certificate is an endpoint id, or a pattern for it: {@code oui:00256D:*}. */
  private static boolean covers(String named, String endpointId) {
    if (named.equals(endpointId)) {
      return true;
    }
    int scheme = named.indexOf(':');
    if (scheme < 0 || !named.endsWith(":*") || !WILDCARD_SCHEMES.contains(named.substring(0, scheme))) {
      return false;
    }
    String authority = named.substring(0, named.length() - 1); // with the colon at its end
    boolean hasAuthority = authority.length() > scheme + 2;
    return hasAuthority
        && endpointId.startsWith(authority)
        && endpointId.length() > authority.length()
        && endpointId.indexOf(':', authority.length()) < 0;
  }

  private static boolean isHost(List<String> hosts, String endpointId) {
    String[] parts = endpointId.split(":", 3);
    if (parts.length != 3 || !parts[0].equals("fqdn") || !parts[1].isEmpty()) {
      return false;
    }
    String host = parts[2].toLowerCase(Locale.ROOT);
    return hosts.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(host));
  }
}
