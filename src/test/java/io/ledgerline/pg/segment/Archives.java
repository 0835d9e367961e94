package io.ledgerline.pg.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Receipt;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.merkle.Digest;
import io.ledgerline.pg.TestPostgres;
import io.ledgerline.pg.vault.PgHoldStore;
import io.ledgerline.segment.archive.ArchiveWriter;
import io.ledgerline.segment.archive.EntryOrigin;
import io.ledgerline.segment.archive.LogExport;
import io.ledgerline.vault.ErasureTargets;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What the tests of exports and imports have in common.
final class Archives {

  private static final TestPostgres POSTGRES = TestPostgres.get();

  private Archives() {}

  /// Events, of which the fifth is erased as a whole and the sixth in part; published twice.
  static List<Receipt> filled(Ledger ledger, int size) {
    List<Receipt> receipts = new ArrayList<>(appended(ledger, 1, 101));
    ledger.publish().await().indefinitely();
    receipts.addAll(appended(ledger, 101, size));
    erase(ledger, "whole", UnitSet.of(5, List.of(0, 1)));
    erase(ledger, "part", UnitSet.of(6, List.of(1)));
    ledger.publish().await().indefinitely();
    return receipts;
  }

  static List<Receipt> appended(Ledger ledger, int from, int before) {
    return Uni.join()
        .all(
            IntStream.range(from, before)
                .mapToObj(i -> ledger.append(Submissions.cut("event " + i)))
                .toList())
        .andFailFast()
        .await()
        .indefinitely()
        .stream()
        .map(answer -> ((Appended.Sequenced) answer).receipt())
        .toList();
  }

  static void erase(Ledger ledger, String name, UnitSet units) {
    assertThat(ledger.append(Submissions.erasing(name, units)).await().indefinitely())
        .isInstanceOf(Appended.Sequenced.class);
  }

  static LogExport ofPg(SegmentedLog log) {
    return new LogExport(
        log.ledger(),
        new LogExport.Stores(
            POSTGRES.entries(),
            new PgEntryOrigins(POSTGRES.pool()),
            POSTGRES.checkpoints(),
            log.segments(),
            new PgHoldStore(POSTGRES.pool())),
        20_000);
  }

  static EntryOrigin.Store origins(InMemoryEntryStore entries) {
    return (log, from, before) ->
        Uni.createFrom()
            .item(
                LongStream.range(from, before)
                    .mapToObj(
                        index ->
                            new EntryOrigin(
                                index,
                                "log",
                                entries.identity(log, index).key(),
                                entries.identity(log, index).content(),
                                List.of()))
                    .toList());
  }

  static void write(Ledger ledger, LogExport export, Path directory) throws IOException {
    DirectSource source = new DirectSource(ledger, export, export.ofLog(), asked -> true);
    new ArchiveWriter(source, directory, (at, of) -> {}).write();
  }

  static Leaf leafOf(EntryStore entries, Receipt receipt) {
    return entries
        .rows(receipt.log(), receipt.index(), 1)
        .await()
        .indefinitely()
        .getFirst()
        .entry()
        .leaf();
  }

  static HashTree.Leaves leaves(EntryStore entries, LogId log) {
    return new HashTree.Leaves() {
      @Override
      public Uni<List<Digest>> hashes(long from, int countMax) {
        return entries.leafHashes(log, from, countMax);
      }

      @Override
      public Uni<List<Bytes>> leaves(long from, int countMax) {
        return entries
            .rows(log, from, countMax)
            .map(rows -> rows.stream().map(EntryStore.EntryRow::leaf).toList());
      }
    };
  }

  static void assertSound(Genesis genesis, EntryStore entries, CheckpointStore checkpoints) {
    assertThat(
            new LedgerVerification(genesis, entries, checkpoints, ErasureTargets::of, 10)
                .run(size -> {})
                .await()
                .indefinitely())
        .isInstanceOf(Verification.Sound.class);
  }
}
