package io.ledgerline.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.house.PackageGraph.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The package table of `docs/architecture.md` against the compiled main classes.
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {

  private static final List<String> SMALL_TABLE =
      List.of(
          "| package | what lives there | may import | libraries |",
          "| --- | --- | --- | --- |",
          "| `canon` | text | | |",
          "| `event` [`.door` `.record`] | text | `canon` | `jackson` |",
          "| `graph` | text | | `jena` |",
          "| `http` | text | `event` | `jaxrs` `mutiny` |");

  @Test
  void theTableIsSoundByItself() throws IOException {
    // When
    ArchitectureTable table = documented();

    // Then
    assertThat(table.rows()).isNotEmpty();
    assertThat(table.flaws()).isEmpty();
  }

  @Test
  void thePackagesAreTheRows() throws IOException {
    // When
    List<String> differences = documented().differences(compiled().packages());

    // Then
    assertThat(differences).isEmpty();
  }

  @Test
  void everyDependencyIsInItsRow() throws IOException {
    // When
    List<String> forbidden = compiled().forbiddenBy(documented());

    // Then
    assertThat(forbidden).isEmpty();
  }

  @Test
  void noPackageReachesItself() {
    // When
    List<String> inCycles = compiled().inCycles();

    // Then
    assertThat(inCycles).isEmpty();
  }

  @Test
  void reportsAPermissionThatIsNoRowAbove() {
    // Given
    List<String> lines =
        List.of("| `a` | text | `b` | `fortran` |", "| `b` | text | | |", "| `b` | text | | |");

    // When
    List<String> flaws = ArchitectureTable.parse(lines).flaws();

    // Then
    assertThat(flaws)
        .containsExactly(
            "row a allows b, which is no row above it",
            "row a names the unknown library fortran",
            "row b is there twice");
  }

  @Test
  void reportsAPackageWithoutRowAndARowWithoutPackage() {
    // Given
    ArchitectureTable table = ArchitectureTable.parse(SMALL_TABLE);

    // When
    List<String> differences =
        table.differences(new TreeSet<>(List.of("canon", "event.door", "graph", "http.admin")));

    // Then
    assertThat(differences)
        .containsExactly(
            "package http.admin has no row",
            "row event.record has no package",
            "row http has no package");
  }

  @Test
  void permitsWhatTheRowNames() {
    // Given
    PackageGraph graph =
        graphOf(
            new Use("A", "event.door", "io.ledgerline.event.record"),
            new Use("B", "event.record", "io.ledgerline.canon"),
            new Use("C", "http", "io.ledgerline.event.door"),
            new Use("D", "http", "jakarta.ws.rs.core"),
            new Use("E", "http", "java.net.http"),
            new Use("F", "canon", "java.util"));

    // When
    List<String> forbidden = graph.forbiddenBy(ArchitectureTable.parse(SMALL_TABLE));

    // Then
    assertThat(forbidden).isEmpty();
  }

  @Test
  void reportsWhatTheRowDoesNotName() {
    // Given
    PackageGraph graph =
        graphOf(
            new Use("A", "canon", "java.util.logging"),
            new Use("B", "canon", "io.ledgerline.event"),
            new Use("C", "http", "io.ledgerline.canon"),
            new Use("D", "http", "io.ledgerline.elsewhere"),
            new Use("E", "http", "org.apache.jena.graph"),
            new Use("F", "http", "org.example.unheard"));

    // When
    List<String> forbidden = graph.forbiddenBy(ArchitectureTable.parse(SMALL_TABLE));

    // Then
    assertThat(forbidden)
        .containsExactly(
            "A uses java.util.logging",
            "B uses io.ledgerline.event",
            "C uses io.ledgerline.canon",
            "D uses io.ledgerline.elsewhere",
            "E uses org.apache.jena.graph",
            "F uses org.example.unheard");
  }

  @Test
  void reportsACycleBetweenSubpackagesOfOneRow() {
    // Given
    PackageGraph graph =
        graphOf(
            new Use("A", "event.door", "io.ledgerline.event.record"),
            new Use("B", "event.record", "io.ledgerline.event.door"),
            new Use("C", "http", "io.ledgerline.event.door"));

    // When
    List<String> inCycles = graph.inCycles();

    // Then
    assertThat(inCycles).containsExactly("event.door", "event.record");
  }

  private static PackageGraph graphOf(Use... uses) {
    TreeSet<String> packages = new TreeSet<>();
    List.of(uses).forEach(use -> packages.add(use.from()));
    return new PackageGraph(packages, List.of(uses));
  }

  private static ArchitectureTable documented() throws IOException {
    return ArchitectureTable.parse(Files.readAllLines(Path.of("docs/architecture.md")));
  }

  private static PackageGraph compiled() {
    return Compiled.GRAPH;
  }

  /// Read once.
  private static final class Compiled {

    private static final PackageGraph GRAPH = PackageGraph.ofClasses(Path.of("target/classes"));
  }
}
