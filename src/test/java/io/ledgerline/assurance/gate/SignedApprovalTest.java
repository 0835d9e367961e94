package io.ledgerline.assurance.gate;

import static io.ledgerline.assurance.gate.GateWorld.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.system.SignatureVerified;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Entries.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whether the gate knows who approved by more than the record.
@Execution(ExecutionMode.CONCURRENT)
class SignedApprovalTest {

  private static final ProposalSettings SIGNED =
      new ProposalSettings(
          1, Duration.ofDays(7), ApproverIdentity.SIGNED, Set.of(), Set.of(), 1_000);

  @TempDir private Path directory;
  private GateWorld world;
  private String digest;

  @BeforeEach
  void open() {
    world = new GateWorld(directory);
    world.at(Instant.parse("2026-01-02T00:00:00Z"));
    Event proposal = Proposals.proposal("p", 1);
    world.add(proposal);
    digest = Entries.entry(1, proposal).entry().leaf().hash().toHex();
    world.add(Proposals.said("p", digest, "approved", "ann"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aSignatureByTheApproverCounts() {
    // Given
    assertThat(codes(ask())).containsExactly("not-approved");

    // When
    world.add(verified(2, "ann"));

    // Then
    assertThat(codes(ask())).isEmpty();
    ProposalEvidence.Said said = ask().evidence().orElseThrow().approvals().getFirst();
    assertThat(said.identity()).isEqualTo(ApproverIdentity.SIGNED);
    assertThat(said.key()).hasValue("k-1");
  }

  @Test
  void aSignatureBySomebodyElseOrOnSomethingElseDoesNot() {
    // When
    world.add(verified(2, "bob"));
    world.add(verified(1, "ann"));

    // Then
    assertThat(codes(ask())).containsExactly("not-approved");
    assertThat(ask().evidence().orElseThrow().approvals().getFirst().identity())
        .isEqualTo(ApproverIdentity.ASSERTED);
  }

  private ProposalInspection ask() {
    return world.proposal(Proposals.id("p"), SIGNED);
  }

  private static Event verified(long entry, String signer) {
    SignatureVerified record = new SignatureVerified(entry, "hash", "jws", "k-1", signer, "key");
    return new Event(SignatureVerified.TYPE, "application/json", record.toJson().bytes());
  }
}
