package io.ledgerline.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tree is tidy, and each rule reports a bad sample.
@Execution(ExecutionMode.CONCURRENT)
class TidyTest {

  private static final String MAIN = "src/main/java/io/ledgerline/";

  @Test
  void theTreeIsTidy() throws IOException {
    // Given
    SourceTree tree = SourceTree.here();

    // When
    List<String> findings = findings(tree);

    // Then
    assertThat(tree.paths()).contains("pom.xml");
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          main/java/io/ledgerline/entry/A.java      | var t = Instant.now();
          test/java/io/ledgerline/entry/A.java      | long t = System.currentTimeMillis();
          main/java/io/ledgerline/entry/A.java      | var r = new Random(7);
          test/java/io/ledgerline/entry/A.java      | var r = new Random();
          main/java/io/ledgerline/entry/A.java      | var id = UUID.randomUUID();
          main/java/io/ledgerline/entry/A.java      | MessageDigest.getInstance("SHA-256");
          main/java/io/ledgerline/merkle/A.java     | Signature.getInstance("Ed25519");
          main/java/io/ledgerline/note/A.java       | long n = Long.parseLong(text);
          main/java/io/ledgerline/note/A.java       | Base64.getDecoder().decode(text);
          main/java/io/ledgerline/http/A.java       | var mapper = new ObjectMapper();
          test/java/io/ledgerline/http/A.java       | text.getBytes();
          main/java/io/ledgerline/projection/A.java | var names = Set.of("a");
          main/java/io/ledgerline/dossier/A.java    | var names = new HashMap<String, String>();
          main/java/io/ledgerline/dossier/A.java    | names.collect(toSet());
          main/java/io/ledgerline/entry/A.java      | default -> 0;
          main/java/io/ledgerline/entry/A.java      | /** Legacy. */
          main/java/io/ledgerline/entry/A.java      | System.out.println(1);
          test/java/io/ledgerline/entry/A.java      | Thread.sleep(1);
          main/java/io/ledgerline/entry/A.java      | } catch (Exception e) {
          main/java/io/ledgerline/entry/A.java      | @SuppressWarnings("unchecked")
          test/java/io/ledgerline/entry/A.java      | @Disabled
          main/resources/a.properties               | # TO-DO: later
          """)
  void reportsBannedText(String path, String line) {
    // Given
    SourceFile file = new SourceFile("src/" + path, "\n" + line.replace("TO-DO", "TO" + "DO"));

    // When
    List<String> findings = Ban.findings(file);

    // Then
    assertThat(findings).singleElement().asString().startsWith("src/" + path + ":2: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          main/java/io/ledgerline/merkle/A.java | MessageDigest.getInstance("SHA-256");
          main/java/io/ledgerline/note/A.java   | // Instant.now() is not called here
          main/java/io/ledgerline/note/A.java   | String advice = "System.out /** @Disabled";
          main/java/io/ledgerline/note/A.java   | default -> 0; // an open set
          main/java/io/ledgerline/note/StrictDecimal.java | long n = Long.parseLong(text);
          main/java/io/ledgerline/entry/A.java  | var names = Set.of("a");
          main/java/io/ledgerline/dossier/A.java | var names = new LinkedHashMap<String, String>();
          main/java/io/ledgerline/cli/A.java    | System.out.println(1);
          test/java/io/ledgerline/entry/A.java  | var r = new Random(seed);
          """)
  void permitsWhatIsNotBanned(String path, String line) {
    // Given
    SourceFile file = new SourceFile("src/" + path, line);

    // When
    List<String> findings = Ban.findings(file);

    // Then
    assertThat(findings).isEmpty();
  }

  @Test
  void reportsLongFilesAndMethodsManyTypesAndVagueNames() throws IOException {
    // Given
    List<SourceFile> files = new ArrayList<>();
    files.add(new SourceFile(MAIN + "a/Long.java", "class Long {}\n" + "\n".repeat(300)));
    files.add(
        new SourceFile(
            MAIN + "a/Wide.java", "class Wide {\n\n  void run() {" + "\n".repeat(60) + "}\n}\n"));
    files.add(new SourceFile(MAIN + "a/Outer.java", "class Outer {\n  record LeafUtils() {}\n}\n"));
    for (int i = 0; i < 13; i++) {
      files.add(new SourceFile(MAIN + "a/T" + i + ".java", "enum T" + i + " {}\n"));
    }

    // When
    List<String> findings = JavaShape.findings(files);

    // Then
    assertThat(findings)
        .containsExactly(
            MAIN + "a/Long.java:301: 301 lines, a file has at most 300",
            MAIN + "a/Wide.java:3: run has 61 lines, a method has at most 60",
            MAIN + "a/Outer.java:2: the name LeafUtils is banned, use the domain noun",
            MAIN + "a: 16 top-level types, a package has at most 15");
  }

