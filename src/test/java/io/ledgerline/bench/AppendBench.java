package io.ledgerline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.GrownLog;
import io.ledgerline.pg.TestPostgres;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Durable appends of 1 KiB entries below HTTP, beside plain inserts of the same bytes into the
/// same server in the same minute.
///
/// Submissions are made beforehand, so that hashing the payload is not measured, as it is not in a
/// service with more cores than the sequencer needs.
class AppendBench {

  private static final int PAYLOAD_BYTES = 1_024;
  private static final int ENTRIES = Integer.getInteger("ledgerline.bench.appends", 60_000);
  private static final int PLAIN_SECONDS = Integer.getInteger("ledgerline.bench.plain.seconds", 6);
  private static final int CLIENTS_MAX = 32;

  private final Figures figures = new Figures("append");
  private final TestPostgres postgres = TestPostgres.get();
  private final long postmaster = PlainInserts.postmaster(postgres);

  @Test
  void ratesOfAppendingBesidePlainInserts() {
    PlainInserts plain = new PlainInserts(postgres);
    figures.setting("payload_bytes", PAYLOAD_BYTES);
    figures.setting("plain_inserts", "pgbench, prepared, one row of the same bytes a transaction");
    append("warm-up", 256, ENTRIES);
    for (int producers : new int[] {64, 256, 1_024, 4_096}) {
      int clients = Math.min(producers, CLIENTS_MAX);
      // What the machine does otherwise changes: before and after, and the better of them counts.
      double before = plain.rate(clients, PLAIN_SECONDS, PAYLOAD_BYTES);
      Map<String, Object> ours = append("measured", producers, ENTRIES);
      double after = plain.rate(clients, PLAIN_SECONDS, PAYLOAD_BYTES);
      double best = Math.max(before, after);
      ours.put("plain_inserts_clients", clients);
      ours.put("plain_inserts_per_second", Figures.rounded(best));
      ours.put(
          "ratio_to_plain_inserts",
          Figures.rounded(((Number) ours.get("entries_per_second")).doubleValue() / best));
      figures.put("appends_" + producers + "_producers", ours);
    }
  }

  private Map<String, Object> append(String name, int producers, int entries) {
    Ledger ledger =
        Ledger.open(
                GrownLog.genesis("append " + name + " " + producers),
                TestLedgers.setup(postgres.entries(), postgres.checkpoints()))
            .await()
            .indefinitely();
    List<Submission> submissions = new ArrayList<>();
    byte[] payload = new byte[PAYLOAD_BYTES];
    Random random = new Random(4);
    for (int i = 0; i < entries; i++) {
      random.nextBytes(payload);
      submissions.add(Submissions.of("event " + i, Bytes.copyOf(payload), "content", i));
    }
    Producers run = new Producers(ledger, submissions, producers);
    Map<String, Double> before = threadSeconds();
    double postgresBefore = Cpu.withChildren(postmaster);
    run.run();
    Map<String, Double> spent = Cpu.between(before, threadSeconds());
    spent.put("postgresql", Cpu.withChildren(postmaster) - postgresBefore);
    assertThat(ledger.size()).isEqualTo(1L + entries);
    ledger.close();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("entries_per_second", Figures.rounded(run.perSecond()));
    result.put("p50_millis", Figures.rounded(run.millis(0.50)));
    result.put("p99_millis", Figures.rounded(run.millis(0.99)));
    result.put("cpu_micros_per_entry", Cpu.micros(spent, entries));
    return result;
  }

  private static Map<String, Double> threadSeconds() {
    return Cpu.threads(ProcessHandle.current().pid(), Cpu::stage);
  }
}
