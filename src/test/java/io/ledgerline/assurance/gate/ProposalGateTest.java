package io.ledgerline.assurance.gate;

import static io.ledgerline.assurance.gate.GateWorld.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Entries.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whether who proposed something may do it: by entries and their graph.
@Execution(ExecutionMode.CONCURRENT)
class ProposalGateTest {

  @TempDir private Path directory;
  private GateWorld world;

  @BeforeEach
  void open() {
    world = new GateWorld(directory);
    world.at(Instant.parse("2026-01-02T00:00:00Z"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aProposalPassesThatEnoughOtherPeopleApproved() {
    // Given
    String digest = filed(Proposals.proposal("p", 2));
    assertThat(codes(ask("p"))).containsExactly("not-approved");
    world.add(Proposals.said("p", digest, "approved", "ann"));
    assertThat(codes(ask("p"))).containsExactly("not-approved");

    // When
    world.add(Proposals.said("p", digest, "approved", "bob"));

    // Then
    ProposalInspection inspection = ask("p");
    assertThat(codes(inspection)).isEmpty();
    ProposalEvidence evidence = inspection.evidence().orElseThrow();
    assertThat(evidence.entry()).isEqualTo(1);
    assertThat(evidence.digest()).isEqualTo(digest);
    assertThat(evidence.required()).isEqualTo(2);
    assertThat(evidence.approvals())
        .extracting(ProposalEvidence.Said::entry)
        .containsExactly(2L, 3L);
    assertThat(evidence.approvals()).allMatch(ProposalEvidence.Said::counts);
    assertThat(evidence.approvals()).allMatch(said -> said.identity() == ApproverIdentity.ASSERTED);
  }

  @Test
  void onePersonIsOneHoweverTheIdIsWritten() {
    // Given
    String digest = filed(Proposals.proposal("p", 2));

    // When
    world.add(Proposals.said("p", digest, "approved", "ann"));
    world.add(Proposals.said("p", digest, "approved", " Ann"));
    world.add(Proposals.said("p", digest, "approved", "ＡＮＮ"));

    // Then
    assertThat(codes(ask("p"))).containsExactly("not-approved");
  }

  @Test
  void whoeverProposesAndWhateverIsSoftwareDoesNotApprove() {
    // Given
    String digest = filed(Proposals.proposal("p", 1));

    // When
    world.add(Proposals.said("p", digest, "approved", "Release-Agent"));
    world.add(
        Proposals.by(
            "p",
            digest,
            "approved",
            "{\"id\":\"release-agent\",\"role\":\"owner\"}",
            "2027-01-01T00:00:00Z"));
    for (String actor :
        List.of("{\"id\":\"bot\",\"kind\":\"software\"}", "{\"id\":\"x\",\"role\":\"Agent\"}")) {
      world.add(Proposals.by("p", digest, "approved", actor, "2027-01-01T00:00:00Z"));
    }
    world.add(Proposals.said("p", digest, "approved", "known-bot"));

    // Then
    ProposalSettings settings =
        settings(1, ApproverIdentity.ASSERTED, Set.of(), Set.of(Person.of("known-bot")));
    ProposalInspection inspection = world.proposal(Proposals.id("p"), settings);
    assertThat(codes(inspection)).containsExactly("not-approved");
    assertThat(inspection.evidence().orElseThrow().approvals())
        .hasSize(5)
        .noneMatch(ProposalEvidence.Said::counts);
  }

  @Test
  void aRefusalWinsWheneverItComes() {
    // Given
    String digest = digest(Proposals.proposal("p", 1), 2);
    world.add(Proposals.said("p", "00".repeat(32), "rejected", "cy"));

    // When
    world.add(Proposals.proposal("p", 1));
    world.add(Proposals.said("p", digest, "approved", "ann"));

    // Then
    assertThat(codes(ask("p"))).containsExactly("refused");
    assertThat(ask("p").reasons().getFirst().entry()).hasValue(1);
  }

  @Test
  void anApprovalCountsForNothingButWhatItNames() {
    // Given
    Event proposal = Proposals.proposal("p", 1);
    String digest = digest(proposal, 2);
    world.add(Proposals.said("p", digest, "approved", "early"));
    world.add(proposal);

    // When
    world.add(Proposals.said("p", "00".repeat(32), "approved", "other"));
    world.add(Proposals.said("q", digest, "approved", "elsewhere"));

    // Then
    assertThat(codes(ask("p"))).containsExactly("not-approved");
    world.add(Proposals.said("p", digest, "approved", "ann"));
    assertThat(codes(ask("p"))).isEmpty();
  }

  @Test
  void aProposalThatSaysSomethingElseLaterIsClosed() {
    // Given
    String digest = filed(Proposals.proposal("p", 1));
    world.add(Proposals.said("p", digest, "approved", "ann"));
    assertThat(codes(ask("p"))).isEmpty();

    // When
    world.add(Proposals.proposal("p", 1, "delete", "2026-01-05T00:00:00Z"));

    // Then
    assertThat(codes(ask("p"))).containsExactly("amended");
  }

  @Test
  void aProposalIsClosedFromTheEarliestEndOn() {
    // Given
    String digest = filed(Proposals.proposal("p", 1));
    world.add(Proposals.said("p", digest, "approved", "ann", "2026-01-03T00:00:00Z"));

    // When / Then
    world.at(Instant.parse("2026-01-02T23:59:59Z"));
    assertThat(codes(ask("p"))).isEmpty();
    world.at(Instant.parse("2026-01-03T00:00:00Z"));
    assertThat(codes(ask("p"))).containsExactly("not-approved");
    world.add(Proposals.said("p", digest, "approved", "bob"));
    assertThat(codes(ask("p"))).isEmpty();
    world.at(Instant.parse("2026-01-05T00:00:00Z"));
    assertThat(codes(ask("p"))).containsExactly("expired");
  }

  @Test
  void anOldProposalIsClosedWhateverItSays() {
    // Given
    String digest = filed(Proposals.proposal("p", 1, "deploy", "2999-01-01T00:00:00Z"));
    world.add(Proposals.said("p", digest, "approved", "ann", "2999-01-01T00:00:00Z"));
    Instant received = ask("p").evidence().orElseThrow().expires().minus(Duration.ofDays(7));

    // When
    world.at(received.plus(Duration.ofDays(7)).minusNanos(1));
    boolean isOpenBefore = codes(ask("p")).isEmpty();
    world.at(received.plus(Duration.ofDays(7)));

    // Then
    assertThat(isOpenBefore).isTrue();
    assertThat(codes(ask("p"))).containsExactly("expired");
  }

  @Test
  void conditionsTakeBackWhatTheSamePersonApproved() {
    // Given
    String digest = filed(Proposals.proposal("p", 1));
    world.add(Proposals.said("p", digest, "approved", "ann"));

    // When
    world.add(Proposals.said("p", digest, "conditional", "ann"));

    // Then
    assertThat(codes(ask("p"))).containsExactly("not-approved");
    world.add(Proposals.said("p", digest, "approved", "ann", "2027-06-01T00:00:00Z"));
    assertThat(codes(ask("p"))).isEmpty();
  }

  @Test
  void settingsAskForMorePeopleOrOthersOrSignatures() {
    // Given
    String digest = filed(Proposals.proposal("p", 1));
    world.add(Proposals.said("p", digest, "approved", "ann"));
    Set<Person> none = Set.of();

    // When / Then
    assertThat(under(settings(2, ApproverIdentity.ASSERTED, none, none)))
        .containsExactly("not-approved");
    assertThat(under(settings(1, ApproverIdentity.SIGNED, none, none)))
        .containsExactly("not-approved");
    assertThat(under(settings(1, ApproverIdentity.ASSERTED, Set.of(Person.of("bob")), none)))
        .containsExactly("not-approved");
    assertThat(under(settings(1, ApproverIdentity.ASSERTED, Set.of(Person.of("ANN")), none)))
        .isEmpty();
  }

  @Test
  void whatNobodyProposedIsUnknown() {
    // Given
    filed(Proposals.proposal("p", 1));

    // When / Then
    assertThat(codes(ask("nothing"))).containsExactly("unknown");
    assertThat(codes(world.proposal("p", ProposalSettings.DEFAULTS))).containsExactly("unknown");
    assertThat(
            codes(
                world.proposal(
                    Proposals.id("p").toUpperCase(Locale.ROOT), ProposalSettings.DEFAULTS)))
        .containsExactly("not-approved");
  }

  @Test
  void aRecordThatIsSupersededCountsNoMore() {
    // Given
    String digest = filed(Proposals.proposal("p", 1));
    Event approval = Proposals.said("p", digest, "approved", "ann");
    world.add(approval);

    // When
    world.add(
        superseding(
            Proposals.said("q", digest, "approved", "x"),
            Proposals.read(approval).envelope().recordId()));

    // Then
    assertThat(codes(ask("p"))).containsExactly("not-approved");
    world.add(superseding(Proposals.said("q", digest, "approved", "y"), Proposals.id("p")));
    assertThat(codes(ask("p"))).containsExactly("amended", "not-approved");
  }

  private static Event superseding(Event event, String recordId) {
    return event.with(
        event
            .payload()
            .utf8()
            .replace("\"subject\"", "\"supersedes\":\"" + recordId + "\",\"subject\""));
  }

  private List<String> under(ProposalSettings settings) {
    return GateWorld.codes(world.proposal(Proposals.id("p"), settings));
  }

  private static ProposalSettings settings(
      int approvalsMin, ApproverIdentity identity, Set<Person> approvers, Set<Person> software) {
    return new ProposalSettings(
        approvalsMin, Duration.ofDays(7), identity, approvers, software, 1_000);
  }

  private ProposalInspection ask(String name) {
    return world.proposal(Proposals.id(name), ProposalSettings.DEFAULTS);
  }

  /// Adds a proposal as the first entry.
  ///
  /// @return its leaf hash
  private String filed(Event proposal) {
    world.add(proposal);
    return digest(proposal, 1);
  }

  private static String digest(Event event, long index) {
    return Entries.entry(index, event).entry().leaf().hash().toHex();
  }
}
