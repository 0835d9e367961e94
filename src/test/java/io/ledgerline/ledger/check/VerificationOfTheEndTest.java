package io.ledgerline.ledger.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.vault.ErasureTargets;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a verification sees behind the head, and what it leaves to the next run.
class VerificationOfTheEndTest {

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Ledger ledger = TestLedgers.open(entries, checkpoints);

  @BeforeEach
  void append() {
    for (int i = 1; i < 12; i++) {
      ledger.append(Submissions.of("event " + i, "a")).await().indefinitely();
    }
  }

  @Test
  void seesAnEntryBehindTheHead() {
    // Given
    Head head = entries.head(log()).await().indefinitely();
    ledger.append(Submissions.of("event 12", "a")).await().indefinitely();
    entries.tamper(log(), head);

    // When
    List<Finding> findings = ((Verification.Unsound) verify(entries)).findings();

    // Then
    assertThat(findings)
        .containsExactly(
            new Finding(
                OptionalLong.of(12),
                "it is stored behind the end of the log: the head says 12 entries"));
  }

  @Test
  void anEntryThatIsAppendedWhileTheEndIsLookedAtIsNotBehindIt() {
    // Given
    AtomicInteger reads = new AtomicInteger();
    EntryStore growing =
        (EntryStore)
            Proxy.newProxyInstance(
                EntryStore.class.getClassLoader(),
                new Class<?>[] {EntryStore.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("rows") && reads.getAndIncrement() < 2) {
                    ledger.append(Submissions.of("late " + reads, "a")).await().indefinitely();
                  }
                  return method.invoke(entries, args);
                });

    // When
    Verification verification = verify(growing);

    // Then
    assertThat(verification).isInstanceOf(Verification.Sound.class);
    assertThat(reads).hasValue(3);
  }

  private LogId log() {
    return ledger.genesis().log();
  }

  private Verification verify(EntryStore store) {
    return new LedgerVerification(ledger.genesis(), store, checkpoints, ErasureTargets::of, 1_000)
        .run(size -> {})
        .await()
        .indefinitely();
  }
}
