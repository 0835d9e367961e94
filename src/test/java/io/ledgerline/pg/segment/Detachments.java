package io.ledgerline.pg.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.segment.Detaching;
import io.ledgerline.segment.Segment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// What the tests of detaching have in common.
final class Detachments {

  static final Digest ARCHIVE =
      new Hasher().bytes(ByteBuffer.wrap("manifest".getBytes(StandardCharsets.UTF_8))).finish();

  private static final TestPostgres POSTGRES = TestPostgres.get();

  private Detachments() {}

  static SegmentedLog sealed(long number, int size) {
    SegmentedLog log = SegmentedLog.open(number, number);
    log.fill(size / 2);
    log.fill(size);
    log.sealing().run().await().indefinitely();
    return log;
  }

  static Detaching detaching(SegmentedLog log) {
    return new Detaching(log.ledger(), POSTGRES.entries(), log.segments(), log.intake()::record);
  }

  /// The archive as it would be hashed now.
  static Detaching.Wish wish(SegmentedLog log, long number) {
    Segment segment = log.segments().page(id(log), number, 1).await().indefinitely().getFirst();
    long erased =
        log.segments().erasedUnits(id(log), segment.first(), segment.last()).await().indefinitely();
    return new Detaching.Wish(
        number, id(log), segment.root(), segment.chainHash(), ARCHIVE, erased, "officer");
  }

  static long announce(SegmentedLog log, long number) {
    Detaching.Outcome outcome = detaching(log).announce(wish(log, number)).await().indefinitely();
    assertThat(outcome).isInstanceOf(Detaching.Outcome.Announced.class);
    return ((Detaching.Outcome.Announced) outcome).recordedBy();
  }

  static long detach(SegmentedLog log, long number) throws SQLException {
    announce(log, number);
    log.ledger().publish().await().indefinitely();
    return owner(log, number);
  }

  static long owner(SegmentedLog log, long number) throws SQLException {
    try (Connection connection = POSTGRES.asOwner()) {
      return detach(connection, id(log), number);
    }
  }

  static long detach(Connection connection, LogId log, long number) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT ledger.detach_segment('%s', %d, '\\x%s')"
                    .formatted(log, number, ARCHIVE.toHex()))) {
      row.next();
      return row.getLong(1);
    }
  }

  static void superuser(String... statements) throws SQLException {
    try (Connection connection = POSTGRES.asSuperuser();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  static LogId id(SegmentedLog log) {
    return log.ledger().genesis().log();
  }
}
