package io.ledgerline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.ledger.check.LedgerVerification;
import io.ledgerline.ledger.check.Verification;
import io.ledgerline.vault.ErasureTargets;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/// What producers were told, against what the store holds in the end. Thread-safe.
public final class History {

  private static final Duration SOON = Duration.ofMillis(10);

  private final Map<String, Map<Long, Integer>> indicesByName = new ConcurrentHashMap<>();

  /// Hands all in at once, and waits until every one is answered with a receipt.
  ///
  /// @param copies how often each one is handed in, to one ledger after the other
  public void append(List<Ledger> ledgers, List<String> names, int copies) {
    List<Uni<Appended>> all = new java.util.ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        Ledger ledger = ledgers.get((i + copy) % ledgers.size());
        Submission submission = Submissions.of(name, name, name.hashCode() + copy);
        all.add(received(ledger, submission).invoke(appended -> note(name, appended)));
      }
    }
    Uni.join().all(all).andFailFast().await().indefinitely();
  }

  /// A producer that is turned away comes again.
  private static Uni<Appended> received(Ledger ledger, Submission submission) {
    return Uni.createFrom()
        .deferred(() -> ledger.append(submission))
        .repeat()
        .withDelay(SOON)
        .whilst(Appended.Overloaded.class::isInstance)
        .collect()
        .last();
  }

  /// Checks that every acknowledged event has one entry, the one it was told; that there are no
  /// others and no gap; and that everything rehashes.
  public void check(Ledger ledger, EntryStore entries, CheckpointStore checkpoints) {
    List<StoredEntry> stored = ledger.entries(0, Integer.MAX_VALUE).await().indefinitely();
    assertThat(stored.stream().map(StoredEntry::index))
        .containsExactlyElementsOf(LongStream.range(0, stored.size()).boxed().toList());
    Map<Long, String> names = new TreeMap<>();
    indicesByName.forEach(
        (name, indices) -> {
          assertThat(indices).as(name).hasSize(1);
          assertThat(names.put(indices.keySet().iterator().next(), name)).as(name).isNull();
        });
    assertThat(names.keySet())
        .containsExactlyElementsOf(LongStream.range(1, stored.size()).boxed().toList());
    Verification verification =
        new LedgerVerification(ledger.genesis(), entries, checkpoints, ErasureTargets::of, 10)
            .run(size -> {})
            .await()
            .indefinitely();
    assertThat(verification).isInstanceOf(Verification.Sound.class);
  }

  private void note(String name, Appended appended) {
    long index =
        switch (appended) {
          case Appended.Sequenced(var receipt) -> receipt.index();
          case Appended.Repeated(var receipt) -> receipt.index();
          case Appended.Erased _,
              Appended.Detached _,
              Appended.Contradicted _,
              Appended.Overloaded _ ->
              throw new AssertionError(name + ": " + appended);
        };
    indicesByName
        .computeIfAbsent(name, n -> new ConcurrentHashMap<>())
        .merge(index, 1, Integer::sum);
  }
}
