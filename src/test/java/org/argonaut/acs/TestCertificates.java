package org.argonaut.acs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for tests, made with the JDK's keytool: NAME.pem and NAME.key in a directory. */
public final class TestCertificates {
  private static final String PASSWORD = "changeit";

  private final Path directory;
  private final Path file;

  public TestCertificates(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("all.p12");
  }

  /** A self-signed authority. */
  public void authority(String name) throws Exception {
    keytool("-alias", name, "-dname", "CN=" + name, "-ext", "bc:c");
    export(name);
  }

  /** A certificate signed by an authority made before. */
  public void signed(String name, String subject, String authority) throws Exception {
    keytool("-alias", name, "-dname", subject, "-signer", authority);
    export(name);
  }

  /** The same with alternative names, as keytool writes them: {@code uri:urn:x,dns:host}. */
  public void signed(String name, String subject, String authority, String alternativeNames) throws Exception {
    keytool("-alias", name, "-dname", subject, "-signer", authority, "-ext", "san=" + alternativeNames);
    export(name);
  }

  /** A client that trusts the authority {@code ca} and shows this certificate; null: none. */
  public SSLContext client(String name) {
    try {
      KeyStore all = all();
      KeyManager[] keys = null;
      if (name != null) {
        KeyStore own = empty();
        char[] password = PASSWORD.toCharArray();
        own.setKeyEntry(name, all.getKey(name, password), password, all.getCertificateChain(name));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(own, password);
        keys = factory.getKeyManagers();
      }
      KeyStore authorities = empty();
      authorities.setCertificateEntry("ca", all.getCertificate("ca"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private KeyStore all() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void export(String name) throws GeneralSecurityException, IOException {
    KeyStore store = all();
    StringBuilder chain = new StringBuilder();
    for (Certificate certificate : store.getCertificateChain(name)) {
      chain.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    Files.writeString(directory.resolve(name + ".pem"), chain);
    byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(directory.resolve(name + ".key"), pem("PRIVATE KEY", key));
  }

  private static String pem(String what, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }
}
