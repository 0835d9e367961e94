package io.ledgerline.assurance.contract;

import static io.ledgerline.assurance.contract.Nights.contract;
import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static io.ledgerline.assurance.contract.Nights.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.access.Caller;
import io.ledgerline.assurance.Assurance;
import io.ledgerline.assurance.InMemoryAssuranceStore;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.intake.Outcome;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The watch over a ledger and its graph: replicas, a graph that is behind, and what is taken back.
@Execution(ExecutionMode.CONCURRENT)
class ContractLedgerTest {

  private static final Caller CALLER = new Caller("k-1", TestLedgers.TENANT);
  private static final long LAST_NIGHT = 1 + 7 * NightLedger.NIGHT_ENTRIES;

  @TempDir private Path directory;
  private final InMemoryAssuranceStore store = new InMemoryAssuranceStore();
  private NightLedger nights;

  @BeforeEach
  void open() {
    nights = new NightLedger(directory);
  }

  @AfterEach
  void close() {
    nights.close();
  }

  @Test
  void aSecondReplicaAndOneThatBeginsAnewFindNothingTwice() {
    // Given
    nights.replica(store).run();
    long size = nights.ledger().size();

    // When
    nights.replica(store).run();
    nights.follow();
    nights.replica(store).run();
    InMemoryAssuranceStore lost = new InMemoryAssuranceStore();
    nights.replica(lost).run();

    // Then
    assertThat(nights.ledger().size()).isEqualTo(size);
    assertThat(nights.rows(lost)).isEqualTo(nights.rows(store)).hasSize(1);
    assertThat(nights.rows(store).getFirst().finding().kind()).isEqualTo("rows-dropped");
  }

  @Test
  void aGraphThatIsBehindHoldsNobodyUp() {
    // Given
    nights.stopProjector();
    nights.add(8, 4_900);
    Assurance assurance = nights.replica(store);

    // When
    assurance.run();

    // Then
    assertThat(assurance.state().next()).isEqualTo(nights.ledger().size());
    assertThat(nights.rows(store)).hasSize(1);
    nights.startProjector();
    nights.follow();
    assurance.run();
    assertThat(nights.rows(store)).hasSize(2);
  }

  @Test
  void whatIsRetractedClosesWhatWasFoundOfIt() {
    // Given
    Assurance assurance = nights.replica(store);
    assurance.run();
    assertThat(nights.rows(store).getFirst().closedBy()).isEmpty();

    // When
    for (long index = LAST_NIGHT + 4; index < LAST_NIGHT + NightLedger.NIGHT_ENTRIES; index++) {
      retract(index);
    }
    nights.follow();
    assurance.run();
    nights.follow();
    assurance.run();

    // Then
    assertThat(nights.rows(store)).hasSize(1);
    assertThat(nights.rows(store).getFirst().closedBy()).isPresent();
  }

  @Test
  void aContractThatIsRetractedLeavesNothingOpenWhoeverWrote() {
    // Given
    long wrong = nights.ledger().size();
    nights.add(
        contract("1", "out", "\"rows\":{\"min\":10}"),
        event("COMPLETE", "one", 0, 0, "", "out", rows(5)),
        event("COMPLETE", "two", 0, 1, "", "out", rows(5)),
        event("COMPLETE", "three", 0, 2, "", "out", rows(5)));
    nights.follow();
    Assurance assurance = nights.replica(store);
    assurance.run();
    nights.follow();
    assurance.run();
    assertThat(openKinds())
        .containsExactly(
            "rows-dropped", "contract-violation", "contract-violation", "contract-violation");

    // When
    retract(wrong);
    nights.follow();
    assurance.run();
    nights.follow();
    assurance.run();

    // Then
    assertThat(openKinds()).containsExactly("rows-dropped");
  }

  @Test
  void nothingIsLateThatIsInTheLedgerAndNotYetInTheGraph() {
    // Given
    nights.at(time(0, 1));
    nights.add(
        event("COMPLETE", "out", 0, 0, "", "out", rows(5)),
        contract("1", "out", "\"freshness\":\"PT26H\""));
    nights.follow();
    Assurance assurance = nights.replica(store);
    assurance.run();
    nights.follow();
    nights.stopProjector();

    // When
    nights.add(event("COMPLETE", "out", 1, 60, "", "out", rows(5)));
    nights.at(time(1, 121));
    assurance.run();
    nights.replica(store).run();
    List<String> meanwhile = openKinds();
    nights.startProjector();
    nights.follow();
    assurance.run();

    // Then
    assertThat(meanwhile).containsExactly("rows-dropped");
    assertThat(nights.rows(store)).hasSize(1);
    nights.at(time(3, 0));
    assurance.run();
    assertThat(openKinds()).containsExactlyInAnyOrder("rows-dropped", "dataset-late");
  }

  private List<String> openKinds() {
    return nights.rows(store).stream()
        .filter(row -> row.closedBy().isEmpty())
        .map(row -> row.finding().kind())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  @Test
  void whatIsErasedClosesWhatWasFoundOfIt() {
    // Given
    Assurance assurance = nights.replica(store);
    assurance.run();
    nights.follow();

    // When
    long end = LAST_NIGHT + NightLedger.NIGHT_ENTRIES - 1;
    nights
        .ledger()
        .append(Submissions.erasing("dpo-1", UnitSet.of(end, List.of(0))))
        .await()
        .indefinitely();
    nights.follow();
    assurance.run();
    nights.follow();
    assurance.run();

    // Then
    assertThat(assurance.state().failure()).isEmpty();
    assertThat(nights.rows(store)).hasSize(1);
    assertThat(nights.rows(store).getFirst().closedBy()).isPresent();
  }

  private void retract(long index) {
    String hash =
        nights.ledger().entry(index).await().indefinitely().orElseThrow().leaf().hash().toBase64();
    String id = new UUID(1, index).toString();
    Outcome outcome =
        nights
            .intake()
            .cloudEvent(
                CALLER,
                Bytes.utf8(
                    """
                    {"specversion":"1.0","id":"%1$s","source":"urn:t",\
                    "type":"io.ledgerline.retraction.v1","data":{"recordId":"%1$s",\
                    "namespace":"n","occurredAt":"2026-11-21T09:30:00Z",\
                    "producer":{"uri":"urn:t","version":"1"},"actor":{"id":"a"},\
                    "personalData":"none","reason":"It was a test.",\
                    "target":{"entry":{"index":%2$d,"leafHash":"%3$s"}}}}\
                    """
                        .formatted(id, index, hash)))
            .await()
            .indefinitely();
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
  }
}
