package io.ledgerline.assurance.gate;

import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.StoredEntries;
import io.ledgerline.assurance.gate.GateAnswer.Reason;
import io.ledgerline.graph.Cursor;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.projection.Projector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Answers whether the latest version of a dataset, or a model version, is one to go on with, and
/// whether enough people approved what somebody proposed.
///
/// The answer is of everything that was sequenced when it was asked for: it waits for the graph,
/// and looks itself at what the follower may not have recorded yet. Thread-safe; blocks the calling
/// thread.
public final class Gate {

  private static final int NEIGHBOURS_MAX = 10_000;
  private static final Duration STORE_MAX = Duration.ofSeconds(30);

  private final Setup setup;

  /// What it works with.
  public record Setup(
      Ledger ledger,
      Projector projector,
      LineageGraph graph,
      StoredEntries entries,
      ContractSettings contracts,
      GateSettings settings,
      FiledEntries filed,
      ProposalSettings proposals,
      InstantSource clock) {}

  /// A gate over a ledger and its graph.
  public Gate(Setup setup) {
    this.setup = setup;
  }

  /// A dataset.
  ///
  /// @param name namespace and name with a colon between them; every way to split it is tried
  /// @param minSeq an entry that has to be taken into account
  public GateAnswer dataset(String name, OptionalLong minSeq) {
    return answer(name, minSeq, (facts, now) -> inspected(facts, now, i -> i.dataset(name)));
  }

  /// A model version.
  ///
  /// @param name namespace, name and version with colons between them; every way to split it is
  ///   tried
  /// @param minSeq an entry that has to be taken into account
  public GateAnswer model(String name, OptionalLong minSeq) {
    return answer(name, minSeq, (facts, now) -> inspected(facts, now, i -> i.model(name)));
  }

  /// A proposal.
  ///
  /// @param recordId that names it
  /// @param minSeq an entry that has to be taken into account
  public GateAnswer proposal(String recordId, OptionalLong minSeq) {
    return answer(
        recordId,
        minSeq,
        (facts, now) -> {
          ProposalInspection inspection =
              new ProposalInspection(facts, setup.filed(), setup.proposals(), now);
          inspection.proposal(recordId);
          return new Seen(inspection.iri(), inspection.reasons(), List.of(), inspection.evidence());
        });
  }

  /// What a look at the graph found.
  private record Seen(
      Optional<String> iri,
      List<Reason> reasons,
      List<Reason> remarks,
      Optional<ProposalEvidence> proposal) {}

  private Seen inspected(Facts facts, Instant now, Consumer<GateInspection> looking) {
    GateInspection inspection =
        new GateInspection(facts, setup.entries(), setup.contracts(), setup.settings(), now);
    looking.accept(inspection);
    return new Seen(inspection.iri(), inspection.reasons(), inspection.remarks(), Optional.empty());
  }

  private GateAnswer answer(
      String subject, OptionalLong minSeq, BiFunction<Facts, Instant, Seen> looking) {
    long size = setup.ledger().sizeNow().await().atMost(STORE_MAX);
    long newest = Math.max(size - 1, minSeq.orElse(Cursor.NOTHING));
    boolean isThere =
        newest < size && setup.projector().awaitPosition(newest, setup.settings().patience());
    return setup
        .graph()
        .read(
            store -> {
              Facts facts = new Facts(store, setup.graph().iris(), NEIGHBOURS_MAX);
              Optional<Cursor> cursor = Cursor.read(store);
              long position = cursor.map(Cursor::position).orElse(Cursor.NOTHING);
              List<Reason> reasons = new ArrayList<>();
              if (!isThere || position < newest || cursor.map(Cursor::isOutdated).orElse(true)) {
                reasons.add(
                    Reason.of(
                        "stale",
                        "The graph stands at %d, and has not taken in entry %d; ask again."
                            .formatted(position, newest)));
              }
              Seen seen = looking.apply(facts, setup.clock().instant());
              if (facts.isCut()) {
                reasons.add(Reason.of("too-large", "More hangs on it than is looked at."));
              }
              reasons.addAll(seen.reasons());
              return new GateAnswer(
                  subject, seen.iri(), position, reasons, seen.remarks(), seen.proposal());
            });
  }
}
