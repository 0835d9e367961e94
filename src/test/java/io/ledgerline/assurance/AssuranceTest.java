package io.ledgerline.assurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.access.Caller;
import io.ledgerline.assurance.completeness.CompletenessSettings;
import io.ledgerline.assurance.completeness.CompletenessWatch;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.number.Numbering;
import io.ledgerline.event.system.Finding;
import io.ledgerline.intake.InMemoryQuarantine;
import io.ledgerline.intake.Intake;
import io.ledgerline.intake.IntakeSettings;
import io.ledgerline.ledger.InMemoryCheckpointStore;
import io.ledgerline.ledger.InMemoryEntryStore;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.ledger.detach.DetachableEntryStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Findings become entries, each once, whoever reads the ledger.
class AssuranceTest {

  private static final Caller CALLER = new Caller("k-1", TestLedgers.TENANT);

  private final InMemoryAssuranceStore store = new InMemoryAssuranceStore();
  private final DetachableEntryStore entries = new DetachableEntryStore(new InMemoryEntryStore());
  private final Ledger ledger = TestLedgers.open(entries, new InMemoryCheckpointStore());
  private final Intake intake =
      new Intake(
          ledger,
          new InMemoryQuarantine(),
          IntakeSettings.DEFAULTS,
          () -> TestLedgers.NOW,
          new Random(2));
  private Instant now = TestLedgers.NOW;
  private String holder = "one";

  @AfterEach
  void closeTheLedger() {
    ledger.close();
  }

  @Test
  void aGapBecomesAnEntryAndItsEndAnother() {
    // Given
    Assurance assurance = replica("one", store);
    send(1, 4);
    assurance.run();
    assertThat(ledger.size()).isEqualTo(3);

    // When
    now = now.plus(Duration.ofMinutes(6));
    assurance.run();
    send(2, 3);
    assurance.run();

    // Then
    FindingRow row = rows(store).getFirst();
    assertThat(row.entry()).isEqualTo(3);
    assertThat(row.finding().kind()).isEqualTo("sequence-gap");
    assertThat(row.closedBy()).hasValue(6);
    assertThat(type(3)).isEqualTo(Finding.TYPE);
    assertThat(type(6)).isEqualTo(Finding.TYPE);
    assertThat(ledger.size()).isEqualTo(7);
    assertThat(assurance.state().open()).isZero();
    assertThat(assurance.state().next()).isEqualTo(7);
  }

  @Test
  void aSecondReplicaGoesOnWhereTheFirstStood() {
    // Given
    Assurance first = replica("one", store);
    Assurance second = replica("two", store);
    send(1, 4);
    first.run();
    second.run();
    assertThat(second.state().isMine()).isFalse();

    // When
    holder = "two";
    now = now.plus(Duration.ofMinutes(6));
    first.run();
    second.run();
    holder = "one";
    first.run();

    // Then
    assertThat(rows(store)).hasSize(1);
    assertThat(ledger.size()).isEqualTo(4);
    assertThat(first.state().open()).isEqualTo(1);
    assertThat(first.state().openByKind()).containsEntry("sequence-gap", 1L);
  }

  @Test
  void whoBeginsAnewFindsNothingTwice() {
    // Given
    Assurance first = replica("one", store);
    send(1, 4, 4);
    now = now.plus(Duration.ofMinutes(6));
    first.run();
    send(2, 3);
    first.run();
    long size = ledger.size();
    InMemoryAssuranceStore lost = new InMemoryAssuranceStore();

    // When
    Assurance anew = replica("one", lost);
    now = now.plus(Duration.ofMinutes(6));
    anew.run();

    // Then
    assertThat(ledger.size()).isEqualTo(size);
    assertThat(rows(lost)).isEqualTo(rows(store));
  }

  @Test
  void twoThatReadAtOnceRecordOneFinding() {
    // Given
    Assurance first = replica("one", store);
    Assurance second = replica("one", store);
    send(1, 4);
    first.run();
    second.run();
    now = now.plus(Duration.ofMinutes(6));
    first.run();

    // When / Then
    assertThatThrownBy(second::run).hasMessageContaining("another replica");
    second.run();
    assertThat(ledger.size()).isEqualTo(4);
    assertThat(rows(store)).hasSize(1);
  }

