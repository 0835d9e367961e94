package io.ledgerline.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.RealEvents;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.sparql.Checked;
import io.ledgerline.sparql.GuardedQuery;
import io.ledgerline.sparql.QueryGuard;
import io.ledgerline.sparql.RecordingSink;
import io.ledgerline.sparql.SparqlEndpoint;
import io.ledgerline.sparql.SparqlRequest;
import io.ledgerline.sparql.SparqlSettings;
import io.ledgerline.sparql.describe.ExampleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each question of `ontology/queries` answers for the data of the demo, the examples of the
/// records that the demo has none of and a model that reads a feature view, row by row (of long
/// answers the first rows and how many there are). `-Dgolden.update` rewrites the answers, and then
/// this test fails once.
class ExampleAnswersTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/queries");
  private static final int ROWS_KEPT = 40;
  private static final SparqlSettings SETTINGS =
      SparqlSettings.defaults("https://ledgerline.invalid/test/sparql");

  @TempDir private static Path directory;
  private static CreditCase credit;
  private static SparqlEndpoint endpoint;

  @BeforeAll
  static void open() throws IOException {
    credit = CreditCase.open(directory);
    for (RecordKind kind : RecordKind.values()) {
      if (kind.compareTo(RecordKind.SYSTEM) >= 0) {
        credit.record(RealEvents.example(kind.slug()).utf8());
      }
    }
    Files.readAllLines(Path.of("src/test/resources/records/feature-views.ndjson"))
        .forEach(credit::record);
    credit.follow();
    endpoint = new SparqlEndpoint(credit.graph(), SETTINGS);
  }

  @AfterAll
  static void close() {
    endpoint.close();
    credit.close();
  }

  static List<ExampleFile> questions() {
    return ExampleFile.all();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answersAsItDid(ExampleFile question) throws Exception {
    // Given
    Path file = GOLDEN.resolve(question.name() + ".tsv");
    String expected = Files.exists(file) ? Files.readString(file) : "";

    // When
    List<String> lines = lines(question.text());

    // Then
    assertThat(lines).hasSizeGreaterThan(1);
    String answer = kept(lines);
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, answer);
    }
    assertThat(answer).isEqualTo(expected);
  }

  private static String kept(List<String> lines) {
    int rows = lines.size() - 1;
    String first = String.join("\n", lines.subList(0, Math.min(lines.size(), ROWS_KEPT + 1)));
    return first + "\n" + (rows > ROWS_KEPT ? "# " + rows + " rows\n" : "");
  }

  private static List<String> lines(String text) throws IOException, InterruptedException {
    SparqlRequest request =
        new SparqlRequest(text, List.of(), List.of(), Optional.of("tsv"), false);
    Checked<GuardedQuery> checked = new QueryGuard(SETTINGS).check(request, "");
    RecordingSink sink = new RecordingSink();
    endpoint.ask(((Checked.Passed<GuardedQuery>) checked).value(), sink);
    return sink.await().text().lines().toList();
  }
}