  @Test
  void reportsDeadLinksAndSecondTitles() {
    // Given
    SourceFile document =
        new SourceFile(
            "docs/a.md",
            """
            # One
            [alive](../README.md#x) [alive](design) [far](https://example.org/x) `[code](no.md)`
            ```
            # not a title, [not a link](no.md)
            ```
            # Two
            [dead](b.md) [outside](../../c.md)
            """);

    // When
    List<String> findings =
        Documents.findings(document, List.of("README.md", "docs/a.md", "docs/design/01-a.md"));

    // Then
    assertThat(findings)
        .containsExactly(
            "docs/a.md:1: 2 lines start with #, a document has one title",
            "docs/a.md:7: the link to b.md is dead",
            "docs/a.md:7: the link to ../../c.md is dead");
  }

  @Test
  void reportsPagesThatNobodyFinds() {
    // Given
    List<SourceFile> documents =
        List.of(
            new SourceFile("README.md", "# R\n[all](docs/README.md)\n"),
            new SourceFile("docs/README.md", "# D\n[a](how-to/a.md#x)\n"),
            new SourceFile("docs/how-to/a.md", "# A\n`[b](b.md)` [back](../../README.md)\n"),
            new SourceFile("docs/how-to/b.md", "# B\n[a](a.md)\n"),
            new SourceFile("src/test/resources/x/README.md", "# X\n"));

    // When
    List<String> findings = Documents.unreachable(documents);

    // Then
    assertThat(findings).singleElement().asString().startsWith("docs/how-to/b.md:1: ");
  }

  @Test
  void reportsStrayBigAndMissingFiles() {
    // Given
    Map<String, Long> sizes = new TreeMap<>();
    sizes.put("notes.txt", 1L);
    sizes.put("src/main/resources/big.bin", 500_001L);
    sizes.put(MAIN + "a/A.java", 1L);
    sizes.put("src/test/java/io/ledgerline/a/ATest.java", 1L);
    sizes.put(MAIN + "b/B.java", 1L);
    sizes.put(MAIN + "b/package-info.java", 1L);
    sizes.put("src/test/java/io/ledgerline/b/BTest.java", 1L);
    for (int i = 0; i < 13; i++) {
      sizes.put("docs/design/" + i + ".md", 1L);
    }

    // When
    List<String> findings = Layout.findings(sizes);

    // Then
    assertThat(findings)
        .containsExactly(
            "notes.txt: notes.txt is not a name of the top level",
            "src/main/resources/big.bin: 500001 bytes, a file has at most 500000",
            MAIN + "a/: has no package-info.java",
            "src/test/java/io/ledgerline/a/: has no package-info.java",
            "docs/design: 13 files, at most 12");
  }

  @Test
  void readsTheDiskWhereThereIsNoCheckout(@TempDir Path directory) throws IOException {
    // Given
    Files.createDirectories(directory.resolve("src/main"));
    Files.createDirectories(directory.resolve("target"));
    Files.writeString(directory.resolve("src/main/a.txt"), "a");
    Files.writeString(directory.resolve("target/b.txt"), "b");
    Files.writeString(directory.resolve("pom.xml"), "c");

    // When
    List<String> paths = SourceTree.of(directory).paths();

    // Then
    assertThat(paths).containsExactly("pom.xml", "src/main/a.txt");
  }

  private static List<String> findings(SourceTree tree) throws IOException {
    List<SourceFile> files = tree.textFiles();
    Map<String, Long> sizeBytesByPath = new TreeMap<>();
    for (String path : tree.paths()) {
      sizeBytesByPath.put(path, tree.sizeBytes(path));
    }
    List<String> findings = new ArrayList<>();
    files.forEach(file -> findings.addAll(Ban.findings(file)));
    findings.addAll(JavaShape.findings(files));
    List<SourceFile> documents =
        files.stream().filter(file -> file.path().endsWith(".md")).toList();
    documents.forEach(document -> findings.addAll(Documents.findings(document, tree.paths())));
    findings.addAll(Documents.unreachable(documents));
    findings.addAll(Layout.findings(sizeBytesByPath));
    return findings;
  }
}
