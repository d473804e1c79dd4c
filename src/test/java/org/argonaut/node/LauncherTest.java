package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, copied to where nothing is built, with a Java that only prints its arguments. */
class LauncherTest {
  @TempDir Path folder;
  private Path home;
  private Path java;

  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectories(folder.resolve("installed here"));
    Files.copy(Path.of("argonaut"), home.resolve("argonaut"));
    java = jdk("jdk", "25.0.1");
  }

  @Test
  void aMissingJdkIsToldInOneLine() throws Exception {
    var script = home.resolve("argonaut");
    Files.writeString(script, Files.readString(script).replace("need=25", "need=99"));
    var run = run(script, Map.of());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output().lines()).singleElement().asString().contains("needs a JDK 99 or newer", "JAVA_HOME");
  }

  @Test
  void withoutABuildAndWithoutSourcesItSaysSo() throws Exception {
    var run = run(home.resolve("argonaut"), Map.of("JAVA_HOME", java.toString()));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output().lines()).singleElement().asString().contains("argonaut.jar is missing");
  }

  @Test
  void javaGetsTheFlagsOfThePomTheUsersAndTheArgumentsAsTheyWere() throws Exception {
    build();
    var run =
        run(
            home.resolve("argonaut"),
            Map.of("JAVA_HOME", java.toString(), "ARGONAUT_JAVA_OPTS", "-Da=1 -Db=2"),
            "up",
            "--config",
            "with blanks.conf");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.output().lines())
        .contains("-Dfrom.pom=1", "-Da=1", "-Db=2")
        .containsSequence(
            "-cp",
            home.toRealPath() + "/target/argonaut.jar:" + home.toRealPath() + "/target/lib/*",
            "org.argonaut.node.Main",
            "up",
            "--config",
            "with blanks.conf");
  }

  @Test
  void itWorksThroughSymbolicLinksFromAnywhere() throws Exception {
    build();
    var first = Files.createSymbolicLink(home.resolve("link"), Path.of("argonaut"));
    var second = Files.createSymbolicLink(folder.resolve("argonaut-link"), first);
    assertThat(run(second, Map.of("JAVA_HOME", java.toString())).output())
        .contains(home.toRealPath() + "/target/argonaut.jar");
  }

  @Test
  void anOldJavaHomeIsPassedOver() throws Exception {
    build();
    var old = jdk("old", "17.0.15");
    var run =
        run(
            home.resolve("argonaut"),
            Map.of("JAVA_HOME", old.toString(), "PATH", java.resolve("bin") + ":" + System.getenv("PATH")));
    assertThat(run.status()).isEqualTo(7);
  }

  private void build() throws IOException {
    Files.createDirectories(home.resolve("target/lib"));
    Files.writeString(home.resolve("target/argonaut.jar"), "");
    Files.writeString(home.resolve("pom.xml"), "<p>\n <jvm.flags>-Dfrom.pom=1 -Dmore=2</jvm.flags>\n</p>\n");
  }

  private Path jdk(String name, String version) throws IOException {
    var jdk = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    var program = jdk.resolve("bin/java");
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return jdk;
  }

  private record Run(int status, String output) {}

  private Run run(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    var clean = new HashMap<>(environment);
    clean.putIfAbsent("PATH", System.getenv("PATH"));
    clean.put("HOME", folder.toString());
    builder.environment().clear();
    builder.environment().putAll(clean);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }
}
