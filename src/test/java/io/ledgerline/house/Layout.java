package io.ledgerline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where files are and how big they may be.
final class Layout {

  private static final long BLOB_BYTES_MAX = 500_000;
  private static final int DESIGNS_MAX = 12;
  private static final String MAIN = "src/main/java/";
  private static final String TEST = "src/test/java/";

  /// What the project has at its top level, besides files whose names start with a dot.
  private static final Set<String> TOP =
      Set.of(
          "LICENSE",
          "README.md",
          "docs",
          "k8s",
          "ledgerline",
          "migrations",
          "mvnw",
          "ontology",
          "pom.xml",
          "src");

  private Layout() {}

  /// What is in the wrong place, too big or missing.
  ///
  /// @param sizeBytesByPath every file of the project
  static List<String> findings(Map<String, Long> sizeBytesByPath) {
    List<String> findings = new ArrayList<>();
    Set<String> packages = new TreeSet<>();
    sizeBytesByPath.forEach(
        (path, sizeBytes) -> {
          String top = path.split("/", 2)[0];
          if (!TOP.contains(top) && !top.startsWith(".")) {
            findings.add(path + ": " + top + " is not a name of the top level");
          }
          if (sizeBytes > BLOB_BYTES_MAX) {
            findings.add(path + ": " + sizeBytes + " bytes, a file has at most " + BLOB_BYTES_MAX);
          }
          if (path.endsWith(".java") && (path.startsWith(MAIN) || path.startsWith(TEST))) {
            packages.add(path.substring(0, path.lastIndexOf('/') + 1));
          }
        });
    for (String directory : packages) {
      String twin = directory.replaceFirst("^" + TEST, MAIN);
      if (!sizeBytesByPath.containsKey(directory + "package-info.java")
          && !sizeBytesByPath.containsKey(twin + "package-info.java")) {
        findings.add(directory + ": has no package-info.java");
      }
    }
    long designs =
        sizeBytesByPath.keySet().stream().filter(path -> path.startsWith("docs/design/")).count();
    if (designs > DESIGNS_MAX) {
      findings.add("docs/design: " + designs + " files, at most " + DESIGNS_MAX);
    }
    return findings;
  }
}
