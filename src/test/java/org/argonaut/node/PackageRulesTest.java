package org.argonaut.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may use whom: downwards only, as ARCHITECTURE.md draws it. */
class PackageRulesTest {
  private static final String ROOT = "org.argonaut";

  /** What each package may use besides itself; {@code node} sees all. */
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cwmp", Set.of("datamodel")),
              Map.entry("usp", Set.of("datamodel")),
              Map.entry("datamodel", Set.of()),
              Map.entry("lua", Set.of()),
              Map.entry("store", Set.of()),
              Map.entry("lualog", Set.of("store")),
              Map.entry("event", Set.of("store")),
              Map.entry("bulkdata", Set.of("event", "store", "cwmp")),
              Map.entry("device", Set.of("bulkdata", "event", "store", "cwmp", "usp")),
              Map.entry("catalog", Set.of("device", "event", "store", "cwmp", "usp", "datamodel")),
              Map.entry("acs", Set.of("bulkdata", "device", "event", "store", "cwmp")),
              Map.entry("mtp", Set.of("bulkdata", "device", "event", "store", "usp")),
              Map.entry(
                  "profile", Set.of("catalog", "device", "event", "store", "cwmp", "usp", "lua", "lualog", "datamodel")),
              Map.entry(
                  "script",
                  Set.of(
                      "bulkdata", "catalog", "device", "event", "store", "cwmp", "usp", "lua", "lualog", "datamodel",
                      "profile")),
              Map.entry(
                  "api",
                  Set.of(
                      "catalog", "device", "event", "store", "cwmp", "usp", "lua", "datamodel", "profile", "script")),
              Map.entry("nats", Set.of("device", "event", "store", "cwmp", "usp", "profile", "script")),
              Map.entry("cpe", Set.of("cwmp", "usp", "datamodel"))));

  private static final Set<String> PURE = Set.of("cwmp", "usp", "datamodel", "lua");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);
  }

  @TestFactory
  List<DynamicTest> packagesUseOnlyWhatIsBelowThem() {
    return MAY_USE.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> checkUses(e.getKey(), e.getValue())))
        .toList();
  }

  private static void checkUses(String name, Set<String> allowed) {
    var forbidden =
        MAY_USE.keySet().stream().filter(p -> !p.equals(name) && !allowed.contains(p)).collect(Collectors.toSet());
    forbidden.add("node");
    noClasses()
        .that()
        .resideInAPackage(tree(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.stream().map(PackageRulesTest::tree).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void everyPackageIsInTheRules() {
    var unknown =
        classes.stream()
            .map(c -> c.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "").split("\\.", 2)[0])
            .filter(name -> !name.equals("node") && !MAY_USE.containsKey(name))
            .collect(Collectors.toSet());
    assertThat(unknown).isEmpty();
  }

  @Test
  void noPackagesUseEachOtherInACircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void thePurePackagesKnowNoActorNoHttpAndNoDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE.stream().map(PackageRulesTest::tree).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.pekko..", "io.r2dbc..", "java.sql..", "java.net.http..", "com.typesafe..")
        .check(classes);
  }

  @Test
  void onlyTheStoreSpeaksSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage(tree("store"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.r2dbc..", "java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..")
        .check(classes);
  }

  @Test
  void everyPackageSaysWhatLivesInIt() throws IOException {
    var silent = new ArrayList<Path>();
    try (var folders = Files.walk(Path.of("src/main/java"))) {
      for (var folder : folders.filter(Files::isDirectory).toList()) {
        if (hasClasses(folder) && !Files.exists(folder.resolve("package-info.java"))) {
          silent.add(folder);
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  private static boolean hasClasses(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.anyMatch(f -> f.toString().endsWith(".java"));
    }
  }

  private static String tree(String name) {
    return ROOT + "." + name + "..";
  }
}
