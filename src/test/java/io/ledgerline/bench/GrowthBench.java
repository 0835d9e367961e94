package io.ledgerline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.check.GrownLog;
import io.ledgerline.ledger.tile.TileFiles;
import io.ledgerline.pg.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an append and a proof cost in a small log, and in large ones.
class GrowthBench {

  private static final String SIZES =
      System.getProperty("ledgerline.bench.sizes", "10000,100000,500000");
  private static final int APPENDS = Integer.getInteger("ledgerline.bench.growth.appends", 20_000);
  private static final int PROOFS = 400;
  private static final int PRODUCERS = 64;

  private final Figures figures = new Figures("growth");
  private final TestPostgres postgres = TestPostgres.get();

  @Test
  void appendsAndProofsInLogsOfSeveralSizes(@TempDir Path directory) throws IOException {
    Genesis genesis = GrownLog.genesis("growth");
    EntryStore entries = postgres.entries();
    Ledger.Setup setup = setup(entries, directory.resolve("tiles"));
    GrownLog log =
        new GrownLog(
            entries,
            genesis,
            List.of(Payload.whole("application/json", Bytes.utf8("{}"), new Random(1))));
    for (String word : SIZES.split(",", -1)) {
      long size = Long.parseLong(word);
      Ledger begin = Ledger.open(genesis, setup).await().indefinitely();
      begin.close();
      long start = System.nanoTime();
      log.to(size);
      double grown = (System.nanoTime() - start) / 1e9;
      Ledger ledger = Ledger.open(genesis, setup).await().indefinitely();
      start = System.nanoTime();
      ledger.publish().await().indefinitely();
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("seconds_to_grow", Figures.rounded(grown));
      result.put(
          "seconds_to_tiles_and_checkpoint", Figures.rounded((System.nanoTime() - start) / 1e9));
      proofs(ledger, size, result);
      appends(ledger, size, result);
      ledger.close();
      figures.put("size_" + size, result);
    }
  }

  private Ledger.Setup setup(EntryStore entries, Path directory) throws IOException {
    Ledger.Setup base = TestLedgers.setup(entries, postgres.checkpoints());
    TileFiles tiles = TileFiles.in(directory, Executors.newFixedThreadPool(2), Clock.systemUTC());
    return new Ledger.Setup(
        base.entries(),
        base.checkpoints(),
        tiles,
        base.keys(),
        base.settings(),
        base.clock(),
        base.random(),
        base.executor(),
        base.guard(),
        base.publication());
  }

  private static void proofs(Ledger ledger, long size, Map<String, Object> result) {
    Random random = new Random(6);
    long[] nanos = new long[PROOFS];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < PROOFS; i++) {
        long start = System.nanoTime();
        assertThat(ledger.published().proof(random.nextLong(size)).await().indefinitely())
            .isPresent();
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    result.put("proof_p50_millis", Figures.rounded(nanos[PROOFS / 2] / 1e6));
    result.put("proof_p99_millis", Figures.rounded(nanos[PROOFS * 99 / 100] / 1e6));
  }

  private static void appends(Ledger ledger, long size, Map<String, Object> result) {
    List<Submission> submissions = new ArrayList<>();
    for (int i = 0; i < APPENDS; i++) {
      submissions.add(Submissions.of("event " + size + " " + i, "a"));
    }
    Producers producers = new Producers(ledger, submissions, PRODUCERS);
    producers.run();
    result.put("appends_per_second", Figures.rounded(producers.perSecond()));
    result.put("append_p50_millis", Figures.rounded(producers.millis(0.50)));
    result.put("append_p99_millis", Figures.rounded(producers.millis(0.99)));
  }
}
