package io.ledgerline.pg.segment;

import static io.ledgerline.pg.segment.Detachments.ARCHIVE;
import static io.ledgerline.pg.segment.Detachments.announce;
import static io.ledgerline.pg.segment.Detachments.detach;
import static io.ledgerline.pg.segment.Detachments.detaching;
import static io.ledgerline.pg.segment.Detachments.id;
import static io.ledgerline.pg.segment.Detachments.owner;
import static io.ledgerline.pg.segment.Detachments.sealed;
import static io.ledgerline.pg.segment.Detachments.superuser;
import static io.ledgerline.pg.segment.Detachments.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.LogId;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.segment.Detaching;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What PostgreSQL refuses of detaching, to the role of the service and to the owner of the tables.
class DetachFenceTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();

  @Test
  void theRoleOfTheServiceMayNotDetach() throws SQLException {
    // Given
    SegmentedLog log = sealed(105, 300);
    announce(log, 0);
    try (Connection app = POSTGRES.asApp()) {

      // When
      Throwable refusal = catchThrowable(() -> detach(app, id(log), 0));

      // Then
      assertThat(refusal).hasMessageContaining("permission denied for function detach_segment");
    }
  }

  @Test
  void theOwnerIsRefusedWhileSomethingIsMissing() throws SQLException {
    // Given
    SegmentedLog log = sealed(106, 600);

    // When
    Throwable unannounced = catchThrowable(() -> owner(log, 0));
    Throwable unsealed = catchThrowable(() -> owner(log, 2));
    long recordedBy = announce(log, 0);
    Throwable uncovered = catchThrowable(() -> owner(log, 0));
    log.ledger().publish().await().indefinitely();
    superuser(
        "INSERT INTO ledger.hold (log_id, hold_id, matter, first_index, last_index)"
            + " VALUES ('%s', gen_random_uuid(), 'case-1', 250, 300)".formatted(id(log)));
    Throwable held = catchThrowable(() -> owner(log, 0));
    Detaching.Outcome second = detaching(log).announce(wish(log, 1)).await().indefinitely();
    Detaching.Outcome first = detaching(log).announce(wish(log, 0)).await().indefinitely();

    // Then
    assertThat(unannounced).hasMessageContaining("no entry announces that segment 0 is kept");
    assertThat(unsealed).hasMessageContaining("segment 2 is not sealed");
    assertThat(uncovered).hasMessageContaining("no checkpoint covers entry " + recordedBy);
    assertThat(held).hasMessageContaining("is in force on segment 0");
    assertThat(second).isEqualTo(new Detaching.Outcome.NotOldest(0));
    assertThat(first).isInstanceOf(Detaching.Outcome.Held.class);
    assertThat(log.ledger().entry(5).await().indefinitely()).isPresent();
  }

  @Test
  void theOwnerCannotNameTheEntryOfAnotherArchiveOrOneFromBeforeTheSeal() throws SQLException {
    // Given
    SegmentedLog log = sealed(108, 600);
    long recordedBy = announce(log, 0);
    log.ledger().publish().await().indefinitely();
    String invented =
        "INSERT INTO ledger.detachment (log_id, segment, archive, erased_units, recorded_by)"
            + " VALUES ('%s', %d, sha256('nothing'), 0, %d)";
    log.fill(800);
    log.sealing().run().await().indefinitely();

    // When
    Throwable again = catchThrowable(() -> asOwner(invented.formatted(id(log), 0, recordedBy)));
    Throwable other = catchThrowable(() -> asOwner(invented.formatted(id(log), 1, recordedBy)));
    superuser(
        "ALTER TABLE ledger.detachment DISABLE TRIGGER ALL",
        "DELETE FROM ledger.detachment WHERE log_id = '%s'".formatted(id(log)),
        "ALTER TABLE ledger.detachment ENABLE TRIGGER ALL",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER detachment_recorded",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER refuse_row",
        "ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER refuse_statement");
    Throwable early = catchThrowable(() -> asOwner(invented.formatted(id(log), 2, recordedBy)));

    // Then
    assertThat(again).hasMessageContaining("detachment_log_id_recorded_by_key");
    assertThat(other).hasMessageContaining("detachment_log_id_recorded_by_key");
    assertThat(early).hasMessageContaining("before which segment 2 was not sealed");
  }

  @Test
  void theOwnerCannotNameASegmentAsDetachedWithoutItsLeafHashes() throws SQLException {
    // Given
    SegmentedLog log = sealed(109, 600);
    announce(log, 0);
    log.ledger().publish().await().indefinitely();
    String suffix = id(log).toString().replace("-", "") + "_0";

    // When
    Throwable refusal =
        catchThrowable(
            () ->
                asOwner(
                    """
                    INSERT INTO ledger.detached_segment
                    SELECT s.log_id, s.segment, s.first_index, s.last_index, s.root, s.chain_hash,
                      e.received_at, t.archive, t.recorded_by
                    FROM ledger.segment s JOIN ledger.detachment t USING (log_id, segment)
                    JOIN ledger.entry e ON e.log_id = s.log_id AND e.index = s.last_index
                    WHERE s.log_id = '%s' AND s.segment = 0
                    """
                        .formatted(id(log)),
                    "DROP TABLE ledger.unit_%s, ledger.entry_%s".formatted(suffix, suffix)));

    // Then
    assertThat(refusal).hasMessageContaining("do not give the root of its seal");
    assertThat(log.ledger().entry(5).await().indefinitely()).isPresent();
  }

  @Test
  void anArchiveFromBeforeAnErasureIsRefusedByTheServiceAndByTheDatabase() throws SQLException {
    // Given
    SegmentedLog log = sealed(110, 600);
    Detaching.Wish before = wish(log, 0);
    announce(log, 0);
    Archives.erase(log.ledger(), "whole", UnitSet.of(5, List.of(0, 1)));
    log.ledger().publish().await().indefinitely();

    // When
    Throwable refusal = catchThrowable(() -> owner(log, 0));
    Detaching.Outcome again = detaching(log).announce(before).await().indefinitely();

    // Then
    assertThat(refusal).hasMessageContaining("has units that were erased since");
    assertThat(again).isEqualTo(new Detaching.Outcome.Outdated(2));
    assertThat(log.ledger().entry(6).await().indefinitely()).isPresent();
  }

  @Test
  void anArchiveOfAnotherLogOrOfOtherEntriesIsRefused() {
    // Given
    SegmentedLog log = sealed(111, 600);
    Detaching.Wish mine = wish(log, 0);
    Detaching.Wish others = wish(sealed(112, 600), 0);

    // When
    List<Detaching.Outcome> refusals =
        Stream.of(
                others,
                of(others.log(), mine.root(), mine.chainHash()),
                of(mine.log(), others.root(), mine.chainHash()),
                of(mine.log(), mine.root(), others.chainHash()))
            .map(wish -> detaching(log).announce(wish).await().indefinitely())
            .toList();

    // Then
    assertThat(others.root()).isNotEqualTo(mine.root());
    assertThat(refusals).hasSize(4).containsOnly(new Detaching.Outcome.Foreign());
  }

  @Test
  void anErasureThatIsUnderWayIsWaitedForAndDoesNotWaitForTheOwner() throws Exception {
    // Given
    SegmentedLog log = sealed(113, 600);
    superuser(
        "INSERT INTO ledger.subject (log_id, subject_hash, index, unit)"
            + " VALUES ('%s', sha256('x'), 5, 1)".formatted(id(log)));
    announce(log, 0);
    log.ledger().publish().await().indefinitely();
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection erasing = POSTGRES.asSuperuser();
        Statement statement = erasing.createStatement()) {
      erasing.setAutoCommit(false);
      statement.execute(
          "SELECT * FROM ledger.unit WHERE log_id = '%s' AND index = 5".formatted(id(log)));

      // When
      Future<Long> left = threads.submit(() -> owner(log, 0));
      awaitLockWait();
      statement.execute(
          "DELETE FROM ledger.subject WHERE log_id = '%s' AND index = 5".formatted(id(log)));
      erasing.commit();

      // Then
      assertThat(left.get(1, TimeUnit.MINUTES)).isEqualTo(256);
    }
  }

  /// Until a session waits to drop a table.
  private static void awaitLockWait() throws SQLException {
    try (Connection connection = POSTGRES.asSuperuser();
        Statement statement = connection.createStatement()) {
      boolean isWaiting = false;
      long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (!isWaiting && System.nanoTime() < until) {
        try (var row =
            statement.executeQuery(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
                    + " AND mode = 'AccessExclusiveLock')")) {
          row.next();
          isWaiting = row.getBoolean(1);
        }
      }
      assertThat(isWaiting).isTrue();
    }
  }

  private static Detaching.Wish of(LogId log, Digest root, Digest chainHash) {
    return new Detaching.Wish(0, log, root, chainHash, ARCHIVE, 0, "officer");
  }

  private static void asOwner(String... statements) throws SQLException {
    try (Connection connection = POSTGRES.asOwner();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String each : statements) {
        statement.execute(each);
      }
      connection.commit();
    }
  }

  @Test
  void theFenceLetsTheOwnerDropNothingButWhatIsDetached() throws SQLException {
    // Given
    SegmentedLog log = sealed(107, 600);
    announce(log, 0);
    log.ledger().publish().await().indefinitely();
    String suffix = id(log).toString().replace("-", "") + "_";
    try (Connection superuser = POSTGRES.asSuperuser();
        Statement administrator = superuser.createStatement();
        Connection connection = POSTGRES.asOwner();
        Statement owner = connection.createStatement()) {
      administrator.execute(Scripts.hardening());

      // When
      Throwable dropped =
          catchThrowable(() -> owner.execute("DROP TABLE ledger.entry_" + suffix + "0"));
      long left = detach(connection, id(log), 0);
      Throwable next =
          catchThrowable(() -> owner.execute("DROP TABLE ledger.entry_" + suffix + "1"));

      // Then
      administrator.execute(Scripts.unhardened());
      assertThat(dropped).hasMessageContaining("is refused");
      assertThat(left).isEqualTo(256);
      assertThat(next).hasMessageContaining("is refused");
    }
  }
}
