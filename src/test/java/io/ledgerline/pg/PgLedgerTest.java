package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Batches;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.History;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whole ledgers over PostgreSQL.
class PgLedgerTest {

  private static final TestPostgres POSTGRES = TestPostgres.get();

  @Test
  void twoLedgersNumberTheSameEventsOnce() {
    // Given
    Ledger one = open("together", 1, POSTGRES.entries());
    Ledger two = open("together", 2, POSTGRES.entries());
    History history = new History();

    // When
    history.append(List.of(one, two), names(2_000), 2);
    one.publish().await().indefinitely();

    // Then
    history.check(one, POSTGRES.entries(), POSTGRES.checkpoints());
    assertThat(two.publish().await().indefinitely())
        .isEqualTo(one.checkpoint().await().indefinitely());
    assertThat(one.published().proof(1_234).await().indefinitely()).isPresent();
  }

  @Test
  void losesAndDoublesNothingWhileConnectionsAreCut() throws SQLException {
    // Given
    var pool = POSTGRES.pool(4);
    EntryStore cut =
        new PgEntryStore(pool, POSTGRES.sessions(), TestPostgres.identityKey(), POSTGRES.cipher());
    Ledger one = open("cut", 1, cut);
    Ledger two = open("cut", 2, cut);
    History history = new History();
    AtomicBoolean isDone = new AtomicBoolean();
    CompletableFuture<Integer> cutter =
        CompletableFuture.supplyAsync(
            () -> cutUntil(isDone, one::size), Thread.ofPlatform().daemon()::start);

    // When
    for (int round = 0; round < 20; round++) {
      history.append(List.of(one, two), names(round * 100, 100), 2);
    }
    isDone.set(true);

    // Then
    assertThat(cutter.join()).isPositive();
    // By connections that nobody cut: the last one that was may be noticed by the next that uses
    // it.
    history.check(open("cut", 3, POSTGRES.entries()), POSTGRES.entries(), POSTGRES.checkpoints());
  }

  @Test
  void aLedgerUnderAnotherIdentityKeyIsNotOpened() {
    // Given
    open("identity key", 1, POSTGRES.entries());
    EntryStore other =
        new PgEntryStore(
            POSTGRES.pool(),
            POSTGRES.sessions(),
            new IdentityKey(new byte[IdentityKey.SIZE_BYTES]),
            POSTGRES.cipher());

    // When
    Throwable failure = catchThrowable(() -> open("identity key", 2, other));

    // Then
    assertThat(failure)
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("this identity key does not know entry 0");
  }

  @Test
  void aNewSegmentIsEnteredAndTheNextOneMadeAheadOfIt() throws SQLException {
    // Given
    Genesis genesis = genesis("segments");
    EntryStore store = POSTGRES.entries();
    store.open(genesis).await().indefinitely();
    moveHeadToTheEndOfTheFirstSegment(genesis.log());

    // When
    append(store, genesis.log(), "a");
    append(store, genesis.log(), "b", "c", "d");

    // Then
    assertThat(store.head(genesis.log()).await().indefinitely().size())
        .isEqualTo(Genesis.SEGMENT_SIZE + 3);
    assertThat(partitions(genesis.log())).isEqualTo(8);
  }

  @Test
  void anEventThatPostgresCannotHoldFailsAlone() {
    // Given
    Ledger ledger = open("poison", 1, POSTGRES.entries());
    var poison = Submissions.withPointer("poison", "/a\u0000b");

    // When
    Throwable failure = catchThrowable(() -> ledger.append(poison).await().indefinitely());

    // Then
    assertThat(failure).isInstanceOf(CorruptEntryException.class);
    assertThat(ledger.append(Submissions.of("a", "a")).await().indefinitely()).isNotNull();
    assertThat(ledger.size()).isEqualTo(2);
  }

  private static Ledger open(String tenant, long seed, EntryStore entries) {
    return Ledger.open(genesis(tenant), TestLedgers.setup(entries, POSTGRES.checkpoints(), seed))
        .await()
        .indefinitely();
  }

  private static Genesis genesis(String tenant) {
    Genesis base = TestLedgers.genesis();
    return new Genesis(
        new LogId(new UUID(tenant.hashCode(), 77)),
        base.origin(),
        base.baseIri(),
        tenant,
        base.key(),
        base.segmentSize());
  }

  private static void append(EntryStore store, LogId log, String... names) {
    Head head = store.head(log).await().indefinitely();
    EntryStore.Written written = store.append(log, Batches.of(head, names)).await().indefinitely();
    assertThat(written).isEqualTo(new EntryStore.Written.Committed());
  }

  private static List<String> names(int count) {
    return names(0, count);
  }

  private static List<String> names(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> "event " + i).toList();
  }

  /// Ends a connection of the service every few milliseconds. Cuts again only when something became
  /// durable: who is cut all the time appends nothing.
  private static int cutUntil(AtomicBoolean isDone, LongSupplier size) {
    int cuts = 0;
    long cutAt = 0;
    try (Connection connection = POSTGRES.asSuperuser();
        Statement statement = connection.createStatement()) {
      while (!isDone.get()) {
        LockSupport.parkNanos(5_000_000);
        if (size.getAsLong() == cutAt) {
          continue;
        }
        try (ResultSet found =
            statement.executeQuery(
                """
                SELECT count(pg_terminate_backend(pid)) FROM (
                  SELECT pid FROM pg_stat_activity
                  WHERE usename = 'ledger_app' AND query LIKE 'WITH known%'
                  ORDER BY random() LIMIT 1) one
                """)) {
          found.next();
          cuts += found.getInt(1);
          cutAt = found.getInt(1) > 0 ? size.getAsLong() : cutAt;
        }
      }
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
    return cuts;
  }

  /// As only a superuser can: as if a million entries had been appended.
  private static void moveHeadToTheEndOfTheFirstSegment(LogId log) throws SQLException {
    try (Connection connection = POSTGRES.asSuperuser();
        Statement statement = connection.createStatement()) {
      long size = Genesis.SEGMENT_SIZE - 1;
      statement.execute("ALTER TABLE ledger.head DISABLE TRIGGER head_reached");
      statement.execute(
          """
          UPDATE ledger.head SET size = %d, epoch = 1, frontier = decode(repeat('00', %d), 'hex')
          WHERE log_id = '%s'
          """
              .formatted(size, 32 * Long.bitCount(size), log));
      statement.execute("ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_reached");
    }
  }

  private static int partitions(LogId log) throws SQLException {
    try (Connection connection = POSTGRES.asOwner();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname LIKE '%"
                    + log.toString().replace("-", "")
                    + "%'")) {
      found.next();
      return found.getInt(1);
    }
  }
}
