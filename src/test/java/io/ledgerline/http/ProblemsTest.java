package io.ledgerline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The closed list of problems and its document.
class ProblemsTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z-]+)` \\| ([0-9]{3}) \\|", Pattern.MULTILINE);

  @Test
  void documentsEveryProblemAndNoOther() throws IOException {
    // Given
    Map<String, Integer> statusByType = new TreeMap<>();
    Arrays.stream(ProblemType.values())
        .forEach(type -> statusByType.put(type.slug(), type.status()));

    // When
    Map<String, Integer> documented = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/reference/problems.md")));
    while (row.find()) {
      documented.put(row.group(1), Integer.valueOf(row.group(2)));
    }

    // Then
    assertThat(documented).isEqualTo(statusByType);
  }

  @Test
  void rendersTheMembersOfRfc9457() {
    // When
    String json =
        Problem.of(ProblemType.TOO_LARGE, "A body has at most 5 bytes.")
            .with("size_bytes_max", 5)
            .toJson()
            .toString();

    // Then
    assertThat(json)
        .isEqualTo(
            "{\"detail\":\"A body has at most 5 bytes.\",\"size_bytes_max\":5,\"status\":413,"
                + "\"title\":\"The body is too large\","
                + "\"type\":\"https://w3id.org/ledgerline/problems/too-large\"}");
  }

  static Stream<Throwable> outages() {
    return Stream.of(
        new PgException("stops", "FATAL", "57P01", ""),
        new IllegalStateException(new ConnectException("refused")),
        ClosedConnectionException.INSTANCE,
        new VertxException("Connection is not active now", true));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void asksToComeAgainWhenTheDatabaseDoesNotAnswer(Throwable outage) {
    // When
    Problem problem = ProblemMapper.problemOf(outage);

    // Then
    assertThat(problem.type()).isEqualTo(ProblemType.OVERLOADED);
  }

  @Test
  void doesNotTakeEveryFailingFileForTheDatabase() {
    // When
    Problem problem =
        ProblemMapper.problemOf(new UncheckedIOException(new IOException("disk full")));

    // Then
    assertThat(problem.type()).isEqualTo(ProblemType.INTERNAL);
  }

  @Test
  void leavesNoClassNameInWhatNobodyForesaw() {
    // When
    Problem problem = ProblemMapper.problemOf(new IllegalStateException("io.ledgerline.Secret"));

    // Then
    assertThat(problem.type()).isEqualTo(ProblemType.INTERNAL);
    assertThat(problem.toJson().toString()).doesNotContain("ledgerline.Secret", "Exception");
  }
}
