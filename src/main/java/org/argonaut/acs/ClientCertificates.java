package org.argonaut.acs;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Takes a TLS client certificate, verified by the handshake, as proof of who the CPE is. */
final class ClientCertificates {
  private final boolean nameMustMatch;

  /**
   * @param nameMustMatch whether it speaks only for the device its subject or an alternative name names
   */
  ClientCertificates(boolean nameMustMatch) {
    this.nameMustMatch = nameMustMatch;
  }

  /** Whom the certificate names; null when there is no TLS or no certificate. */
  Principal principal(HttpRequest request) {
    return request.getAttribute(AttributeKeys.sslSession).map(info -> principal(info.getSession())).orElse(null);
  }

  private Principal principal(javax.net.ssl.SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate ? principal(certificate) : null;
    } catch (SSLPeerUnverifiedException noCertificate) {
      return null;
    }
  }

  Principal principal(X509Certificate certificate) {
    Set<String> names = new HashSet<>();
    String subject = commonName(certificate);
    if (subject != null) {
      names.add(subject);
    }
    names.addAll(alternativeNames(certificate));
    return new Principal(subject == null ? "certificate" : subject, nameMustMatch ? names : null);
  }

  private static String commonName(X509Certificate certificate) {
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (rdn.getType().toUpperCase(Locale.ROOT).equals("CN")) {
          return rdn.getValue().toString();
        }
      }
      return null;
    } catch (InvalidNameException unreadable) {
      return null;
    }
  }

  /** The alternative names that are text: rfc822Name, dNSName, URI. */
  private static Set<String> alternativeNames(X509Certificate certificate) {
    Set<String> names = new HashSet<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> entry : all) {
          if (entry.get(1) instanceof String name) {
            names.add(name);
          }
        }
      }
      return names;
    } catch (CertificateParsingException unreadable) {
      return Set.of();
    }
  }
}
