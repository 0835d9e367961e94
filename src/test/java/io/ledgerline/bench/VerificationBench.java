package io.ledgerline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.GrownLog;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Scope;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.vault.ErasureTargets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Entries that are read from PostgreSQL and rehashed, a second; and the processor time that each
/// takes, by stage.
class VerificationBench {

  private static final int ROUNDS = Integer.getInteger("ledgerline.bench.rounds", 3);
  private static final long ENTRIES = Long.getLong("ledgerline.bench.verified", 100_000);

  private final Figures figures = new Figures("verification");
  private final TestPostgres postgres = TestPostgres.get();
  private final long postmaster = PlainInserts.postmaster(postgres);

  @Test
  void ratesOfVerification() {
    figures.setting("entries", ENTRIES);
    measure("payloads_1_kib", RealPayloads.ofBytes(1_024), ENTRIES);
    measure("payloads_4_4_kb", RealPayloads.ofBytes(4_400), ENTRIES);
    measure("spark_events", RealPayloads.ofEvents(), ENTRIES);
  }

  private void measure(String name, List<Payload> payloads, long size) {
    Genesis genesis = GrownLog.genesis("verification " + name);
    Ledger.Setup setup = TestLedgers.setup(postgres.entries(), postgres.checkpoints());
    Ledger ledger = Ledger.open(genesis, setup).await().indefinitely();
    new GrownLog(postgres.entries(), genesis, payloads).to(size);
    ledger.close();
    for (int threads : new int[] {1, 2}) {
      figures.put(name + "_leaves_" + threads + "_threads", best(genesis, Scope.LEAVES, threads));
      figures.put(
          name + "_everything_" + threads + "_threads", best(genesis, Scope.EVERYTHING, threads));
    }
  }

  /// The best of some rounds.
  private Map<String, Object> best(Genesis genesis, Scope scope, int threads) {
    Map<String, Object> best = Map.of();
    double most = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Object> found = once(genesis, scope, threads);
      double rate = ((Number) found.get("entries_per_second")).doubleValue();
      if (rate > most) {
        most = rate;
        best = found;
      }
    }
    return best;
  }

  private Map<String, Object> once(Genesis genesis, Scope scope, int threads) {
    LedgerVerification verification =
        new LedgerVerification(
                genesis, postgres.entries(), postgres.checkpoints(), ErasureTargets::of, 10)
            .withThreads(threads);
    Map<String, Double> before = threadSeconds();
    double postgresBefore = Cpu.connections(postmaster);
    AtomicReference<Map<String, Double>> last = new AtomicReference<>(Map.of());
    long start = System.nanoTime();
    var report =
        verification
            .run(scope, entries -> count -> last.set(threadSeconds()))
            .await()
            .indefinitely();
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(report.verification()).isInstanceOf(Verification.Sound.class);
    long entries = report.head().size();
    Map<String, Double> spent = Cpu.between(before, last.get());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("entries_per_second", Figures.rounded(entries / seconds));
    spent.put("postgresql", Cpu.connections(postmaster) - postgresBefore);
    result.put("cpu_micros_per_entry", Cpu.micros(spent, entries));
    return result;
  }

  private static Map<String, Double> threadSeconds() {
    return Cpu.threads(ProcessHandle.current().pid(), Cpu::stage);
  }
}
