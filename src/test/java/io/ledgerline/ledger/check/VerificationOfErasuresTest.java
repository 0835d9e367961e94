package io.ledgerline.ledger.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.LogId;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.ledger.EntryStore.PayloadRow;
import io.ledgerline.ledger.EntryStore.UnitRow;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.vault.ErasureTargets;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A verification tells what an erasure took from what is missing.
class VerificationOfErasuresTest {

  private final InMemoryEntryStore entries = new InMemoryEntryStore();
  private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
  private final Ledger ledger = TestLedgers.open(entries, checkpoints);

  @BeforeEach
  void appendEvents() {
    for (int i = 1; i < 12; i++) {
      append(i == 7 ? Submissions.cut("event 7") : Submissions.of("event " + i, "a"));
    }
  }

  @Test
  void aUnitThatAnErasureEntryNamesIsRightlyGone() {
    // Given
    append(Submissions.erasing("dpo", UnitSet.of(7, List.of(1))));

    // When
    Verification verification = verify();

    // Then
    assertThat(verification).isInstanceOf(Verification.Sound.class);
  }

  @Test
  void seesAUnitThatIsGoneThoughTheErasureThatTheStoreNamesDidNotEraseIt() {
    // Given
    append(Submissions.erasing("dpo", UnitSet.of(7, List.of(1))));
    long erasure = ledger.size() - 1;
    for (long by : List.of(erasure, 6L, 3L, 1_000L)) {
      tamper(
          5,
          row -> {
            UnitRow unit = row.units().getFirst();
            return new PayloadRow(
                row.row(),
                null,
                List.of(new UnitRow(0, unit.pointer(), unit.digest(), null, null, by)));
          });

      // When
      List<Finding> findings = findings();

      // Then
      assertThat(findings).containsExactly(finding(5, "unit 0 is gone"));
    }
  }

  @Test
  void seesAnErasedUnitThatCameBack() {
    // Given
    PayloadRow before = entries.payloadRows(log(), 7, 1, 1).await().indefinitely().getFirst();
    append(Submissions.erasing("dpo", UnitSet.of(7, List.of(1))));
    append(Submissions.of("later", "a"));
    tamper(7, row -> before);

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings).containsExactly(finding(7, "unit 1 is there, though entry 12 erased it"));
  }

  @Test
  void seesAnErasureThatLeftTheEventSalt() {
    // Given
    PayloadRow before = entries.payloadRows(log(), 7, 1, 1).await().indefinitely().getFirst();
    append(Submissions.erasing("dpo", UnitSet.of(7, List.of(1))));
    tamper(7, row -> new PayloadRow(row.row(), before.eventSalt(), row.units()));

    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings)
        .containsExactly(finding(7, "the event salt is still there, though a unit was erased"));
  }

  private void append(Submission submission) {
    ledger.append(submission).await().indefinitely();
  }

  private Verification verify() {
    return new LedgerVerification(ledger.genesis(), entries, checkpoints, ErasureTargets::of, 1_000)
        .run(size -> {})
        .await()
        .indefinitely();
  }

  private List<Finding> findings() {
    return ((Verification.Unsound) verify()).findings();
  }

  private void tamper(long index, UnaryOperator<PayloadRow> change) {
    entries.tamper(
        log(),
        change.apply(entries.payloadRows(log(), index, 1, 1).await().indefinitely().getFirst()));
  }

  private LogId log() {
    return ledger.genesis().log();
  }

  private static Finding finding(long index, String what) {
    return new Finding(OptionalLong.of(index), what);
  }
}
