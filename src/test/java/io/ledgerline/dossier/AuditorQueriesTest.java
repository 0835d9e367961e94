package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.sparql.Checked;
import io.ledgerline.sparql.GuardedQuery;
import io.ledgerline.sparql.QueryGuard;
import io.ledgerline.sparql.RecordingSink;
import io.ledgerline.sparql.SparqlEndpoint;
import io.ledgerline.sparql.SparqlRequest;
import io.ledgerline.sparql.SparqlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Some questions of `ontology/queries`, asked through the guarded endpoint about the credit model:
/// that their answers are the right ones. [ExampleAnswersTest] has all of them, row by row.
class AuditorQueriesTest {

  private static final Path QUERIES = Path.of("ontology/queries");
  private static final SparqlSettings SETTINGS =
      SparqlSettings.defaults("https://ledgerline.invalid/test/sparql");

  @TempDir private static Path directory;
  private static CreditCase credit;
  private static SparqlEndpoint endpoint;

  @BeforeAll
  static void open() {
    credit = CreditCase.open(directory);
    endpoint = new SparqlEndpoint(credit.graph(), SETTINGS);
  }

  @AfterAll
  static void close() {
    endpoint.close();
    credit.close();
  }

  @Test
  void tracesEachDecisionToItsRawDataAndItsApprover() throws Exception {
    // When
    List<String> rows = rows("decisions-to-raw-data");

    // Then
    assertThat(rows).hasSize(200 * 4);
    assertThat(rows)
        .allMatch(row -> row.contains("/model/credit-prod/credit_default/v/3>"))
        .allMatch(row -> row.endsWith("\"Marta Ferrer\"\t\"conditional\""));
    assertThat(rows)
        .filteredOn(row -> row.contains("/decision/credit-prod/credit-2026-11-20-0001>"))
        .extracting(row -> row.split("\t", -1)[2].replaceFirst("part-.*csv", "part"))
        .containsExactly(
            "\"/srv/lake/credit/raw/applications\"",
            "\"/srv/lake/credit/raw/applications/part\"",
            "\"/srv/lake/credit/raw/bureau\"",
            "\"/srv/lake/credit/raw/outcomes\"");
  }

  @Test
  void findsTheDecisionsThatAPersonOverrode() throws Exception {
    // When
    List<String> rows = rows("overridden-decisions");

    // Then
    assertThat(rows).hasSize(9);
    assertThat(rows).allMatch(row -> row.matches(".*\t\"(Ada Okafor|Tim Brandt)\"\t.*"));
    assertThat(rows).anyMatch(row -> row.contains("\"declined\"\t\"granted\""));
  }

  @Test
  void findsTheApprovalAndThatItsDigestMatches() throws Exception {
    // When
    List<String> rows = rows("approvals");

    // Then
    assertThat(rows)
        .singleElement()
        .asString()
        .contains("\"conditional\"\t\"Marta Ferrer\"\t\"Jonas Lindqvist\"\ttrue\ttrue\t");
  }

  @Test
  void countsWhatRestsOnEachDataset() throws Exception {
    // When
    List<String> rows = rows("impact-of-a-dataset");

    // Then
    assertThat(rows)
        .contains(
            "\"/srv/lake/credit/raw/bureau\"\t1\t200",
            "\"/srv/lake/credit/features/train\"\t1\t200",
            "\"/srv/lake/credit/features/test\"\t1\t200");
  }

  @Test
  void findsWhatWasMeasuredOnWhichData() throws Exception {
    // When
    List<String> rows = rows("evaluations");

    // Then
    assertThat(rows)
        .singleElement()
        .asString()
        .contains("\"auc\"\t0.555\t\"all\"\t\"986\"^^")
        .contains("\t\"/srv/lake/credit/features/test\"\t\"986\"^^")
        .endsWith("/entry/99>");
  }

  @Test
  void findsWhoStatedWhatForWhichRowOfTheLaw() throws Exception {
    // When
    List<String> rows = rows("statements");

    // Then
    assertThat(rows).anyMatch(row -> row.contains("\"AN4.1a.1\"\t\"applies\"\t\"Orders incoming"));
    assertThat(rows).anyMatch(row -> row.contains("\"AN4.1f\"\t\"not-applicable\""));
    assertThat(rows).allMatch(row -> row.contains("\"2026-07-27\"^^"));
  }

  @Test
  void findsTheJobsThatMadeTheDataInTheirOrder() throws Exception {
    // When
    List<String> rows = rows("training-runs");

    // Then
    assertThat(rows)
        .extracting(row -> row.split("\t", -1)[1])
        .containsExactly("\"credit_ingest\"", "\"credit_clean\"", "\"credit_features\"");
    assertThat(rows).allMatch(row -> row.endsWith("\"COMPLETED\""));
  }

  @Test
  void findsThatTheDecisionsWereMadeBeforeTheApproval() throws Exception {
    // When
    List<String> rows = rows("approved-before-use");

    // Then
    assertThat(rows).singleElement().asString().endsWith("\tfalse");
  }

  @Test
  void countsTheRowsThatRunsReadAndWrote() throws Exception {
    // When
    List<String> rows = rows("rows-read-and-written");

    // Then
    assertThat(rows)
        .anyMatch(row -> row.contains("features_test") && row.contains("\"5000\"^^"))
        .anyMatch(row -> row.contains("features_test") && row.contains("\"986\"^^"));
  }

  @Test
  void countsEveryEntryOfTheLedgerOnce() throws Exception {
    // When
    List<String> rows = rows("ledger-contents");

    // Then
    assertThat(rows.stream().mapToInt(row -> Integer.parseInt(row.split("\t", -1)[1])).sum())
        .isEqualTo(credit.ledger().size());
  }

  private static List<String> rows(String name) throws IOException, InterruptedException {
    String text = Files.readString(QUERIES.resolve(name + ".rq"));
    SparqlRequest request =
        new SparqlRequest(text, List.of(), List.of(), Optional.of("tsv"), false);
    Checked<GuardedQuery> checked = new QueryGuard(SETTINGS).check(request, "");
    GuardedQuery query = ((Checked.Passed<GuardedQuery>) checked).value();
    RecordingSink sink = new RecordingSink();
    endpoint.ask(query, sink);
    List<String> lines = sink.await().text().lines().toList();
    return lines.subList(1, lines.size());
  }
}
