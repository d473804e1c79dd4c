package org.argonaut.acs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for tests, made with the JDK's keytool: NAME.pem, NAME.key, NAME.p12 in a directory. */
final class TestCertificates {
  private static final String PASSWORD = "changeit";

  private final Path directory;

  TestCertificates(Path directory) {
    this.directory = directory;
  }

  /** A self-signed authority. */
  void authority(String name) throws Exception {
    keytool(name, "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c");
    export(name);
  }

  /** A certificate signed by an authority made before. */
  void signed(String name, String subject, String authority) throws Exception {
    keytool(name, "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", subject);
    Path request = directory.resolve(name + ".csr");
    Path answer = directory.resolve(name + ".crt");
    keytool(name, "-certreq", "-alias", name, "-file", request.toString());
    keytool(
        authority, "-gencert", "-rfc", "-alias", authority, "-infile", request.toString(), "-outfile", answer.toString());
    keytool(name, "-importcert", "-noprompt", "-alias", authority, "-file", directory.resolve(authority + ".pem").toString());
    keytool(name, "-importcert", "-noprompt", "-alias", name, "-file", answer.toString());
    export(name);
  }

  /** A client that trusts the authority {@code ca} and shows this certificate; null: none. */
  SSLContext client(String name) {
    try {
      KeyManager[] keys = null;
      if (name != null) {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store(name), PASSWORD.toCharArray());
        keys = factory.getKeyManagers();
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry("ca", store("ca").getCertificate("ca"));
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore store(String name) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void export(String name) throws GeneralSecurityException, IOException {
    KeyStore store = store(name);
    byte[] certificate = store.getCertificate(name).getEncoded();
    byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(directory.resolve(name + ".pem"), pem("CERTIFICATE", certificate));
    Files.writeString(directory.resolve(name + ".key"), pem("PRIVATE KEY", key));
  }

  private static String pem(String what, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }

  private void keytool(String store, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", directory.resolve(store + ".p12").toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }
}
