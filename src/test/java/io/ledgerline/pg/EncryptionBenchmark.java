package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.Batches;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.TestLedgers;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// What encryption costs an append and a page, by hand: `main` appends the same batches to two
/// logs, in the clear to one and encrypted to the other, turn by turn, so that whatever else the
/// machine does slows both, and prints the ratio.
public final class EncryptionBenchmark {

  private static final Logger LOG = Logger.getLogger("bench");
  private static final TestPostgres POSTGRES = TestPostgres.get();
  private static final Path EVENTS = Path.of("src/main/resources/demo/credit-scoring-spark.ndjson");
  private static final int BATCHES = 200;
  private static final int WARM_UP = 50;
  private static final int ENTRIES = 512;
  private static final int RANDOM_BYTES = 1_024;

  // ---- where AppendStatement puts what encryption changes ----
  private static final int EVENT_SALTS = 17;
  private static final int SALTS = 18;
  private static final int VALUES = 19;
  private static final int CIPHER = 23;
  private static final int KEYS = 24;
  private static final int SIZES = 25;

  private EncryptionBenchmark() {}

  /// Measures real events, and random bytes.
  public static void main(String[] arguments) throws IOException, SQLException {
    List<Bytes> events = Files.readAllLines(EVENTS).stream().map(Bytes::utf8).toList();
    run("real events", (head, name) -> Batches.real(head, name, ENTRIES, events));
    run("1 KiB", (head, name) -> Batches.sized(head, name, ENTRIES, RANDOM_BYTES));
    System.exit(0);
  }

  private static void run(String what, BiFunction<Head, String, Batch> batches)
      throws SQLException {
    LogId clear = open("clear " + what);
    LogId encrypted = open("encrypted " + what);
    Head clearHead = Head.EMPTY;
    Head encryptedHead = Head.EMPTY;
    long clearNanos = 0;
    long encryptedNanos = 0;
    long sealingNanos = 0;
    for (int i = 0; i < WARM_UP + BATCHES; i++) {
      Batch clearBatch = batches.apply(clearHead, "batch " + i);
      Batch encryptedBatch = batches.apply(encryptedHead, "batch " + i);
      Tuple plain = inTheClear(statement(clear, clearBatch).parameters(), clearBatch);
      long start = System.nanoTime();
      Tuple sealed = statement(encrypted, encryptedBatch).parameters();
      long made = System.nanoTime();
      boolean isClearFirst = i % 2 == 0;
      write(isClearFirst ? plain : sealed);
      long between = System.nanoTime();
      write(isClearFirst ? sealed : plain);
      long end = System.nanoTime();
      clearHead = clearBatch.after();
      encryptedHead = encryptedBatch.after();
      if (i >= WARM_UP) {
        sealingNanos += made - start;
        clearNanos += isClearFirst ? between - made : end - between;
        encryptedNanos += isClearFirst ? end - between : between - made;
      }
    }
    print("append " + what, clearNanos, encryptedNanos + sealingNanos);
    print("  the statement alone", clearNanos, encryptedNanos);
    LOG.info("  bytes a row: clear %d, encrypted %d".formatted(size(clear), size(encrypted)));
    read(what, clear, encrypted);
  }

  private static void read(String what, LogId clear, LogId encrypted) {
    long clearNanos = 0;
    long encryptedNanos = 0;
    for (int i = 0; i < 2 * BATCHES; i++) {
      boolean isClear = (i ^ i >> 1) % 2 == 0;
      long start = System.nanoTime();
      POSTGRES
          .entries()
          .payloadRows(isClear ? clear : encrypted, (long) i / 2 * ENTRIES, ENTRIES, 1L << 30)
          .await()
          .indefinitely();
      long nanos = System.nanoTime() - start;
      clearNanos += isClear ? nanos : 0;
      encryptedNanos += isClear ? 0 : nanos;
    }
    print("read " + what, clearNanos, encryptedNanos);
  }

  private static void print(String what, long clearNanos, long encryptedNanos) {
    LOG.info(
        "%s: clear %.0f entries/s, encrypted %.0f entries/s, time x %.2f"
            .formatted(
                what,
                perSecond(clearNanos),
                perSecond(encryptedNanos),
                (double) encryptedNanos / clearNanos));
  }

  private static long size(LogId log) throws SQLException {
    String table = "ledger.unit_%s_0".formatted(log.toString().replace("-", ""));
    try (Connection connection = POSTGRES.asSuperuser();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT pg_total_relation_size('%1$s') / (SELECT count(*) FROM %1$s)"
                    .formatted(table))) {
      found.next();
      return found.getLong(1);
    }
  }

  private static double perSecond(long nanos) {
    return BATCHES * ENTRIES / (nanos / 1e9);
  }

  private static AppendStatement statement(LogId log, Batch batch) {
    return new AppendStatement(log, batch, TestPostgres.identityKey(), POSTGRES.cipher());
  }

  private static void write(Tuple parameters) {
    new Queries(POSTGRES.pool()).rows(AppendStatement.PLAIN, parameters).await().indefinitely();
  }

  /// The same batch as it was stored before there was encryption.
  private static Tuple inTheClear(Tuple encrypted, Batch batch) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < encrypted.size(); i++) {
      values.add(encrypted.getValue(i));
    }
    List<Payload> payloads =
        batch.entries().stream().map(line -> line.submission().payload()).toList();
    values.set(EVENT_SALTS, buffers(payloads.stream().map(p -> p.eventSalt().bytes())));
    values.set(SALTS, buffers(payloads.stream().map(p -> p.units().getFirst().salt().bytes())));
    values.set(VALUES, buffers(payloads.stream().map(p -> p.units().getFirst().value())));
    values.set(CIPHER, null);
    values.set(KEYS, new UUID[payloads.size()]);
    values.set(SIZES, new Integer[payloads.size()]);
    return Tuple.from(values);
  }

  private static Buffer[] buffers(Stream<Bytes> bytes) {
    return bytes.map(b -> Buffer.buffer(b.toArray())).toArray(Buffer[]::new);
  }

  private static LogId open(String tenant) {
    Genesis base = TestLedgers.genesis();
    LogId log = new LogId(new UUID(tenant.hashCode(), 88));
    POSTGRES
        .entries()
        .open(
            new Genesis(log, base.origin(), base.baseIri(), tenant, base.key(), base.segmentSize()))
        .await()
        .indefinitely();
    return log;
  }
}
