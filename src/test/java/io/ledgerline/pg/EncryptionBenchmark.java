package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.Batches;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.TestLedgers;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// What encryption costs an append and a page, by hand: `main` appends the same batches to two
/// logs, in the clear to one and encrypted to the other, turn by turn, so that whatever else the
/// machine does slows both, and prints the ratio.
public final class EncryptionBenchmark {

  private static final Logger LOG = Logger.getLogger("bench");
  private static final TestPostgres POSTGRES = TestPostgres.get();
  private static final int BATCHES = 200;
  private static final int WARM_UP = 50;
  private static final int ENTRIES = 512;

  // ---- where AppendStatement puts what encryption changes ----
  private static final List<Bytes> EVENTS = events();

  private static List<Bytes> events() {
    try {
      return java.nio.file.Files.readAllLines(
              java.nio.file.Path.of("src/main/resources/demo/credit-scoring-spark.ndjson"))
          .stream()
          .map(Bytes::utf8)
          .toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String size(LogId log) {
    try (var c = POSTGRES.asSuperuser();
        var st = c.createStatement();
        var r =
            st.executeQuery(
                "SELECT pg_total_relation_size('ledger.unit_%s_0'), (SELECT count(*) FROM ledger.unit WHERE log_id='%s')"
                    .formatted(log.toString().replace("-", ""), log))) {
      r.next();
      return r.getLong(1) / r.getLong(2) + " bytes/row";
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final int EVENT_SALTS = 17;
  private static final int SALTS = 18;
  private static final int VALUES = 19;
  private static final int CIPHER = 23;
  private static final int KEYS = 24;

  private EncryptionBenchmark() {}

  /// Measures payloads of 1 KiB and of 4.4 KB.
  public static void main(String[] arguments) {
    for (int size : java.util.Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray()) {
      append(size);
    }
    System.exit(0);
  }

  private static void append(int size) {
    LogId clear = open("clear " + size);
    LogId encrypted = open("encrypted " + size);
    Head clearHead = Head.EMPTY;
    Head encryptedHead = Head.EMPTY;
    long clearNanos = 0;
    long encryptedNanos = 0;
    long makingNanos = 0;
    for (int i = 0; i < WARM_UP + BATCHES; i++) {
      Batch clearBatch = batch(clearHead, i, size);
      Batch encryptedBatch = batch(encryptedHead, i, size);
      Tuple inTheClear = inTheClear(statement(clear, clearBatch).parameters(), clearBatch);
      long start = System.nanoTime();
      Tuple sealed = statement(encrypted, encryptedBatch).parameters();
      long made = System.nanoTime();
      boolean isClearFirst = i % 2 == 0;
      write(isClearFirst ? inTheClear : sealed);
      long between = System.nanoTime();
      write(isClearFirst ? sealed : inTheClear);
      long end = System.nanoTime();
      clearHead = clearBatch.after();
      encryptedHead = encryptedBatch.after();
      if (i >= WARM_UP) {
        makingNanos += made - start;
        clearNanos += isClearFirst ? between - made : end - between;
        encryptedNanos += isClearFirst ? end - between : between - made;
      }
    }
    LOG.info(
        "append %d bytes: clear %.0f entries/s, encrypted %.0f entries/s, time x %.2f; statements made at %.0f entries/s"
            .formatted(
                size,
                perSecond(clearNanos),
                perSecond(encryptedNanos),
                (double) encryptedNanos / clearNanos,
                perSecond(makingNanos)));
    LOG.info("time x unit table: clear " + size(clear) + ", encrypted " + size(encrypted));
    read(size, clear, encrypted);
  }

  private static void read(int size, LogId clear, LogId encrypted) {
    EntryStore store = POSTGRES.entries();
    long clearNanos = 0;
    long encryptedNanos = 0;
    for (int i = 0; i < BATCHES; i++) {
      long start = System.nanoTime();
      store.payloadRows(clear, (long) i * ENTRIES, ENTRIES, 1L << 30).await().indefinitely();
      long between = System.nanoTime();
      store.payloadRows(encrypted, (long) i * ENTRIES, ENTRIES, 1L << 30).await().indefinitely();
      encryptedNanos += System.nanoTime() - between;
      clearNanos += between - start;
    }
    LOG.info(
        "read %d bytes: clear %.0f entries/s, encrypted %.0f entries/s, time x %.2f"
            .formatted(
                size,
                perSecond(clearNanos),
                perSecond(encryptedNanos),
                (double) encryptedNanos / clearNanos));
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
    return Tuple.from(values);
  }

  private static Buffer[] buffers(Stream<Bytes> bytes) {
    return bytes.map(b -> Buffer.buffer(b.toArray())).toArray(Buffer[]::new);
  }

  private static Batch batch(Head head, int number, int size) {
    if (size == 0) {
      return Batches.real(head, "batch " + number, ENTRIES, EVENTS);
    }
    return Batches.sized(head, "batch " + number, ENTRIES, size);
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