  @Test
  void aNumberThatIsUsedOnManyPagesIsOneEntry() {
    // Given
    Assurance assurance = replica("one", store);
    send(1, 2, 2, 2, 2, 2);

    // When
    assurance.run();

    // Then
    assertThat(rows(store))
        .extracting(row -> row.finding().kind())
        .containsExactly("sequence-reused");
    assertThat(ledger.size()).isEqualTo(8);
  }

  @Test
  void anErrorCostsNothing() {
    // Given
    send(1, 4, 4);
    AtomicInteger attempts = new AtomicInteger();
    Assurance assurance =
        replica(
            "one",
            store,
            finding -> {
              if (attempts.incrementAndGet() == 1) {
                throw new StackOverflowError("too deep");
              }
              return intake.record(finding, Submission.Beside.NOTHING);
            });

    // When
    assertThatThrownBy(assurance::run).isInstanceOf(StackOverflowError.class);
    assertThat(assurance.state().failure()).hasValue("java.lang.StackOverflowError: too deep");
    assurance.run();

    // Then
    assertThat(rows(store))
        .extracting(row -> row.finding().kind())
        .containsExactly("sequence-reused");
    assertThat(assurance.state().failure()).isEmpty();
  }

  @Test
  void aStateThatCannotBeKeptCostsNothing() {
    // Given
    send(1, 4, 4);
    now = now.plus(Duration.ofMinutes(6));
    Assurance failing = replica("one", new FailingStore());
    assertThatThrownBy(failing::run).hasMessageContaining("no room");

    // When
    Assurance next = replica("one", store);
    next.run();

    // Then
    assertThat(rows(store))
        .extracting(row -> row.finding().kind())
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(ledger.size()).isEqualTo(6);
  }

  @Test
  void whatIsDetachedIsPassedOverAndTheRestIsRead() {
    // Given
    send(1, 2);
    entries.detach(1);
    Assurance assurance = replica("one", store);

    // When
    assurance.run();
    send(4);
    assurance.run();
    now = now.plus(Duration.ofMinutes(6));
    assurance.run();

    // Then
    assertThat(assurance.state().failure()).isEmpty();
    assertThat(assurance.state().next()).isEqualTo(ledger.size());
    assertThat(rows(store)).extracting(row -> row.finding().kind()).containsExactly("sequence-gap");
  }

  private Assurance replica(String name, AssuranceStore kept) {
    return replica(name, kept, finding -> intake.record(finding, Submission.Beside.NOTHING));
  }

  private Assurance replica(String name, AssuranceStore kept, Assurance.Recorder recorder) {
    return new Assurance(
        new Assurance.Setup(
            ledger,
            kept,
            recorder,
            (log, duty, duration) -> Uni.createFrom().item(holder.equals(name)),
            () -> List.of(new CompletenessWatch(CompletenessSettings.DEFAULTS)),
            new AssuranceSettings(2, Duration.ofMinutes(1), Duration.ofSeconds(30)),
            () -> now));
  }

  private List<FindingRow> rows(AssuranceStore kept) {
    return kept.findings(
            ledger.genesis().log(),
            new FindingFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, 100))
        .await()
        .indefinitely();
  }

  private String type(long index) {
    return ledger.entry(index).await().indefinitely().orElseThrow().leaf().type();
  }

  private void send(long... numbers) {
    for (long number : numbers) {
      String event =
          """
          {"eventTime":"2026-01-01T00:00:00Z","producer":"https://example.org/tests",\
          "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
          "eventType":"START","run":{"runId":"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"},\
          "job":{"namespace":"tests","name":"job-%d"}}\
          """
              .formatted(ledger.size());
      Numbering numbering = new Numbering(number, "default", Optional.empty());
      assertThat(
              intake
                  .lineage(CALLER, Optional.of(numbering), Bytes.utf8(event))
                  .await()
                  .indefinitely())
          .isNotNull();
    }
  }
}
