package io.ledgerline.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Random;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.NodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Times in a graph, as the platform reads them.
class LiteralsTest {

  @Test
  void readsEveryTimeThatItWrites() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      // Given
      long second = random.nextLong(-62_000_000_000L, 253_000_000_000L);
      int nanos = random.nextInt(1_000_000_000) / (int) Math.pow(10, random.nextInt(10));
      Instant time = Instant.ofEpochSecond(second, nanos);

      // Then
      assertThat(Literals.time(Literals.time(time))).contains(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-28T23:59:59Z",
        "2026-02-29T00:00:00Z",
        "2024-02-29T00:00:00.1Z",
        "2026-04-31T00:00:00Z",
        "2026-12-31T23:59:60Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.123456789Z",
        "2026-01-01T00:00:00.1234567891Z",
        "2026-01-01T00:00:00+01:00",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00Z",
        "2026-01-01t00:00:00z",
        "-001-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "+12026-01-01T00:00:00Z",
        "2026-1a-01T00:00:00Z",
        "Z",
        ""
      })
  void readsATimeAsThePlatformDoes(String text) {
    // When
    Optional<Instant> read =
        Literals.time(NodeFactory.createLiteralDT(text, XSDDatatype.XSDdateTime));

    // Then
    assertThat(read).isEqualTo(byThePlatform(text));
  }

  private static Optional<Instant> byThePlatform(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }
}
