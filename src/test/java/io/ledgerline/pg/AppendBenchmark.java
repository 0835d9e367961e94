package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/// Durable appends below HTTP, by hand: `main` prints entries a second and latencies.
///
/// Submissions are made beforehand, so that hashing the payload is not measured, as it is not in a
/// service with more cores than the sequencer needs.
public final class AppendBenchmark {

  private static final Logger LOG = Logger.getLogger("bench");
  private static final int PAYLOAD_BYTES = 1_024;
  private static final int ENTRIES = 100_000;

  private AppendBenchmark() {}

  /// Measures with 64 and with 256 producers.
  public static void main(String[] arguments) throws InterruptedException {
    run(256, 20_000);
    for (int producers : new int[] {1, 64, 256, 1_000}) {
      run(producers, producers == 1 ? 5_000 : ENTRIES);
    }
    System.exit(0);
  }

  private static void run(int producers, int entries) throws InterruptedException {
    TestPostgres postgres = TestPostgres.get();
    Genesis base = TestLedgers.genesis();
    String tenant = "bench " + producers + " " + entries;
    Genesis genesis =
        new Genesis(
            new LogId(new UUID(tenant.hashCode(), 99)),
            base.origin(),
            base.baseIri(),
            tenant,
            base.key(),
            base.segmentSize());
    Ledger ledger =
        Ledger.open(genesis, TestLedgers.setup(postgres.entries(), postgres.checkpoints()))
            .await()
            .indefinitely();
    List<Submission> submissions = new ArrayList<>();
    byte[] payload = new byte[PAYLOAD_BYTES];
    Random random = new Random(4);
    for (int i = 0; i < entries; i++) {
      random.nextBytes(payload);
      submissions.add(Submissions.of("event " + i, Bytes.copyOf(payload), "content", i));
    }
    CountDownLatch done = new CountDownLatch(producers);
    AtomicInteger next = new AtomicInteger();
    long[] nanos = new long[entries];
    long start = System.nanoTime();
    for (int i = 0; i < producers; i++) {
      produce(ledger, submissions, next, nanos, done);
    }
    done.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos);
    LOG.info(
        "%d producers: %.0f entries/s, p50 %.1f ms, p99 %.1f ms"
            .formatted(
                producers,
                entries / seconds,
                nanos[entries / 2] / 1e6,
                nanos[(int) (entries * 0.99)] / 1e6));
    ledger.close();
  }

  private static void produce(
      Ledger ledger,
      List<Submission> submissions,
      AtomicInteger next,
      long[] nanos,
      CountDownLatch done) {
    int mine = next.getAndIncrement();
    if (mine >= submissions.size()) {
      done.countDown();
      return;
    }
    long start = System.nanoTime();
    ledger
        .append(submissions.get(mine))
        .subscribe()
        .with(
            appended -> {
              if (!(appended instanceof Appended.Sequenced)) {
                throw new IllegalStateException("not sequenced: " + appended);
              }
              nanos[mine] = System.nanoTime() - start;
              produce(ledger, submissions, next, nanos, done);
            });
  }
}
