package io.ledgerline.pg.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.segment.Segment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Segments are sealed over PostgreSQL, in a log whose segments have 256 entries.
class SealingTest {

  @Test
  void sealsEverySegmentThatACheckpointCoversOnce() {
    // Given
    SegmentedLog log = SegmentedLog.open(1, 1);
    log.fill(600);

    // When
    int done = log.sealing().run().await().indefinitely();
    int again = log.sealing().run().await().indefinitely();

    // Then
    assertThat(List.of(done, again)).containsExactly(2, 0);
    List<Segment> segments =
        log.segments().page(log.ledger().genesis().log(), 0, 10).await().indefinitely();
    assertThat(segments.stream().map(Segment::sealedBy)).containsExactly(600L, 601L);
    Segment second = segments.getLast();
    List<StoredEntry> entries = log.ledger().entries(256, 256).await().indefinitely();
    List<Digest> leaves = entries.stream().map(entry -> entry.leaf().hash()).toList();
    assertThat(second.root()).isEqualTo(Frontier.EMPTY.append(leaves).root());
    assertThat(second.chainHash()).isEqualTo(entries.getLast().chainHash());
    assertThat(seal(log, 601).segment()).isEqualTo(1);
    assertThat(seal(log, 601).root()).isEqualTo(second.root().toHex());
  }

  @Test
  void sealsNothingThatNoCheckpointCovers() {
    // Given
    SegmentedLog log = SegmentedLog.open(2, 1);
    log.fill(200);
    for (int i = 0; i < 100; i++) {
      log.ledger().append(Submissions.of("later " + i, "later")).await().indefinitely();
    }

    // When
    int done = log.sealing().run().await().indefinitely();

    // Then
    assertThat(log.ledger().size()).isEqualTo(300);
    assertThat(done).isZero();
  }

  @Test
  void theEntryOfASegmentWhoseRowWasLostIsFoundAgain() throws SQLException {
    // Given
    SegmentedLog log = SegmentedLog.open(3, 1);
    log.fill(300);
    log.sealing().run().await().indefinitely();
    asSuperuser(
        "ALTER TABLE ledger.segment DISABLE TRIGGER ALL",
        "DELETE FROM ledger.segment WHERE log_id = '" + log.ledger().genesis().log() + "'",
        "ALTER TABLE ledger.segment ENABLE ALWAYS TRIGGER refuse_statement",
        "ALTER TABLE ledger.segment ENABLE ALWAYS TRIGGER refuse_row",
        "ALTER TABLE ledger.segment ENABLE ALWAYS TRIGGER segment_fits");

    // When
    int done = log.sealing().run().await().indefinitely();

    // Then
    assertThat(done).isEqualTo(1);
    assertThat(log.ledger().size()).isEqualTo(301);
    assertThat(log.segments().count(log.ledger().genesis().log()).await().indefinitely())
        .isEqualTo(1);
  }

  @Test
  void partitionsFollowTheSegmentSizeOfTheGenesis() throws SQLException {
    // Given
    SegmentedLog log = SegmentedLog.open(4, 1);
    log.fill(1_100);
    String name = "ledger.entry_" + log.ledger().genesis().log().toString().replace("-", "") + "_4";

    // When
    long rows;
    try (Connection connection = TestPostgres.get().asOwner();
        Statement statement = connection.createStatement();
        var found = statement.executeQuery("SELECT count(*) FROM " + name)) {
      found.next();
      rows = found.getLong(1);
    }

    // Then
    assertThat(rows).isEqualTo(1_100 - 1_024);
  }

  @Test
  void aRowThatNoSealEntryStandsBehindIsRefused() {
    // Given
    SegmentedLog log = SegmentedLog.open(5, 1);
    log.fill(300);
    Digest last = log.ledger().entry(255).await().indefinitely().orElseThrow().chainHash();

    // When
    Throwable noSeal =
        catchThrowable(
            () ->
                log.segments()
                    .keep(log.ledger().genesis().log(), new Segment(0, 0, 255, last, last, 299))
                    .await()
                    .indefinitely());

    // Then
    assertThat(noSeal).hasMessageContaining("names entry 299, which is no seal");
  }

  private static SegmentSeal seal(SegmentedLog log, long index) {
    return SegmentSeal.parse(
        CanonicalJson.parse(
            log.ledger().payload(index).await().indefinitely().orElseThrow().payload().accepted(),
            JsonLimits.OWN_RECORDS));
  }

  private static void asSuperuser(String... statements) throws SQLException {
    try (Connection connection = TestPostgres.get().asSuperuser();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
