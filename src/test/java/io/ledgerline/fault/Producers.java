package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.StoredEntry;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.ledger.tile.TileStore;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.vault.ErasureTargets;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

/// Producers that come again until every event of theirs is acknowledged, and what each was told.
public final class Producers {

  private static final int TRIES_MAX = 5;

  private final Map<String, List<Receipt>> receiptsByName = new ConcurrentHashMap<>();

  /// Hands all in at once, and those again that are turned away.
  ///
  /// @param copies how often each is handed in, with other salts
  public void append(Ledger ledger, List<String> names, int copies) {
    List<Copy> left = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      int seed = copy;
      names.forEach(name -> left.add(new Copy(name, seed)));
    }
    for (int tries = 0; !left.isEmpty(); tries++) {
      assertThat(tries).as("tries for %s", left).isLessThan(TRIES_MAX);
      ConcurrentLinkedQueue<Copy> turnedAway = new ConcurrentLinkedQueue<>();
      List<Uni<Appended>> all =
          left.stream()
              .map(
                  copy ->
                      ledger
                          .append(copy.submission())
                          .invoke(
                              appended -> {
                                if (!acknowledged(copy.name(), appended)) {
                                  turnedAway.add(copy);
                                }
                              }))
              .toList();
      Uni.join().all(all).andFailFast().await().indefinitely();
      left.clear();
      left.addAll(turnedAway);
    }
  }

  /// One event, as it is handed in.
  private record Copy(String name, int seed) {

    io.ledgerline.ledger.Submission submission() {
      return Submissions.of(name, name, name.hashCode() + seed);
    }
  }

  private boolean acknowledged(String name, Appended appended) {
    Receipt receipt =
        switch (appended) {
          case Appended.Sequenced(var made) -> made;
          case Appended.Repeated(var made) -> made;
          case Appended.Overloaded _ -> null;
          case Appended.Erased _, Appended.Detached _, Appended.Contradicted _ ->
              throw new AssertionError(name + ": " + appended);
        };
    if (receipt != null) {
      receiptsByName
          .computeIfAbsent(name, n -> new java.util.concurrent.CopyOnWriteArrayList<>())
          .add(receipt);
    }
    return receipt != null;
  }

  /// Checks that positions are contiguous; that every acknowledged event is there once, where its
  /// receipts say, and nothing else but the genesis entry; that every receipt opens its event, and
  /// that its leaf is proved by the newest checkpoint; and that all that is stored fits.
  public void check(
      Ledger ledger, EntryStore entries, CheckpointStore checkpoints, TileStore tiles) {
    List<StoredEntry> stored = ledger.entries(0, Integer.MAX_VALUE).await().indefinitely();
    assertThat(stored.stream().map(StoredEntry::index))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(0, receiptsByName.size()).boxed().toList());
    Checkpoint newest =
        Checkpoint.open(
            ledger.checkpoint().await().indefinitely().orElseThrow(),
            List.of(ledger.genesis().key()));
    assertThat(newest.size()).isEqualTo(stored.size());
    receiptsByName.forEach((name, receipts) -> check(ledger, newest, stored, name, receipts));
    assertThat(
            receiptsByName.values().stream()
                .map(receipts -> receipts.getFirst().index())
                .distinct())
        .hasSameSizeAs(receiptsByName.keySet());
    Verification verification =
        new LedgerVerification(ledger.genesis(), entries, checkpoints, ErasureTargets::of, 10)
            .with(tiles)
            .run(size -> {})
            .await()
            .indefinitely();
    assertThat(verification).isInstanceOf(Verification.Sound.class);
  }

  private static void check(
      Ledger ledger,
      Checkpoint newest,
      List<StoredEntry> stored,
      String name,
      List<Receipt> receipts) {
    Receipt first = receipts.getFirst();
    assertThat(receipts).as(name).containsOnly(first);
    assertThat(stored.get((int) first.index()).leaf()).as(name).isEqualTo(first.leaf());
    assertThat(first.opens(Bytes.utf8("{\"content\":\"" + name + "\"}"))).as(name).isTrue();
    InclusionFile file =
        ledger.published().proof(first.index()).await().indefinitely().orElseThrow();
    assertThat(
            new InclusionProof(first.index(), newest.size(), file.hashes())
                .proves(first.leaf().hash(), newest.root()))
        .as(name)
        .isTrue();
  }
}
